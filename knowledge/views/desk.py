"""What stands beside an article while somebody works on it: its form, its buttons, its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict

from accounts.access import MemberRequest
from accounts.models import User
from community.views.drafting import at_place, restored
from knowledge import policies
from knowledge.actions.pending import pending_of
from knowledge.actions.revisions import all_writers_of, writers_of
from knowledge.forms.editing import ArticleForm, PendingForm, RevisionForm, filled_from
from knowledge.models import Article, ArticleSource, PendingRevision
from knowledge.views.drafting import editing_place


@dataclass(frozen=True)
class Language:
    code: str
    name: str


@dataclass(frozen=True)
class Desk:
    """Who is at which article; templates ask it what he may do."""

    article: Article
    user: User

    @cached_property
    def pending(self) -> PendingRevision | None:
        return pending_of(self.article)

    @property
    def text(self) -> Article | PendingRevision:
        """What the next edit changes."""
        return self.pending or self.article

    @cached_property
    def waits_for_review(self) -> bool:
        if self.pending:
            return self.pending.submitted_at is not None
        return self.article.state == Article.State.IN_REVIEW

    @property
    def is_draft_in_review(self) -> bool:
        """It waits already: saving it is all there is to do."""
        return self.waits_for_review and self.pending is None

    @property
    def has_changes(self) -> bool:
        """Is there anything that readers do not get yet?"""
        return self.pending is not None or not self.article.is_public

    @property
    def may_edit(self) -> bool:
        return policies.can_edit(self.user, self.article)

    @cached_property
    def may_approve(self) -> bool:
        writers = writers_of(self.article)
        return self.has_changes and policies.can_approve(self.user, self.article, writers=writers)

    @property
    def may_publish_alone(self) -> bool:
        """The company has switched four eyes off (FOUR_EYES)."""
        return not settings.FOUR_EYES and self.may_approve

    @property
    def may_publish_at_once(self) -> bool:
        return policies.can_publish_at_once(self.user, self.article)

    @property
    def may_unpublish(self) -> bool:
        return policies.can_unpublish(self.user, self.article)

    @property
    def may_retire(self) -> bool:
        return policies.can_retire(self.user, self.article) and not self._may_discard_draft

    @cached_property
    def _may_discard_draft(self) -> bool:
        writers = all_writers_of(self.article)
        return policies.can_discard_draft(self.user, self.article, writers=writers)

    @property
    def may_discard(self) -> bool:
        if self.article.is_public:
            return self.may_edit and self.pending is not None
        return self._may_discard_draft

    @property
    def translatable(self) -> list[Language]:
        """The languages in which its readers may get the same."""
        if not self.article.is_public or self.article.original_id:
            return []
        return [
            Language(code, str(name))
            for code, name in settings.LANGUAGES
            if code != self.article.language
        ]

    @property
    def form_class(self) -> type[ArticleForm]:
        if self.pending:
            return PendingForm
        return RevisionForm if self.article.is_public else ArticleForm

    @property
    def standing(self) -> dict[str, Any]:
        """The fields of a form as the text stands."""
        shown = filled_from(self.text) | {"version": self.text.version}
        if self.pending:
            shown |= {
                "significance": self.pending.significance,
                "summary": self.pending.summary,
            }
        return shown


def opened_form(
    request: MemberRequest, desk: Desk, *, path: str, instead: Mapping[str, Any] | None = None
) -> ArticleForm:
    """With what its writer last typed; `instead` of what stands there where another text is taken
    up. `path` is the page that the form is sent to."""
    place = editing_place(desk.article)
    initial = desk.standing | dict(instead or {})
    return restored(request, desk.form_class, place, path=path, initial=initial)


def sent_form(desk: Desk, typed: QueryDict) -> ArticleForm:
    form = desk.form_class(typed, initial=desk.standing)
    return at_place(form, editing_place(desk.article))


def sources_beside(desk: Desk) -> QuerySet[ArticleSource]:
    return desk.article.sources.visible_to(desk.user).for_credit()
