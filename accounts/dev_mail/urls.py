from django.urls import path

from accounts.dev_mail import views

urlpatterns = [
    path("", views.mailbox, name="dev-mail"),
    path("<str:name>/", views.mail, name="dev-mail-one"),
]
