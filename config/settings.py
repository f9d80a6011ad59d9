"""All settings. Every value that differs between installations comes from the environment.

`docs/operating.md` lists the variables; `config.guard` refuses unsafe ones at start.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env, guard, logs

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
)

# ── Who runs it (shown on every page; see docs/operating.md)
COMMUNITY = {
    "name": env.text("COMMUNITY_NAME", "Fjordnet Community" if DEMO else "Klartext"),
    "company": env.text("COMPANY", "Fjordnet" if DEMO else "Klartext"),
    "phone": env.text("CONTACT_PHONE", "0800 123 45 67" if DEMO else ""),
    "phone_hours": env.text("CONTACT_PHONE_HOURS", "7:00–22:00" if DEMO else ""),
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
    "accounts",
    "accounts.notifications",
    "community",
    "knowledge",
    "allauth",
    "allauth.account",
    "taggit",
    "csp",
    "django_htmx",
    "django_structlog",
    "django.contrib.admin",
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
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
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

# ── Search index
SEARCH_DIR = DATA_DIR / "search"

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
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {"user_attributes": ["email", "display_name"]}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
    ]
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "accounts.adapters.ResetTokens"  # noqa: S105
ACCOUNT_FORMS = {"signup": "accounts.forms.SignupForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "accounts.models.user.display_name"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if ON_LOOPBACK else "https"
# One rate per kind of key: two of a kind would share one count.
ACCOUNT_RATE_LIMITS = (
    {
        "login_failed": "10/m/ip,5/5m/key",
        "signup": "20/m/ip",
        "confirm_email": "3/h/key",
        "reset_password": "20/m/ip,3/h/key",
    }
    if LIMITS_FACTOR == 1
    else False
)
ALLAUTH_TRUSTED_PROXY_COUNT = max(TRUSTED_PROXY_COUNT, 0)

# ── Safety in the browser
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
        "form-action": [SELF],
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
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
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
    "update-index": {"task": "knowledge.tasks.update_index", **_EVERY_SECOND},
    "prune-deliveries": {
        "task": "config.events.tasks.prune",
        "schedule": 600.0,
        "options": {"queue": "jobs", "expires": 5},
    },
}

# ── Logs: one event, one line
LOGGING = logs.as_lines(level=env.text("LOG_LEVEL", "WARNING"))
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
