from django.urls import path

from community.feeds import views

app_name = "feeds"

urlpatterns = [
    path("questions.atom", views.newest, name="questions"),
    path("questions/<int:question_id>.atom", views.of_question, name="answers"),
    path("tags/<str:slug>.atom", views.of_tag, name="tag"),
    path("products/<slug:slug>.atom", views.of_product, name="product"),
]
