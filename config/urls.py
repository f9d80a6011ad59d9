from importlib import import_module

from allauth.account import views as account_views
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.module_loading import import_string
from django.views.generic import RedirectView

from config import health, pages
from config.http import all_or_nothing

home = import_string("knowledge.views.home.home")
images = import_module("community.views.images")
robots = import_module("knowledge.views.robots")
unsubscribing = import_module("accounts.views.unsubscribing")
set_password = import_string("accounts.views.passwords.set_password")
admin.site.login = import_string("accounts.access.admin_login")  # type: ignore[method-assign]

urlpatterns = [
    path("", home, name="root"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", robots.sitemap, name="sitemap"),
    path("sitemap-<str:name>-<int:chunk>.xml", robots.sitemap_section, name="sitemap-section"),
    path("feeds/", include("community.feeds.urls")),
    path("feeds/articles.atom", import_string("knowledge.feeds.articles"), name="articles-feed"),
    path("images/<str:key>", images.image, name="image"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("unsubscribe/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
    path("confirm-address/<str:token>/", unsubscribing.reconfirm, name="reconfirm-address"),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", home, name="home"),
        path("", include("knowledge.urls")),
        path("", include("knowledge.insights.urls")),
        path("", include("community.urls")),
        path("", include("community.moderation.urls")),
        path("", include("accounts.urls")),
        path("account/email/", all_or_nothing(account_views.email), name="account_email"),
        path("account/password/set/", set_password, name="account_set_password"),
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
