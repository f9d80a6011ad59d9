from django.contrib import admin

from accounts.models import Affiliation, Organisation, ReputationEntry, RoleGrant, User
from accounts.notifications.models import Bounce, OutgoingMail, PausedAddress


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that only actions write: an administrator can look, and that is all."""

    show_full_result_count = False

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ["id", "display_name", "roles", "points", "is_active", "created_at"]
    exclude = ["password"]
    search_fields = ["display_name"]
    ordering = ["-id"]

    def lookup_allowed(self, lookup: str, value: str, request=None) -> bool:
        """A secret must not be guessed sign by sign through the address of the list."""
        secret = lookup.partition("__")[0] in {"password", "email"}
        return not secret and super().lookup_allowed(lookup, value, request)


@admin.register(Organisation)
class OrganisationAdmin(ReadOnlyAdmin):
    list_display = ["name", "relation", "name_form"]
    ordering = ["name"]


@admin.register(Affiliation)
class AffiliationAdmin(ReadOnlyAdmin):
    list_display = ["id", "user", "kind", "organisation", "role_title", "granted_at", "ended_at"]
    list_select_related = ["user", "organisation"]
    ordering = ["-id"]


@admin.register(RoleGrant)
class RoleGrantAdmin(ReadOnlyAdmin):
    list_display = ["id", "user", "role", "granted_by", "granted_at", "revoked_at"]
    list_select_related = ["user", "granted_by"]
    ordering = ["-id"]


@admin.register(ReputationEntry)
class ReputationEntryAdmin(ReadOnlyAdmin):
    list_display = ["id", "user", "reason", "points", "key", "number", "created_at"]
    list_select_related = ["user"]
    ordering = ["-id"]


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnlyAdmin):
    """What is owed, and what was dropped or failed and why; never what it says."""

    list_display = ["id", "state", "why", "rank", "attempts", "not_before", "created_at"]
    list_filter = ["state", "rank", "why"]
    fields = ["state", "why", "rank", "attempts", "not_before", "created_at", "due_at", "sent_at"]
    ordering = ["-id"]


@admin.register(PausedAddress)
class PausedAddressAdmin(ReadOnlyAdmin):
    list_display = ["id", "user", "why", "paused_at", "tried_at"]
    list_select_related = ["user"]
    ordering = ["-id"]


@admin.register(Bounce)
class BounceAdmin(ReadOnlyAdmin):
    list_display = ["id", "is_hard", "code", "at"]
    list_filter = ["is_hard", "code"]
    fields = ["is_hard", "code", "at"]
    ordering = ["-id"]
