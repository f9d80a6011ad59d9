"""What follows when the text of an article was saved, or could not be."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import MemberRequest
from knowledge.actions.editing import ChangedMeanwhile
from knowledge.actions.publishing import CannotPublish, approve_article
from knowledge.actions.reviewing import CannotReview, submit_article
from knowledge.forms.editing import ArticleForm
from knowledge.models import Article
from knowledge.views.comparing import change_between
from knowledge.views.desk import Desk


def hand_on(request: MemberRequest, desk: Desk, *, back: str) -> HttpResponse:
    """What the pressed button says (`then`): send it to review, publish it, or nothing more."""
    then = request.POST.get("then", "") if desk.has_changes else ""
    if then == "publish-now":
        return redirect("knowledge:article-publish-now", desk.article.pk)
    if then == "approve":
        return _publish(request, desk.article)
    if then == "submit":
        return _submit(request, desk.article)
    messages.success(request, _saved(desk))
    return redirect(back)


def conflict_between(form: ArticleForm, conflict: ChangedMeanwhile) -> dict[str, Any]:
    """C-07: what they changed and what I changed; saving `form` again is on top of theirs."""
    theirs = conflict.text
    revisions = conflict.article.revisions.select_related("product__parent", "author")
    was = revisions.filter(number=form.cleaned_data["version"]).first() or theirs
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(theirs.version)  # type: ignore[index]
    return {
        "theirs": theirs,
        "newest": revisions.filter(number=theirs.version).first(),
        "their_change": change_between(was, theirs),
        "my_change": change_between(was, form.article_fields),
    }


def _saved(desk: Desk) -> str:
    if not desk.article.is_public:
        return _("Draft saved.")
    if desk.pending:
        return _("Saved. Readers see it as soon as somebody else has approved it.")
    return _("Saved. Readers see the new text.")


def _submit(request: MemberRequest, article: Article) -> HttpResponse:
    try:
        submit_article(article=article, by=request.user)
    except CannotReview as problem:
        messages.error(request, str(problem))
        return redirect("knowledge:article-edit", article.pk)
    messages.success(request, _("Sent to review. A second person looks at it now."))
    return redirect("knowledge:article-review", article.pk)


def _publish(request: MemberRequest, article: Article) -> HttpResponse:
    try:
        article = approve_article(article=article, by=request.user)
    except CannotPublish as problem:
        messages.error(request, str(problem))
        return redirect("knowledge:article-edit", article.pk)
    messages.success(request, _("The article is published."))
    return redirect(article)
