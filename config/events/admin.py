from django.contrib import admin

from config.events import retention
from config.events.models import Delivery


@admin.register(Delivery)
class DeliveryAdmin(admin.ModelAdmin):
    """Open and dead deliveries; an administrator can only read them and call them back."""

    list_display = ["id", "event", "handler", "attempts", "not_before", "done_at", "last_error"]
    list_filter = ["handler", ("done_at", admin.EmptyFieldListFilter)]
    list_select_related = ["event"]
    ordering = ["-id"]
    show_full_result_count = False
    actions = ["call_back"]

    @admin.action(description="Deliver again")
    def call_back(self, request, queryset) -> None:
        self.message_user(request, f"{retention.replay(queryset)} deliveries are due again.")

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
