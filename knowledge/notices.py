"""The knowledge base's notices in words."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notifications.kinds import Group, Kind, Told, register
from knowledge.models import Article, Doubt


def _became_article(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    articles = Article.objects.visible_to(viewer).published().filter(pk__in=ids)
    return {
        article.pk: Told(
            sentence=_("Your answer became an article"),
            title=article.title,
            url=article.get_absolute_url(),
        )
        for article in articles
    }


def _doubted(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """To the one who keeps it, until somebody has looked."""
    doubts = Doubt.objects.open().filter(pk__in=ids, article__owner=viewer)
    shown = doubts.filter(article__in=Article.objects.visible_to(viewer))
    return {
        doubt.pk: Told(
            sentence=_("Your article has to be looked at again: %(why)s")
            % {"why": doubt.get_cause_display()},
            title=doubt.article.title,
            url=_place(doubt.article, viewer),
            excerpt=doubt.note if doubt.cause == Doubt.Cause.FLAGGED else "",
        )
        for doubt in shown.select_related("article")
    }


def _returned(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """To who wrote it, until it is with a reviewer again."""
    sent_back = Q(returned_note__gt="") | Q(pending_revision__returned_note__gt="")
    articles = Article.objects.visible_to(viewer).filter(sent_back, pk__in=ids)
    return {
        article.pk: Told(
            sentence=_("A reviewer sent your article back with a note"),
            title=article.title,
            url=_place(article, viewer),
        )
        for article in articles
    }


def _check_overdue(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """To curators, until one of them has looked."""
    doubts = Doubt.objects.open().filter(pk__in=ids)
    shown = doubts.filter(article__in=Article.objects.visible_to(viewer))
    return {
        doubt.pk: Told(
            sentence=_("An article was published by one person alone and still waits for a second"),
            title=doubt.article.title,
            url=_place(doubt.article, viewer),
        )
        for doubt in shown.select_related("article")
        if viewer.is_curator
    }


def _place(article: Article, viewer: User) -> str:
    """Where something can be done about it."""
    if viewer.is_curator:
        return reverse("knowledge:article-edit", args=[article.pk])
    return article.get_absolute_url()


register(
    Kind(
        "became-article",
        _became_article,
        label=gettext_lazy("Your answer became an article"),
        group=Group.POSTS,
        icon="book",
    )
)
register(
    Kind(
        "article-doubted",
        _doubted,
        label=gettext_lazy("An article you keep has to be looked at again"),
        group=Group.POSTS,
        icon="book",
    )
)
register(
    Kind(
        "article-returned",
        _returned,
        label=gettext_lazy("An article you wrote is sent back with a note"),
        group=Group.POSTS,
        icon="pencil",
        concerns=lambda user: user.is_curator,
    )
)
register(
    Kind(
        "check-overdue",
        _check_overdue,
        label=gettext_lazy("An article waits for a second person for more than a day"),
        group=Group.POSTS,
        icon="clock",
        concerns=lambda user: user.is_curator,
    )
)
