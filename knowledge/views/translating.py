"""An article beside its translation: what changed since is marked, what it says is written."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import MemberRequest, curators_only
from community.markup import TooComplex
from community.views.drafting import at_place, forget_typed, keep_masked, keep_typed, restored
from community.views.guarding import tell_masked
from knowledge.actions.editing import CannotEdit, ChangedMeanwhile, NoTypo
from knowledge.actions.originals import is_behind
from knowledge.actions.translating import (
    CannotTranslate,
    save_translation,
    translation_done,
    translation_of,
)
from knowledge.forms.editing import ArticleForm, filled_from
from knowledge.forms.life import VersionForm
from knowledge.forms.translating import (
    TranslationForm,
    TranslationPendingForm,
    TranslationRevisionForm,
)
from knowledge.models import Article
from knowledge.views.articles_at_work import article_at_work
from knowledge.views.comparing import TEXTS, ArticleChange, change_between
from knowledge.views.desk import Desk
from knowledge.views.drafting import translating_place
from knowledge.views.saving import conflict_between, hand_on

_AS_IN_THE_ORIGINAL = ("product", "valid_for", "valid_until", "audience")


@dataclass(frozen=True)
class Pair:
    """An article and what says it in `language`, if anything does yet."""

    original: Article
    language: str
    request: MemberRequest

    @cached_property
    def translation(self) -> Article | None:
        return translation_of(self.original, self.language)

    @cached_property
    def desk(self) -> Desk | None:
        return Desk(self.translation, self.request.user) if self.translation else None

    @property
    def place(self) -> str:
        return translating_place(self.original, self.language)

    @property
    def form_class(self) -> type[ArticleForm]:
        if self.desk is None or not self.desk.article.is_public:
            return TranslationForm
        return TranslationPendingForm if self.desk.pending else TranslationRevisionForm

    @property
    def standing(self) -> dict[str, Any]:
        """The fields of the form: what it says, or what it has in common with the original."""
        about_original = {"original_version": self.original.version}
        if self.desk is not None:
            return self.desk.standing | about_original
        original = filled_from(self.original)
        common = {name: original[name] for name in _AS_IN_THE_ORIGINAL}
        return common | about_original | {"version": 0}

    @property
    def is_behind(self) -> bool:
        translation = self.translation
        return translation is not None and is_behind(translation)

    @cached_property
    def change(self) -> ArticleChange | None:
        """What became of the original since the version that the translation says."""
        translation = self.translation
        if translation is None or translation.original_id != self.original.pk:
            return None
        said = self.original.revisions.filter(number=translation.original_version or 0)
        before = said.select_related("product__parent").first()
        return change_between(before, self.original) if before else None

    @property
    def typed(self) -> list[dict[str, Any]]:
        """The original's texts before their formatting."""
        texts = ((label, getattr(self.original, name)) for name, label in TEXTS.items())
        return [{"label": label, "text": text} for label, text in texts if text]


@curators_only
@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: MemberRequest, article_id: int, language: str) -> HttpResponse:
    pair = Pair(article_at_work(article_id, request.user), language, request)
    if language not in dict(settings.LANGUAGES) or language == pair.original.language:
        raise Http404("no such language")
    if request.method == "POST":
        form = at_place(pair.form_class(request.POST, initial=pair.standing), pair.place)
        return _save(pair, form)
    form = restored(request, pair.form_class, pair.place, path=request.path, initial=pair.standing)
    return _page(pair, form)


@curators_only
@require_POST
def still_the_same(request: MemberRequest, article_id: int, language: str) -> HttpResponse:
    """The change of the original changes nothing here."""
    pair = Pair(article_at_work(article_id, request.user), language, request)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    article = pair.translation or pair.original
    try:
        translation_done(article=article, by=request.user, version=version)
    except CannotTranslate as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Noted: the translation says what its original says."))
    return redirect("knowledge:article-translate", article_id, language)


def _save(pair: Pair, form: ArticleForm) -> HttpResponse:
    if form.is_valid():
        try:
            article = _store(pair, form)
        except ChangedMeanwhile as conflict:
            keep_typed(pair.request, pair.place)
            return _page(pair, form, status=409, **conflict_between(form, conflict))
        except NoTypo as problem:
            form.add_error("significance", str(problem))
        except TooComplex as problem:
            form.add_error(None, str(problem))
        except (CannotTranslate, CannotEdit) as problem:
            keep_typed(pair.request, pair.place)
            form.add_error(None, str(problem))
        else:
            return _done(pair, form, article)
    keep_masked(pair.request, form)
    return _page(pair, form, status=422)


def _store(pair: Pair, form: ArticleForm) -> Article:
    return save_translation(
        original=pair.original,
        language=pair.language,
        by=pair.request.user,
        version=form.cleaned_data["version"],
        original_version=form.cleaned_data["original_version"],
        fields=form.article_fields,
        significance=form.weight,
        summary=form.words,
    )


def _done(pair: Pair, form: ArticleForm, article: Article) -> HttpResponse:
    forget_typed(pair.request, pair.place)
    tell_masked(pair.request, form)
    return hand_on(pair.request, Desk(article, pair.request.user), back=pair.request.path)


def _page(pair: Pair, form: ArticleForm, *, status: int = 200, **context: Any) -> HttpResponse:
    context |= {
        "original": pair.original,
        "article": pair.translation,
        "language": pair.language,
        "language_name": dict(settings.LANGUAGES)[pair.language],
        "desk": pair.desk,
        "pair": pair,
        "form": form,
    }
    return render(pair.request, "knowledge/editor/translate.html", context, status=status)
