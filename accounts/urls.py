from django.urls import path

from accounts.views import notices, profiles

app_name = "accounts"

urlpatterns = [
    path("people/<int:user_id>/", profiles.profile, name="profile"),
    path("me/points/", profiles.points, name="points"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all, name="notices-read"),
]
