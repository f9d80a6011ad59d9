"""All settings. Every value that differs between installations comes from the environment.

`docs/operating.md` lists the variables; `config.guard` refuses unsafe ones at start.
"""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env, guard, identity_providers, logs, personal_patterns

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", BASE_DIR / "var")).resolve()

# ── Where it runs
DEBUG = env.flag("DEBUG", False)
PORT = env.number("PORT", 8000)
BASE_URL = env.text("BASE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
BIND = env.text("BIND", "127.0.0.1")
ON_LOOPBACK = guard.is_loopback(BASE_URL) and guard.is_loopback(
    f"//[{BIND}]" if ":" in BIND else f"//{BIND}"
)
SECRET_KEY = env.secret(
    "SECRET_KEY", *(["only-for-development"] if DEBUG else []), kept_in=DATA_DIR / "secret"
)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost" if ON_LOOPBACK else "")
TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0 if ON_LOOPBACK else -1)
DEMO = env.flag("DEMO", False)
# Raises every limit of config.limits for a load test; refused off loopback.
LIMITS_FACTOR = env.number("LIMITS_FACTOR", 1)
# Roles have their power only in sessions opened with a passkey or an authenticator app.
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", not DEMO)
# How long readers who are not signed in may get the same page; at most a minute.
READER_PAGE_SECONDS = min(env.number("READER_PAGE_SECONDS", 15), 60)

guard.refuse_unsafe(
    debug=DEBUG,
    on_loopback=ON_LOOPBACK,
    base_url=BASE_URL,
    secret_key=SECRET_KEY,
    allowed_hosts=ALLOWED_HOSTS,
    trusted_proxy_count=TRUSTED_PROXY_COUNT,
    demo=DEMO,
    limits_factor=LIMITS_FACTOR,
    require_second_factor=REQUIRE_SECOND_FACTOR,
)

# ── Who runs it (shown on every page; see docs/operating.md)
COMMUNITY: dict[str, Any] = {
    "name": env.text("COMMUNITY_NAME", "Fjordnet Community" if DEMO else "Klartext"),
    "company": env.text("COMPANY", "Fjordnet" if DEMO else "Klartext"),
    "phone": env.text("CONTACT_PHONE", "0800 123 45 67" if DEMO else ""),
    "phone_hours": env.text("CONTACT_PHONE_HOURS", "7:00–22:00" if DEMO else ""),
    # For how many minutes callers wait on average; 0 says nothing about it.
    "phone_wait": env.number("CONTACT_PHONE_WAIT", 6 if DEMO else 0),
    "email": env.text("CONTACT_EMAIL", "hilfe@fjordnet.example" if DEMO else ""),
    "write_url": env.text("CONTACT_WRITE_URL", ""),
    "chat_url": env.text("CONTACT_CHAT_URL", ""),
    "imprint": env.text("IMPRINT", ""),
    "privacy_contact": env.text("PRIVACY_CONTACT", ""),
    "reserved_words": env.words("RESERVED_NAME_WORDS", "fjordnet" if DEMO else ""),
}

# ── Apps and request handling
INSTALLED_APPS = [
    "config",
    "config.events",
    "config.audit",
    "accounts",
    "accounts.notifications",
    "accounts.privacy",
    "community",
    "community.moderation",
    "knowledge",
    "knowledge.insights",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "taggit",
    "csp",
    "django_htmx",
    "django_structlog",
    "config.admin_site.OwnAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]
MIDDLEWARE = [
    "config.middleware.refuse_garbled_addresses",
    "config.middleware.keep_personal_pages_private",
    "django_structlog.middlewares.RequestMiddleware",
    "config.audit.origin.know_where_from",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.judge_sessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Beneath the library's own: it hears first that somebody is to show who he is.
    "accounts.middleware.ask_who_is_there",
    "knowledge.middleware.count_reads",
    "knowledge.views.sent_forms.note_sent_forms",
    # Beneath all others: none of them hears of a try that is made again.
    "config.starting_over.start_over",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context_processors.shell",
                "knowledge.demo.context_processors.demo_bar",
            ],
            "builtins": ["config.templatetags.components"],
        },
    }
]

# ── Data
DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.text("REDIS_URL", "")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {
            "serializer": "config.cache.JSONSerializer",
            "socket_timeout": 2,
            "socket_connect_timeout": 2,
        },
    }
    if REDIS_URL
    else {"BACKEND": "config.cache.SharedFileCache", "LOCATION": DATA_DIR / "cache.sqlite3"}
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS = ["config.uploads.SmallFilesOnly"]
# Pictures of people and in posts; served by views that ask who still shows them.
MEDIA_ROOT = DATA_DIR / "media"

# ── Search index
SEARCH_DIR = DATA_DIR / "search"
# After so many days a question has lost half of what the search gives it for being new.
SEARCH_HALF_LIFE_DAYS = max(env.number("SEARCH_HALF_LIFE_DAYS", 30), 1)

# ── What was read and searched for, until `jobs` takes it in
SPOOL_DIR = DATA_DIR / "spool"

# ── What readers are asked, and in which currency it is priced (docs/adr/0035)
# One in so many views of articles and threads is asked whether it solved it; 0 for none.
SURVEY_EVERY = max(env.number("SURVEY_EVERY", 20), 0)
CURRENCY = env.text("CURRENCY", "EUR")

# ── Languages
LANGUAGE_CODE = "en"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = env.text("TIME_ZONE", "Europe/Berlin")
USE_TZ = True

# ── Static files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.static_files.HashedStaticFiles"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# ── People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.adapters.signed_in.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {"user_attributes": ["email", "display_name"]}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
    ]
] + [{"NAME": "accounts.passwords.MaximumLengthValidator"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_ADAPTER = "accounts.adapters.account.AccountAdapter"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "accounts.adapters.reset.ResetTokens"  # noqa: S105
ACCOUNT_FORMS = {
    "signup": "accounts.forms.signup.SignupForm",
    "reset_password": "accounts.forms.entering.ResetForm",
    "request_login_code": "accounts.forms.entering.LoginCodeForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "accounts.models.user.display_name"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Every other browser is signed out (accounts.adapters.account), this one goes on.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if ON_LOOPBACK else "https"
# One rate per kind of key: two of a kind would share one count.
ACCOUNT_RATE_LIMITS = (
    {
        # Counted by accounts.known_devices, which lets the owner in meanwhile.
        "login": None,
        "login_failed": None,
        "reset_password": None,
        "request_login_code": None,
        "signup": "20/m/ip",
        "confirm_email": "3/h/key",
    }
    if LIMITS_FACTOR == 1
    else False
)
ALLAUTH_TRUSTED_PROXY_COUNT = max(TRUSTED_PROXY_COUNT, 0)

MFA_ADAPTER = "accounts.adapters.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
# Nobody is signed in before a first address is confirmed; further ones may wait for it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "accounts.adapters.factor_forms.SecondFactorForm",
    "authenticate_webauthn": "accounts.adapters.factor_forms.SecondPasskeyForm",
    "reauthenticate": "accounts.adapters.factor_forms.ProveAgainForm",
    "reauthenticate_webauthn": "accounts.adapters.factor_forms.ProveByPasskeyForm",
    "login_webauthn": "accounts.adapters.factor_forms.PasskeyForm",
    "add_webauthn": "accounts.adapters.factor_forms.AddPasskeyForm",
}
REFUSED_MAIL_DOMAINS = env.words("REFUSED_MAIL_DOMAINS")
ALLOWED_MAIL_DOMAINS = env.words("ALLOWED_MAIL_DOMAINS")

# ── Identity providers
_PROVIDERS = identity_providers.read("OIDC_PROVIDERS")
OIDC_ISSUERS = identity_providers.issuers(_PROVIDERS)
SOCIALACCOUNT_ADAPTER = "accounts.adapters.company.CompanySignInAdapter"
SOCIALACCOUNT_FORMS = {"signup": "accounts.forms.company_sign_up.CompanySignUpForm"}
SOCIALACCOUNT_AUTO_SIGNUP = False
_SAML = identity_providers.saml("SAML_PROVIDERS")
SOCIALACCOUNT_PROVIDERS = {"openid_connect": identity_providers.openid_connect(_PROVIDERS), **_SAML}
if _SAML:
    INSTALLED_APPS.append("allauth.socialaccount.providers.saml")

# ── Who speaks for the company, and how that is proved
CUSTOMER_MAIL_DOMAINS = env.words("CUSTOMER_MAIL_DOMAINS")
GROUP_MAILBOXES = env.words("GROUP_MAILBOXES")
AFFILIATION_PRIMARY_MAILBOX_ONLY = env.flag("AFFILIATION_PRIMARY_MAILBOX_ONLY", True)
AFFILIATION_NAME_KEPT_DAYS = min(env.number("AFFILIATION_NAME_KEPT_DAYS", 30), 30)
AFFILIATION_PROVIDERS = env.records(
    "AFFILIATION_PROVIDERS",
    required={"issuer", "tenant", "group", "organisation", "kind"},
    optional={"tenant_claim", "groups_claim", "name_claim", "role_claim"},
)

# ── What standing opens (accounts/points.py)
REPUTATION_PRESET = env.text("REPUTATION_PRESET", "young")
PRIVILEGES = env.words("PRIVILEGES")

# ── Who approves an article has written nothing of it (knowledge/policies.py)
FOUR_EYES = env.flag("FOUR_EYES", True)

# ── What waits for a moderator before everybody sees it (community/policies/holding.py)
HOLD = env.text("HOLD", "off")
HOLD_WORDS = env.words("HOLD_WORDS")
# Within how many hours a moderator looks at it, as its writer is told.
HOLD_HOURS = env.number("HOLD_HOURS", 24)

# ── What leads to a person in what members write (docs/operating.md, “Personal-data guard”)
PERSONAL_DATA_PATTERNS = personal_patterns.read("PERSONAL_DATA_PATTERNS") or (
    personal_patterns.DEMO_PATTERNS if DEMO else []
)
PUBLISHED_CONTACTS = env.words("PUBLISHED_CONTACTS", "@fjordnet.example" if DEMO else "")
# Whose telephone numbers are known without the code of the country.
PHONE_REGIONS = personal_patterns.phone_regions("PHONE_REGIONS", "DE,AT,CH,US")

# ── What members can do about their own data (see docs/privacy.md)
EXPORT_DIR = DATA_DIR / "exports"
TOMBSTONE_FILE = Path(env.text("TOMBSTONE_FILE", DATA_DIR / "tombstones.jsonl"))
# Accounts nobody used for so long are announced to be erased; 0 for never.
INACTIVE_YEARS = env.number("INACTIVE_YEARS", 3)

# ── The record of who decided what (docs/adr/0029): signed ends of its days, to be kept elsewhere
AUDIT_DIR = DATA_DIR / "audit"

# ── Safety in the browser
SESSION_ENGINE = "config.sessions"
SESSION_COOKIE_AGE = 14 * 86_400
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not ON_LOOPBACK
if not ON_LOOPBACK:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_INCLUDE_SUBDOMAINS", True)
    SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD", True)
    if TRUSTED_PROXY_COUNT > 0:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *identity_providers.origins(_PROVIDERS, _SAML)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}

# ── Mail: by SMTP where a host is named, else one file per mail under var/mail
EMAIL_HOST = env.text("EMAIL_HOST", "")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_BACKEND = (
    "accounts.notifications.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
# Where other servers return what they can't deliver, and the maildir in which it arrives.
EMAIL_RETURN_PATH = env.text("EMAIL_RETURN_PATH", "")
BOUNCE_MAILDIR = env.text("BOUNCE_MAILDIR", "")
UNSUBSCRIBE_EMAIL = env.text("UNSUBSCRIBE_EMAIL", "")
# The pause before the second try; each further one is four times as long.
MAIL_RETRY_SECONDS = env.number("MAIL_RETRY_SECONDS", 60)
# First and last hour, Monday to Friday, in the reader's own time zone.
STAFF_MAIL_HOURS = env.hours("STAFF_MAIL_HOURS", "8-18")
# When the company answers questions, and within how many of these hours; 0 for no promise.
BUSINESS_HOURS = env.hours("BUSINESS_HOURS", "8-18")
BUSINESS_DAYS = env.weekdays("BUSINESS_DAYS", "mon,tue,wed,thu,fri")
ANSWER_WITHIN_HOURS = max(env.number("ANSWER_WITHIN_HOURS", 8 if DEMO else 0), 0)
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", f"{COMMUNITY['name']} <community@localhost>")

# ── Work beside the requests (see ARCHITECTURE.md, “Recorded events”)
BROKER_DIR = DATA_DIR / "broker"
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", "filesystem://")
if CELERY_BROKER_URL == "filesystem://":
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": BROKER_DIR / "messages",
        "data_folder_out": BROKER_DIR / "messages",
        "control_folder": BROKER_DIR / "control",
        "polling_interval": 0.1,
    }
    for folder in ("messages", "control"):
        (BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
CELERY_TASK_DEFAULT_QUEUE = "jobs"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
_EVERY_SECOND = {"schedule": 1.0, "options": {"queue": "pulse", "expires": 5}}
CELERY_BEAT_SCHEDULE = {
    "deliver-events": {"task": "config.events.tasks.deliver_pending", **_EVERY_SECOND},
    "send-mail": {"task": "accounts.notifications.tasks.send_mail", **_EVERY_SECOND},
    "seal-record": {"task": "config.audit.tasks.seal_record", **_EVERY_SECOND},
    "update-index": {"task": "knowledge.tasks.update_index", **_EVERY_SECOND},
    **{
        name: {
            "task": f"accounts.tasks.{name.replace('-', '_')}",
            "schedule": 600.0,
            "options": {"queue": "jobs", "expires": 5},
        }
        for name in (
            "suspend-unproved-affiliations",
            "remind-of-renewal",
            "expire-affiliations",
            "shrink-names",
        )
    },
    "close-days-of-the-record": {
        "task": "config.audit.tasks.close_days",
        "schedule": 60.0,
        "options": {"queue": "pulse", "expires": 5},
    },
    "build-index": {
        "task": "knowledge.tasks.build_index",
        "schedule": 10.0,
        "options": {"queue": "jobs", "expires": 5},
    },
    "look-after-index": {
        "task": "knowledge.tasks.look_after_index",
        "schedule": 3600.0,
        "options": {"queue": "jobs", "expires": 5},
    },
    "publish-due-articles": {
        "task": "knowledge.tasks.publish_due_articles",
        "schedule": 10.0,
        "options": {"queue": "jobs", "expires": 5},
    },
    "award-medals": {
        "task": "community.tasks.award_medals",
        "schedule": 600.0,
        "options": {"queue": "jobs", "expires": 5},
    },
    "find-experts": {
        "task": "community.tasks.find_experts",
        "schedule": 3600.0,
        "options": {"queue": "jobs", "expires": 5},
    },
    "sweep-avatars": {
        "task": "accounts.tasks.sweep_avatars",
        "schedule": 3600.0,
        "options": {"queue": "jobs", "expires": 5},
    },
    "build-digests": {
        "task": "accounts.notifications.tasks.build_digests",
        "schedule": 60.0,
        "options": {"queue": "jobs", "expires": 5},
    },
    "settle-notices": {
        "task": "accounts.notifications.tasks.settle_notices",
        "schedule": 60.0,
        "options": {"queue": "jobs", "expires": 5},
    },
    "read-returned-mail": {
        "task": "accounts.notifications.tasks.read_returned_mail",
        "schedule": 60.0,
        "options": {"queue": "jobs", "expires": 5},
    },
    "take-in-readers-lines": {
        "task": "knowledge.tasks.take_in_readers_lines",
        "schedule": 5.0,
        "options": {"queue": "jobs", "expires": 5},
    },
    "value-candidates": {
        "task": "knowledge.tasks.value_candidates",
        "schedule": 600.0,
        "options": {"queue": "jobs", "expires": 5},
    },
    "settle-ledger": {
        "task": "knowledge.insights.tasks.settle_ledger",
        "schedule": 60.0,
        "options": {"queue": "jobs", "expires": 5},
    },
    "count-stale-days": {
        "task": "knowledge.insights.tasks.count_stale_days",
        "schedule": 60.0,
        "options": {"queue": "jobs", "expires": 5},
    },
    "look-after-articles": {
        "task": "knowledge.tasks.look_after_articles",
        "schedule": 3600.0,
        "options": {"queue": "jobs", "expires": 5},
    },
    "remind-of-checks": {
        "task": "knowledge.tasks.remind_of_checks",
        "schedule": 600.0,
        "options": {"queue": "jobs", "expires": 5},
    },
    "propose-covering": {
        "task": "knowledge.tasks.propose_covering",
        "schedule": 60.0,
        "options": {"queue": "jobs", "expires": 5},
    },
    "retain": {
        "task": "config.tasks.retain",
        "schedule": 600.0,
        "options": {"queue": "jobs", "expires": 5},
    },
    "look-after-personal-data": {
        "task": "accounts.privacy.tasks.look_after_personal_data",
        "schedule": 5.0,
        "options": {"queue": "jobs", "expires": 5},
    },
}

# ── Logs: one event, one line
LOGGING = logs.as_lines(level=env.text("LOG_LEVEL", "WARNING"))
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
