"""Where staff describes, renames and merges tags, and says which names mean the same."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, members_only
from community import policies
from community.actions.tag_keeping import (
    CannotChangeTag,
    add_synonym,
    describe_tag,
    merge_tags,
    remove_synonym,
    rename_tag,
)
from community.forms.topics import DescribeTagForm, MergeTagForm, RenameTagForm, SynonymForm
from community.models import Tag, TagChange
from community.policies.tags import can_keep_tags
from community.views.tag_history import told

MOST_CHANGES = 50


@members_only
@require_safe
def edit(request: MemberRequest, slug: str) -> HttpResponse:
    return _page(request, _tag(request, slug))


@members_only
@require_POST
def describe(request: MemberRequest, slug: str) -> HttpResponse:
    tag, form = _tag(request, slug), DescribeTagForm(request.POST)
    said = _("The description is saved.")
    return _attempt(
        request,
        tag,
        form,
        said,
        lambda given: describe_tag(
            tag=tag,
            by=request.user,
            description_de=given["description_de"],
            description_en=given["description_en"],
        ),
    )


@members_only
@require_POST
def rename(request: MemberRequest, slug: str) -> HttpResponse:
    tag, form = _tag(request, slug), RenameTagForm(request.POST)
    said = _("Renamed. The old name leads here.")
    return _attempt(
        request,
        tag,
        form,
        said,
        lambda given: rename_tag(
            tag=tag, by=request.user, name=given["name"], reason=given["reason"]
        ),
    )


@members_only
@require_POST
def merge(request: MemberRequest, slug: str) -> HttpResponse:
    tag, form = _tag(request, slug), MergeTagForm(request.POST)

    def act(given: dict[str, str]) -> Tag:
        into = Tag.objects.main().called(given["into"]).order_by("id").first()
        if into is None:
            raise CannotChangeTag(_("There is no such tag."))
        return merge_tags(tag=tag, into=into, by=request.user, reason=given["reason"])

    said = _("Merged. Its questions and followers are here now, and its name leads here.")
    return _attempt(request, tag, form, said, act)


@members_only
@require_POST
def synonym(request: MemberRequest, slug: str) -> HttpResponse:
    """Add one by its name, or take back the one whose id is sent."""
    tag = _tag(request, slug)
    if "remove" in request.POST:
        return _remove(request, tag)
    form = SynonymForm(request.POST)

    def act(given: dict[str, str]) -> Tag:
        add_synonym(tag=tag, by=request.user, name=given["name"])
        return tag

    return _attempt(request, tag, form, _("Whoever types it gets this tag now."), act)


def _remove(request: MemberRequest, tag: Tag) -> HttpResponse:
    found = get_object_or_404(tag.synonyms, slug=request.POST["remove"])
    remove_synonym(synonym=found, by=request.user)
    messages.success(request, _("The name is no synonym any more."))
    return redirect("community:tag-edit", tag.slug)


def _tag(request: MemberRequest, slug: str) -> Tag:
    policies.require(can_keep_tags(request.user))
    return get_object_or_404(Tag.objects.main(), slug=slug)


def _attempt(
    request: MemberRequest,
    tag: Tag,
    form: forms.Form,
    said: str,
    act: Callable[[dict[str, str]], Tag],
) -> HttpResponse:
    if form.is_valid():
        try:
            changed = act(form.cleaned_data)
        except CannotChangeTag as problem:
            form.add_error(next(iter(form.fields)), str(problem))
        else:
            messages.success(request, said)
            return redirect("community:tag-edit", changed.slug)
    return _page(request, tag, sent=form, status=422)


def _page(
    request: MemberRequest, tag: Tag, *, sent: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    """Every form of the page; the one that was `sent` with what was wrong about it."""
    described = {"description_de": tag.description_de, "description_en": tag.description_en}
    unsent = {
        "describe": DescribeTagForm(initial=described),
        "rename": RenameTagForm(initial={"name": tag.name}),
        "merge": MergeTagForm(),
        "synonym": SynonymForm(),
    }
    shown = {
        name: sent if sent is not None and type(sent) is type(form) else form
        for name, form in unsent.items()
    }
    for name, form in shown.items():
        form.auto_id = f"{name}-%s"  # the same field stands in several of them
    changes = TagChange.objects.filter(tag=tag).select_related("by").order_by("-id")
    context = {"tag": tag, "forms": shown, "synonyms": tag.synonyms.alphabetical()}
    context["history"] = told(changes[:MOST_CHANGES])
    return render(request, "community/tag_edit.html", context, status=status)
