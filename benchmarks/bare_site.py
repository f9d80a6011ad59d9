"""The unit of measurement: a bare Django view, one SELECT by key and a small template.

Its p50, taken right before a page's at the same concurrency and under the same server, is what
the page's p50 is divided by. It reads the table `bare_page` of the database in DATABASE_URL.
"""

import django
from django.conf import settings

from config import env

TEMPLATE = (
    "<!doctype html><html><head><title>{{ row.1 }}</title></head><body><h1>{{ row.1 }}</h1>"
    '<p>by {{ row.2 }} on {{ row.3|date:"Y-m-d" }}</p>{{ row.4|linebreaks }}'
    "<ul>{% for item in items %}<li>{{ item }}</li>{% endfor %}</ul></body></html>"
)
IN_MEMORY = ("django.template.loaders.locmem.Loader", {"page.html": TEMPLATE})

settings.configure(
    SECRET_KEY="the bare site keeps no secrets",  # noqa: S106
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": env.database("DATABASE_URL", "") | {"CONN_HEALTH_CHECKS": False, "OPTIONS": {}}
    },
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.cached.Loader", [IN_MEMORY])]},
        }
    ],
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


def page(request: HttpRequest, pk: int) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, title, author, created, body FROM bare_page WHERE id = %s", [pk])
        row = cursor.fetchone()
    return render(request, "page.html", {"row": row, "items": range(10)})


urlpatterns = [path("p/<int:pk>/", page)]
application = get_wsgi_application()
