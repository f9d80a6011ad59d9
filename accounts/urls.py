from django.urls import path

from accounts.notifications import views as notifications
from accounts.views import profiles

app_name = "accounts"

urlpatterns = [
    path("people/<int:user_id>/", profiles.profile, name="profile"),
    path("me/points/", profiles.points, name="points"),
    path("notices/", notifications.notices, name="notices"),
    path("notices/read/", notifications.read_all, name="notices-read"),
]
