from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.names import name_key

AVATAR_COLOURS = 12
MINIMUM_POINTS = 1


class UserQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "UserQuerySet":
        """Whose profile the viewer may open: nobody's that was closed or never confirmed."""
        if viewer.is_authenticated and viewer.is_moderator:
            return self
        return self.filter(is_active=True, confirmed_at__isnull=False)

    def with_page(self, viewer) -> "UserQuerySet":
        """Whom the address of a profile says something about: those, and former members."""
        return self.visible_to(viewer) | self.filter(erased_at__isnull=False)

    def listed(self) -> "UserQuerySet":
        """Who stands in the list of members, whoever looks at it."""
        return self.filter(is_active=True, confirmed_at__isnull=False, erased_at=None)

    def curators(self) -> "UserQuerySet":
        """Whose `is_curator` is true."""
        roles = (User.Role.CURATOR, User.Role.ADMINISTRATOR)
        return self.filter(Q(roles__contains=roles[0]) | Q(roles__contains=roles[1]))

    def ranked(self) -> "UserQuerySet":
        """Who agreed to be listed among those who helped most."""
        return self.filter(on_leaderboards_since__isnull=False)

    def pictured(self, avatar: str) -> "UserQuerySet":
        """Whose picture this is."""
        return self.filter(avatar=avatar).exclude(avatar="")

    def only_claimed(self) -> "UserQuerySet":
        """Accounts that somebody made and never confirmed; a closed one stays closed."""
        return self.filter(confirmed_at=None, is_active=True)

    def reached_at(self, mailbox: str) -> "UserQuerySet":
        """Whose mail goes to this canonical mailbox: claiming it beside another is not enough."""
        shown = Q(emailaddress__email=mailbox, emailaddress__verified=True)
        return self.filter(Q(email=mailbox) | shown).distinct()

    def named(self, display_name: str) -> "UserQuerySet":
        """Who bears this name, or one that looks the same."""
        return self.filter(name_key=name_key(display_name))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """What Django and allauth expect of a manager; people are created by `accounts.actions`."""

    def get_by_natural_key(self, email: str):
        return self.get(email=email)


class User(AbstractBaseUser):
    """A person. Imported people have no e-mail, cannot sign in and never get mail."""

    class Role(models.TextChoices):
        EMPLOYEE = "employee", _("Employee")
        CURATOR = "curator", _("Curator")
        MODERATOR = "moderator", _("Moderator")
        ANALYST = "analyst", _("Analyst")
        ADMINISTRATOR = "administrator", _("Administrator")

    email = models.CharField(max_length=254, unique=True, null=True, blank=True)
    display_name = models.CharField(max_length=80)
    name_key = models.CharField(max_length=255, unique=True)
    language = models.CharField(max_length=2, default="en")
    # Derived: the roles of the open RoleGrant rows, so that asking for one costs no query.
    roles = models.CharField(max_length=100, blank=True)
    # Derived: the sum of the ledger.
    points = models.BigIntegerField(default=0)
    # Derived: the notices not yet read.
    unread_count = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)
    # When the mailbox was first confirmed; until then nobody sees that the account exists.
    confirmed_at = models.DateTimeField(default=timezone.now, null=True, blank=True)
    # Part of every session's key: raised by one, all sessions of this person are over at once.
    session_version = models.PositiveIntegerField(default=0)
    # The name of the picture's file, made of random letters; empty for initials.
    avatar = models.CharField(max_length=40, blank=True, db_index=True)
    # Consent to be listed among those who helped most.
    on_leaderboards_since = models.DateTimeField(null=True, blank=True)
    # When the account will be erased, unless its owner changes his mind.
    erases_at = models.DateTimeField(null=True, blank=True)
    # What was personal is gone; the row stays so that threads keep their shape.
    erased_at = models.DateTimeField(null=True, blank=True)

    # In memory alone: this session was not opened with a second factor, so roles have no power.
    lacks_second_factor = False

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email=None) | ~Q(email=""), name="user_email_null_or_filled"
            ),
            models.CheckConstraint(condition=~Q(display_name=""), name="user_name_not_empty"),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="newest_members"),
            models.Index(
                fields=["-points", "-id"],
                condition=Q(on_leaderboards_since__isnull=False),
                name="members_by_points",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.display_name}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:profile", args=[self.pk])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        key = f"{self.password}:{self.session_version}"
        return salted_hmac("accounts.session", key, secret=secret, algorithm="sha256").hexdigest()

    @property
    def shown_points(self) -> int:
        return max(self.points, MINIMUM_POINTS)

    @property
    def shown_name(self) -> str:
        return str(_("Former member")) if self.erased_at else self.display_name

    @property
    def initials(self) -> str:
        words = [word for word in self.shown_name.replace("-", " ").split() if word[0].isalnum()]
        letters = [words[0][0], *([words[-1][0]] if len(words) > 1 else [])] if words else ["?"]
        return "".join(letters).upper()

    @property
    def avatar_colour(self) -> int:
        return (self.pk or 0) % AVATAR_COLOURS

    def has_role(self, role: str) -> bool:
        return role in self.roles.split() and not self.lacks_second_factor

    @property
    def works_here(self) -> bool:
        """Has any staff role."""
        return any(self.has_role(role) for role in self.Role.values)

    @property
    def is_curator(self) -> bool:
        return self.has_role(self.Role.CURATOR) or self.is_administrator

    @property
    def is_moderator(self) -> bool:
        return self.has_role(self.Role.MODERATOR) or self.is_administrator

    @property
    def is_analyst(self) -> bool:
        """May read the figures; curators need them for their work."""
        return self.has_role(self.Role.ANALYST) or self.is_curator

    @property
    def is_administrator(self) -> bool:
        return self.has_role(self.Role.ADMINISTRATOR)

    # Django's admin asks these four.
    @property
    def is_staff(self) -> bool:
        return self.is_active and self.is_administrator

    @property
    def is_superuser(self) -> bool:
        return self.is_staff

    def has_perm(self, perm: str, obj=None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


def display_name(user: User) -> str:
    """What allauth calls people in its pages and mails."""
    return user.display_name
