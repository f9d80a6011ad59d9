from django.contrib.admin import site
from django.contrib.admin.apps import AdminConfig


class OwnAdminConfig(AdminConfig):
    """The admin without what libraries put into it: by a form there, one could confirm an address,
    add an identity provider or take somebody's second factor."""

    def ready(self) -> None:
        super().ready()
        for model in list(site._registry):
            if model.__module__.startswith("allauth."):
                site.unregister(model)
