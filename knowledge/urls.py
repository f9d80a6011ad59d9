from django.urls import include, path, register_converter

from knowledge.views import (
    article_changes,
    article_feedback,
    articles,
    as_of,
    checking,
    contacting,
    editing,
    ended_versions,
    history,
    keeping,
    life,
    offering,
    promoting,
    related,
    reviewing,
    searching,
    suggestions,
    translating,
)
from knowledge.views.search_tools import direct_links, pins, synonyms
from knowledge.views.workbench import acting, bench, writing
from knowledge.views.workbench.addresses import QueueConverter

register_converter(QueueConverter, "queue")

app_name = "knowledge"

# Looked through only for addresses that begin with curate/.
_curating = [
    path("set-aside/", article_feedback.set_aside, name="feedback-set-aside"),
    path(
        "set-aside/<int:article_id>/",
        article_feedback.decide_set_aside,
        name="feedback-decide",
    ),
    path("versions/", ended_versions.ended_versions, name="ended-versions"),
    path("versions/<int:ended_id>/resume/", ended_versions.resume, name="version-resume"),
    path("synonyms/", synonyms.synonyms, name="synonyms"),
    path("synonyms/try/", synonyms.try_out, name="synonym-try"),
    path("synonyms/<int:synonym_id>/", synonyms.synonym, name="synonym"),
    path("synonyms/<int:synonym_id>/remove/", synonyms.remove, name="synonym-remove"),
    path("best-answers/", pins.pins, name="pins"),
    path("best-answers/pin/", pins.pin, name="pin"),
    path("best-answers/<int:pin_id>/remove/", pins.unpin, name="pin-remove"),
    path("direct-links/", direct_links.direct_links, name="direct-links"),
    path("direct-links/<int:link_id>/remove/", direct_links.remove, name="direct-link-remove"),
    path("direct-links/<str:topic>/<str:language>/", direct_links.direct_link, name="direct-link"),
    path("", bench.bench, name="curate"),
    path("<queue:queue>/", bench.bench, name="curate-queue"),
    path("act/", acting.act, name="curate-act"),
    path("undo/", acting.undo, name="curate-undo"),
    path(
        "candidates/<int:candidate_id>/write/",
        writing.write_candidate,
        name="curate-write",
    ),
    path("gaps/<int:gap_id>/write/", writing.write_gap, name="curate-write-gap"),
    path("answers/<int:answer_id>/promote/", promoting.promote, name="promote"),
    path("articles/<int:article_id>/", editing.edit, name="article-edit"),
    path("articles/<int:article_id>/review/", reviewing.review, name="article-review"),
    path("articles/<int:article_id>/approve/", reviewing.approve, name="article-approve"),
    path("articles/<int:article_id>/return/", reviewing.send_back, name="article-return"),
    path("articles/<int:article_id>/confirm/", reviewing.confirm, name="article-confirm"),
    path(
        "articles/<int:article_id>/publish-now/",
        life.publish_now,
        name="article-publish-now",
    ),
    path("articles/<int:article_id>/schedule/", life.schedule, name="article-schedule"),
    path("articles/<int:article_id>/unschedule/", life.unschedule, name="article-unschedule"),
    path("articles/<int:article_id>/unpublish/", life.unpublish, name="article-unpublish"),
    path("articles/<int:article_id>/retire/", life.retire, name="article-retire"),
    path("articles/<int:article_id>/bring-back/", life.bring_back, name="article-bring-back"),
    path("articles/<int:article_id>/discard/", life.discard, name="article-discard"),
    path("articles/<int:article_id>/keep/", keeping.keep, name="article-keep"),
    path("articles/<int:article_id>/sources/", keeping.sources, name="article-sources"),
    path(
        "articles/<int:article_id>/sources/<int:source_id>/drop/",
        keeping.drop_source,
        name="article-source-drop",
    ),
    path("articles/<int:article_id>/history/", history.history, name="article-history"),
    path("articles/<int:article_id>/as-of/", as_of.as_of, name="article-as-of"),
    path(
        "articles/<int:article_id>/translate/<str:language>/",
        translating.translate,
        name="article-translate",
    ),
    path(
        "articles/<int:article_id>/translate/<str:language>/same/",
        translating.still_the_same,
        name="article-translation-same",
    ),
]
urlpatterns = [
    path("curate/", include(_curating)),
    path("knowledge/", articles.article_list, name="article-list"),
    path(
        "knowledge/feedback/<int:article_id>/", article_feedback.feedback, name="article-feedback"
    ),
    path("knowledge/changes/<int:article_id>/", article_changes.changes, name="article-changes"),
    path("knowledge/check/<int:article_id>/", checking.flag, name="article-flag"),
    path("knowledge/check/<int:article_id>/vouch/", checking.vouch, name="article-vouch"),
    path("knowledge/<int:article_id>/", articles.article, name="article-short"),
    path("knowledge/<int:article_id>/<str:slug>/", articles.article, name="article"),
    path("related/questions/<int:question_id>/", related.related, name="related"),
    path("search/", searching.search, name="search"),
    path("search/offers/", offering.offers, name="search-offers"),
    path("suggestions/", suggestions.suggest, name="suggest"),
    path("suggestions/look/", suggestions.look, name="look"),
    path("contact/write/", contacting.contact, name="contact"),
    path("contact/write/look/", contacting.look, name="contact-look"),
    path("contact/write/send/", contacting.send, name="contact-send"),
    path("contact/written/", contacting.sent, name="contact-sent"),
    path("suggestions/<str:document>/", suggestions.suggestion, name="suggestion"),
    path("suggestions/<str:document>/solved/", suggestions.solved, name="suggestion-solved"),
]
