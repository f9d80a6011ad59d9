from django.urls import path

from accounts.privacy import views

urlpatterns = [
    path("", views.privacy, name="privacy"),
    path("download/", views.download_request, name="download-request"),
    path("download/<int:download_id>/", views.download, name="download"),
    path("erase/", views.erasure, name="erasure"),
    path("keep/", views.keep, name="account-keep"),
]
