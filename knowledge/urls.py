from django.urls import path

from knowledge.views import articles, curation, related, searching, suggestions

app_name = "knowledge"

urlpatterns = [
    path("knowledge/", articles.article_list, name="article-list"),
    path("knowledge/<int:article_id>/", articles.article, name="article-short"),
    path("knowledge/<int:article_id>/<str:slug>/", articles.article, name="article"),
    path("related/questions/<int:question_id>/", related.related, name="related"),
    path("search/", searching.search, name="search"),
    path("suggestions/", suggestions.suggest, name="suggest"),
    path("suggestions/<str:document>/", suggestions.suggestion, name="suggestion"),
    path("suggestions/<str:document>/solved/", suggestions.solved, name="suggestion-solved"),
    path("curate/", curation.queue, name="curate"),
    path("curate/answers/<int:answer_id>/promote/", curation.promote, name="promote"),
    path("curate/articles/<int:article_id>/", curation.edit, name="article-edit"),
    path("curate/articles/<int:article_id>/publish/", curation.publish, name="article-publish"),
    path(
        "curate/articles/<int:article_id>/unpublish/", curation.unpublish, name="article-unpublish"
    ),
]
