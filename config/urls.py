from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.module_loading import import_string
from django.views.generic import RedirectView

from config import health, pages

home = import_string("knowledge.views.home.home")
admin.site.login = import_string("accounts.access.admin_login")  # type: ignore[method-assign]

urlpatterns = [
    path("", home, name="root"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", home, name="home"),
        path("", include("accounts.urls")),
        path("", include("community.urls")),
        path("", include("knowledge.urls")),
        path("account/", include("allauth.urls")),
        path(
            "",
            include(
                ([path(f"{name}/", pages.page(name), name=name) for name in pages.PAGES], "pages")
            ),
        ),
    ),
]
if settings.ON_LOOPBACK:
    urlpatterns.append(path("dev/mail/", include("accounts.dev_mail.urls")))
if settings.DEMO:
    urlpatterns.append(path("demo/", include("knowledge.demo.urls")))
