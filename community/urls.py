from django.urls import path

from community.views import answers, lists, questions

app_name = "community"

urlpatterns = [
    path("questions/", lists.newest, name="question-list"),
    path("questions/unanswered/", lists.unanswered, name="question-unanswered"),
    path("questions/ask/", questions.ask, name="ask"),
    path("questions/<int:question_id>/", questions.question, name="question-short"),
    path("questions/<int:question_id>/<str:slug>/", questions.question, name="question"),
    path("questions/<int:question_id>/actions/answer", answers.answer, name="answer"),
    path("questions/<int:question_id>/actions/reopen", answers.unaccept, name="answer-unaccept"),
    path(
        "questions/<int:question_id>/actions/affected", questions.affected, name="question-affected"
    ),
    path("answers/<int:answer_id>/vote/", answers.vote, name="answer-vote"),
    path("answers/<int:answer_id>/accept/", answers.accept, name="answer-accept"),
    path("tags/<str:slug>/", lists.of_tag, name="tag"),
    path("products/<slug:slug>/", lists.of_product, name="product"),
]
