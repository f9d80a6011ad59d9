from django.urls import path

from community.views import answers, experts, following, guests, lists, marking, pending, questions

app_name = "community"

urlpatterns = [
    path("questions/", lists.newest, name="question-list"),
    path("questions/unanswered/", lists.unanswered, name="question-unanswered"),
    path("questions/ask/", questions.ask, name="ask"),
    path("questions/ask/by-mail/", guests.keep, name="question-keep"),
    path("questions/ask/sent/", guests.kept, name="question-kept"),
    path("questions/pending/", pending.pending, name="pending"),
    path("questions/pending/<str:token>/", pending.link, name="pending-link"),
    path("questions/following/", following.following, name="following"),
    path("questions/<int:question_id>/", questions.question, name="question-short"),
    path("questions/<int:question_id>/<str:slug>/", questions.question, name="question"),
    path("questions/<int:question_id>/actions/follow", following.follow, name="question-follow"),
    path("questions/<int:question_id>/actions/answer", answers.answer, name="answer"),
    path("questions/<int:question_id>/actions/reopen", answers.unaccept, name="answer-unaccept"),
    path(
        "questions/<int:question_id>/actions/affected", questions.affected, name="question-affected"
    ),
    path("answers/<int:answer_id>/vote/", answers.vote, name="answer-vote"),
    path("answers/<int:answer_id>/accept/", answers.accept, name="answer-accept"),
    path("experts/", experts.experts, name="experts"),
    path("experts/tags/<str:slug>/", experts.of_tag, name="experts-of-tag"),
    path("experts/products/<slug:slug>/", experts.of_product, name="experts-of-product"),
    path("tags/<str:slug>/", lists.of_tag, name="tag"),
    path("products/<slug:slug>/", lists.of_product, name="product"),
    path(
        "administration/affiliations/<int:affiliation_id>/actions/mark",
        marking.mark,
        name="posts-mark",
    ),
]
