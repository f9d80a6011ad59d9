"""Every change is a revision, nobody overwrites what he has not seen, and readers of a published
article get a typing error at once and everything else after a second person has looked."""

import pytest
from django.db import IntegrityError, transaction

from community.markup import TooComplex
from config.audit.models import AuditRecord
from config.events.models import Event
from knowledge.actions.article_text import ArticleFields
from knowledge.actions.editing import CannotEdit, ChangedMeanwhile, NoTypo, edit_article
from knowledge.actions.pending import CannotDiscard, discard_pending, pending_of, text_to_edit
from knowledge.actions.promotion import promote_answer
from knowledge.actions.retiring import retire_article
from knowledge.models import Article, PendingRevision, Publication, Revision, Significance
from tests.factories import make_answer, make_article, make_product, make_user
from tests.knowledge.acts import approve, save

TYPO = Significance.TYPO


@pytest.fixture
def draft(curator) -> Article:
    return promote_answer(answer=make_answer(), by=curator)


@pytest.fixture
def published(curator) -> Article:
    return make_article(by=curator, solution="Hold the buton, do not press it for 10 s.")


def test_edit_changes_the_text_and_keeps_the_former_one(draft, curator):
    before = draft.solution
    product = make_product()

    edited = save(draft, by=curator, title="A better title", solution="Do *this*.", product=product)

    edited.refresh_from_db()
    assert (edited.title, edited.slug) == ("A better title", "a-better-title")
    assert "<em>this</em>" in edited.solution_html
    assert (edited.product, edited.version) == (product, 2)
    kept = Revision.objects.filter(article=draft).order_by("number")
    assert [revision.solution for revision in kept] == [before, "Do *this*."]
    assert Event.objects.filter(name="knowledge.ArticleChanged").count() == 2


def test_revision_keeps_everything_that_readers_get_and_why_it_changed(draft, curator):
    product = make_product()
    values = {
        "valid_for": "Router 5",
        "search_phrases": "box is red",
        "audience": "members",
        "product": product,
    }

    save(draft, by=curator, significance="meaning", summary="Other router", **values)

    revision = Revision.objects.get(article=draft, number=2)
    assert {name: getattr(revision, name) for name in values} == values
    assert (revision.significance, revision.summary) == ("meaning", "Other router")
    assert (revision.author, revision.reviewer) == (curator, None)


def test_saving_what_stands_there_changes_nothing(draft, curator):
    save(draft, by=curator)

    assert Revision.objects.filter(article=draft).count() == 1


def test_thread_of_a_draft_shows_nothing_yet(draft, curator):
    save(draft, by=curator, title="A better title")

    assert draft.sources.get().question.article_url == ""


def test_second_of_two_editors_is_told_and_nothing_is_overwritten(draft, curator):
    """C-07"""
    other = make_user(roles="curator")
    save(draft, by=other, solution="Theirs.")

    with pytest.raises(ChangedMeanwhile) as conflict:
        save(draft, by=curator, solution="Mine.", version=1)

    assert conflict.value.text.solution == "Theirs."
    draft.refresh_from_db()
    assert (draft.solution, draft.version) == ("Theirs.", 2)


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_only_curators_edit(draft, published, roles):
    for article in (draft, published):
        with pytest.raises(CannotEdit):
            save(article, by=make_user(roles=roles), solution="Mine.")

    assert not PendingRevision.objects.exists()


def test_retired_article_is_not_edited(published, curator):
    retire_article(article=published, by=curator, retired_as="outdated")

    with pytest.raises(CannotEdit):
        save(published, by=curator, solution="Mine.")


@pytest.mark.parametrize("which", ["draft", "published"])
def test_text_that_would_cost_too_much_is_refused_whole(request, curator, which):
    article = request.getfixturevalue(which)
    with pytest.raises(TooComplex):
        save(article, by=curator, cause="a" * 20_001)

    article.refresh_from_db()
    assert article.version == 1
    assert not PendingRevision.objects.exists()


def test_revision_of_a_number_is_written_once(draft, curator):
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(article=draft, number=1, title="Again", author=curator)


def test_change_of_a_published_article_waits_and_readers_get_what_they_got(published, curator):
    save(published, by=curator, title="A better title", solution="Do this.", summary="Shorter")

    published.refresh_from_db()
    assert "Hold the buton" in published.solution
    assert published.version == 1
    assert published.sources.get().question.article_title != "A better title"
    waiting = pending_of(published)
    assert (waiting.title, waiting.solution) == ("A better title", "Do this.")
    assert (waiting.base_version, waiting.version) == (1, 2)
    assert (waiting.author, waiting.summary) == (curator, "Shorter")


def test_every_state_of_what_waits_is_kept(published, curator):
    other = make_user(roles="curator")
    save(published, by=curator, solution="First.", significance="meaning")
    save(published, by=other, solution="Second.", significance="content")

    waiting = pending_of(published)
    assert (waiting.solution, waiting.version, waiting.author) == ("Second.", 3, other)
    assert waiting.significance == "meaning"
    states = published.revisions.filter(number__gt=1).order_by("number")
    assert list(states.values_list("solution", flat=True)) == ["First.", "Second."]


def test_second_editor_of_what_waits_is_told(published, curator):
    """C-07"""
    save(published, by=make_user(roles="curator"), solution="Theirs.")

    with pytest.raises(ChangedMeanwhile) as conflict:
        save(published, by=curator, solution="Mine.", version=1)

    assert conflict.value.text.solution == "Theirs."
    assert pending_of(published).solution == "Theirs."


def test_typing_error_reaches_readers_at_once(published, curator):
    """A typing error needs no second person (PRODUCT, section 3)."""
    before = published.revised_at

    save(
        published,
        by=curator,
        solution="Hold the button, do not press it for 10 s.",
        significance=TYPO,
    )

    published.refresh_from_db()
    assert "the button" in published.solution_html
    assert not PendingRevision.objects.exists()
    current = Publication.objects.current().get(article=published)
    assert current.revision.number == published.version == 2
    assert published.revised_at == before
    assert AuditRecord.objects.filter(act="article-typo-corrected").count() == 1


def test_typing_error_in_the_title_shows_in_the_thread(published, curator):
    published = save(published, by=curator, title=published.title + "!", significance=TYPO)

    assert published.sources.get().question.article_title.endswith("!")


@pytest.mark.parametrize(
    "solution",
    [
        "Hold the buton, do press it for 10 s.",
        "Hold the buton, do not press it for 20 s.",
        "Hold the buton, do not press it for 10 s: https://evil.example",
        "Hold the buton, do not press it for 10 s.\n\n1. Then call.",
    ],
)
def test_what_says_to_be_a_typing_error_and_is_more_is_refused(published, curator, solution):
    with pytest.raises(NoTypo):
        save(published, by=curator, solution=solution, significance=TYPO)

    published.refresh_from_db()
    assert published.version == 1
    assert not PendingRevision.objects.exists()


def test_typing_error_joins_what_waits_already(published, curator):
    """Or the waiting text would bring it back."""
    save(published, by=curator, solution="Do this.")

    save(published, by=curator, solution="Do that.", significance=TYPO)

    published.refresh_from_db()
    assert "Hold the buton" in published.solution
    assert pending_of(published).significance == Significance.CONTENT


def test_article_in_doubt_stays_readable_as_it_is_while_it_is_edited(published, curator):
    Article.objects.update(state=Article.State.NEEDS_REVIEW)

    save(published, by=curator, solution="Do this.")

    published.refresh_from_db()
    assert published.state == Article.State.NEEDS_REVIEW
    assert "Hold the buton" in published.solution


def test_what_waits_is_given_up_and_stays_in_the_history(published, curator):
    save(published, by=curator, solution="Do this.")

    for _ in range(2):
        discard_pending(article=published, by=curator)

    published.refresh_from_db()
    assert pending_of(published) is None
    assert "Hold the buton" in published.solution
    assert Revision.objects.get(article=published, number=2).discarded_at


def test_form_on_top_of_what_was_given_up_is_a_conflict(published, curator):
    """C-07: no version is given twice."""
    save(published, by=curator, solution="Given up.")
    discard_pending(article=published, by=curator)
    save(published, by=make_user(roles="curator"), solution="Begun anew.")

    with pytest.raises(ChangedMeanwhile):
        save(published, by=curator, solution="On top of what was given up.", version=2)


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_only_curators_give_up_what_waits(published, curator, roles):
    save(published, by=curator, solution="Do this.")

    with pytest.raises(CannotDiscard):
        discard_pending(article=published, by=make_user(roles=roles))

    assert pending_of(published)


def test_next_edit_goes_on_with_what_waits(published, curator):
    assert text_to_edit(published) == published
    save(published, by=curator, solution="Do this.")
    assert text_to_edit(published) == pending_of(published)

    approve(published)

    article = Article.objects.get()
    assert text_to_edit(article) == article


def test_edit_is_on_the_record(draft, curator):
    """L-AU-03"""
    edit_article(
        article=draft,
        by=curator,
        version=1,
        fields=ArticleFields(title="A better title", solution="Do this."),
        summary="Shorter",
    )

    line = AuditRecord.objects.get(act="article-edited")
    assert (line.subject, line.revision) == (f"article-{draft.pk}", 2)
    assert line.before_hash != line.after_hash
