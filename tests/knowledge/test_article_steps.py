"""What becomes of an article, page by page: reviewed, scheduled, taken away, retired, kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge.actions.article_text import ArticleFields
from knowledge.actions.editing import edit_article
from knowledge.actions.pending import pending_of, text_to_edit
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import publish_at_once
from knowledge.actions.retiring import retire_article
from knowledge.actions.reviewing import submit_article
from knowledge.models import Article, Doubt, Significance
from tests.factories import hide, make_answer, make_article, make_user
from tests.knowledge.acts import save

State = Article.State


@pytest.fixture
def second(db):
    """Who wrote nothing of it."""
    return make_user(roles="curator", display_name="Ole K.")


@pytest.fixture
def submitted(curator):
    article = promote_answer(answer=make_answer(), by=curator)
    return submit_article(article=article, by=curator)


@pytest.fixture
def published(curator):
    return make_article(answer=make_answer(), by=curator)


def address(article, name: str, *more) -> str:
    return reverse(f"knowledge:article-{name}", args=[article.pk, *more])


def change(article, by, *, text: str = "The next text.", **values) -> Article:
    fields = ArticleFields(title=article.title, solution=text)
    values = {"significance": Significance.CONTENT, "summary": "Says it better"} | values
    return edit_article(article=article, by=by, version=article.version, fields=fields, **values)


def test_second_person_sees_the_draft_and_publishes_it(client_of, submitted, second):
    browser = client_of(second)
    page = browser.get(address(submitted, "review"))
    assert submitted.solution in page.text
    assert "Approve and publish" in page.text

    response = browser.post(address(submitted, "approve"), {"version": submitted.version})

    submitted.refresh_from_db()
    assert (submitted.state, submitted.checked_by) == (State.PUBLISHED, second)
    assert response["Location"] == submitted.get_absolute_url()


def test_writer_is_told_that_somebody_else_approves(client_of, submitted, curator):
    """A-AZ-10"""
    browser = client_of(curator)

    page = browser.get(address(submitted, "review")).text
    browser.post(address(submitted, "approve"), {"version": submitted.version})

    assert "somebody else has to approve it" in page
    assert "Approve and publish" not in page
    submitted.refresh_from_db()
    assert submitted.state == State.IN_REVIEW


def test_review_shows_what_readers_would_get_instead(client_of, published, curator, second):
    change(published, curator, text="Hold the button for a minute.")

    page = client_of(second).get(address(published, "review"))

    assert "<del>" in page.text
    assert "<ins>" in page.text
    assert "Says it better" in page.text
    assert curator.shown_name in page.text


def test_approving_a_change_gives_readers_the_new_text(client_of, published, curator, second):
    change(published, curator)

    client_of(second).post(
        address(published, "approve"), {"version": pending_of(published).version}
    )

    published.refresh_from_db()
    assert published.solution == "The next text."
    assert pending_of(published) is None


@pytest.mark.parametrize("version", ["1", "", "x", "-1"])
def test_only_what_was_read_is_approved(client_of, published, curator, second, version):
    """C-07: somebody went on writing while the reviewer read."""
    change(published, curator)

    client_of(second).post(address(published, "approve"), {"version": version})

    assert pending_of(published) is not None


def test_reviewer_sends_it_back_and_the_author_reads_why(client_of, submitted, curator, second):
    note = "Say which button <b>it</b> is."

    client_of(second).post(address(submitted, "return"), {"note": note})

    submitted.refresh_from_db()
    assert submitted.state == State.DRAFT
    page = client_of(curator).get(address(submitted, "edit")).text
    assert "Say which button &lt;b&gt;it&lt;/b&gt; is." in page


@pytest.mark.parametrize("note", ["", "   ", "x" * 1001])
def test_note_is_needed_and_kept(client_of, submitted, second, note):
    response = client_of(second).post(address(submitted, "return"), {"note": note})

    assert response.status_code == 422
    submitted.refresh_from_db()
    assert submitted.state == State.IN_REVIEW


def test_publishing_alone_needs_one_of_two_reasons(client_of, submitted, curator):
    browser = client_of(curator)

    assert browser.get(address(submitted, "publish-now")).status_code == 200
    assert browser.post(address(submitted, "publish-now"), {"why": "hurry"}).status_code == 422
    submitted.refresh_from_db()
    assert not submitted.is_public
    browser.post(address(submitted, "publish-now"), {"why": "dangerous"})
    submitted.refresh_from_db()
    assert submitted.is_public
    assert submitted.doubts.open().get().cause == Doubt.Cause.PUBLISHED_ALONE


def test_what_somebody_wrote_since_is_not_published_alone_with_it(
    client_of, submitted, curator, second
):
    browser = client_of(curator)
    page = browser.get(address(submitted, "publish-now")).text
    assert f'value="{submitted.version}"' in page
    change(submitted, second, text="Open the case.")

    response = browser.post(
        address(submitted, "publish-now"), {"why": "dangerous", "version": submitted.version}
    )

    assert response.status_code == 422
    assert "Somebody else changed this article" in response.text
    submitted.refresh_from_db()
    assert not submitted.is_public


def test_what_was_published_alone_is_looked_at_by_a_second_person(
    client_of, published, curator, second
):
    change(published, curator, text="Never open the case.")
    publish_at_once(article=published, by=curator, why="dangerous")
    browser = client_of(second)

    page = browser.get(address(published, "review")).text
    browser.post(address(published, "confirm"))

    assert "Never open the case." in page
    assert curator.shown_name in page
    assert not published.doubts.open().exists()


def test_who_wrote_what_another_published_alone_is_no_second_person(
    client_of, published, curator, second
):
    """A confirmation of his would settle nothing."""
    save(published, by=second, solution="Never open the case.")
    publish_at_once(article=published, by=curator, why="dangerous")

    page = client_of(second).get(address(published, "review")).text

    assert "somebody else has to approve it" in page
    assert address(published, "confirm") not in page


def test_approved_for_later(client_of, submitted, second):
    at = timezone.localtime() + timedelta(days=3)
    browser = client_of(second)

    browser.post(address(submitted, "schedule"), {"at": at.strftime("%Y-%m-%dT%H:%M")})

    submitted.refresh_from_db()
    assert submitted.publish_at is not None
    assert not submitted.is_public
    assert "goes public by itself" in browser.get(address(submitted, "review")).text
    browser.post(address(submitted, "unschedule"))
    submitted.refresh_from_db()
    assert submitted.publish_at is None


def test_change_of_a_public_article_is_approved_for_later(client_of, published, curator, second):
    save(published, by=curator, solution="From Monday on.")
    browser = client_of(second)
    at = (timezone.localtime() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    assert "Approve for later" in browser.get(address(published, "review")).text
    version = text_to_edit(published).version
    assert f'value="{version}"' in browser.get(address(published, "schedule")).text
    save(published, by=curator, solution="From Tuesday on.")

    refused = browser.post(address(published, "schedule"), {"at": at, "version": version})
    taken = browser.post(
        address(published, "schedule"), {"at": at, "version": version + 1}, follow=True
    )

    assert refused.status_code == 422
    assert "Scheduled for" in taken.text
    published.refresh_from_db()
    assert published.publish_at is not None


@pytest.mark.parametrize("at", ["", "tomorrow", "2001-01-01T00:00", "9999-99-99T00:00"])
def test_time_of_publication_lies_ahead(client_of, submitted, second, at):
    response = client_of(second).post(address(submitted, "schedule"), {"at": at})

    assert response.status_code == 422
    submitted.refresh_from_db()
    assert submitted.publish_at is None


def test_writer_may_not_schedule_his_own(client_of, submitted, curator):
    """A-AZ-10"""
    at = timezone.localtime() + timedelta(days=3)

    response = client_of(curator).post(
        address(submitted, "schedule"), {"at": at.strftime("%Y-%m-%dT%H:%M")}
    )

    assert response.status_code == 422


def test_anyone_entitled_takes_it_from_readers_alone(client_of, published, curator):
    browser = client_of(curator)
    assert browser.post(address(published, "unpublish"), {"why": ""}).status_code == 422

    browser.post(address(published, "unpublish"), {"why": "It burns fingers."})

    published.refresh_from_db()
    assert published.state == State.DRAFT


def test_retired_with_a_successor_and_brought_back(client_of, published, curator):
    successor = make_article(answer=make_answer(), by=curator)
    browser = client_of(curator)
    sent = {"retired_as": "replaced", "successor": successor.get_absolute_url(), "why": "Newer."}

    browser.post(address(published, "retire"), sent)

    published.refresh_from_db()
    assert (published.state, published.successor) == (State.RETIRED, successor)
    assert successor.title in browser.get(address(published, "edit")).text
    browser.post(address(published, "bring-back"))
    published.refresh_from_db()
    assert (published.state, published.successor) == (State.DRAFT, None)


@pytest.mark.parametrize(
    "sent",
    [
        {"retired_as": ""},
        {"retired_as": "boring"},
        {"retired_as": "replaced", "successor": ""},
        {"retired_as": "replaced", "successor": "987654321"},
        {"retired_as": "replaced", "successor": "https://elsewhere.example/knowledge/1/"},
        {"retired_as": "replaced", "successor": "http://[broken"},
        {"retired_as": "wrong", "why": "x" * 1001},
    ],
)
def test_retiring_says_why_and_what_to_read_instead(client_of, published, curator, sent):
    sent = {"why": "What I found out"} | sent

    response = client_of(curator).post(address(published, "retire"), sent)

    assert response.status_code == 422
    assert sent["why"] in response.text
    published.refresh_from_db()
    assert published.is_public


def test_article_is_no_successor_of_itself(client_of, published, curator):
    sent = {"retired_as": "replaced", "successor": str(published.pk)}

    assert client_of(curator).post(address(published, "retire"), sent).status_code == 422


def test_change_that_waits_is_discarded_and_stays_in_the_history(client_of, published, curator):
    change(published, curator, text="A hasty thought.")
    browser = client_of(curator)
    assert browser.get(address(published, "discard")).status_code == 200

    browser.post(address(published, "discard"))

    assert pending_of(published) is None
    page = browser.get(address(published, "history")).text
    assert "A hasty thought." in page
    assert "discarded" in page


def test_draft_that_nobody_read_is_discarded(client_of, submitted, curator):
    client_of(curator).post(address(submitted, "discard"))

    assert not Article.objects.filter(pk=submitted.pk).exists()


def test_draft_of_another_is_not_discarded(client_of, submitted, second):
    client_of(second).post(address(submitted, "discard"))

    assert Article.objects.filter(pk=submitted.pk).exists()


def test_owner_and_review_date_are_set_together(client_of, published, curator, second):
    on = timezone.localdate() + timedelta(days=200)

    client_of(curator).post(
        address(published, "keep"), {"owner": second.pk, "review_on": on.isoformat()}
    )

    published.refresh_from_db()
    assert (published.owner, published.review_on) == (second, on)


def test_retired_article_gets_neither_another_owner_nor_another_date(
    client_of, published, curator, second
):
    """What is refused is refused whole."""
    retire_article(article=published, by=curator, retired_as="not-needed")
    before = published.owner

    response = client_of(curator).post(address(published, "keep"), {"owner": second.pk})

    published.refresh_from_db()
    assert response.status_code == 422
    assert published.owner == before


def test_only_those_who_curate_are_offered_as_owners(client_of, published, curator, stranger):
    browser = client_of(curator)

    page = browser.get(address(published, "keep")).text
    response = browser.post(address(published, "keep"), {"owner": stranger.pk})

    assert stranger.display_name not in page
    assert response.status_code == 422
    published.refresh_from_db()
    assert published.owner == curator


def test_source_is_added_by_its_address_and_removed(client_of, published, curator):
    answer = make_answer()
    browser = client_of(curator)

    browser.post(address(published, "sources"), {"answer": answer.get_absolute_url()})

    source = published.sources.get(answer=answer)
    assert answer.question.title in browser.get(address(published, "sources")).text
    browser.post(address(published, "source-drop", source.pk))
    assert not published.sources.filter(answer=answer).exists()


def test_hidden_answer_is_no_source(client_of, published, curator):
    """A-AZ-09"""
    answer = make_answer()
    hide(answer)

    response = client_of(curator).post(
        address(published, "sources"), {"answer": answer.get_absolute_url()}
    )

    assert response.status_code == 422
    assert not published.sources.filter(answer=answer).exists()


@pytest.mark.parametrize(
    "answer", ["", "nonsense", "0", "99999999999999999999", "https://x.test/#answer-1"]
)
def test_what_names_no_answer_is_said_beside_the_field(client_of, published, curator, answer):
    response = client_of(curator).post(address(published, "sources"), {"answer": answer})

    assert response.status_code == 422


def test_history_says_who_wrote_what_and_who_approved_it(client_of, published, curator, second):
    change(published, curator, significance=Significance.MEANING)
    client_of(second).post(
        address(published, "approve"), {"version": pending_of(published).version}
    )

    page = client_of(curator).get(address(published, "history")).text

    assert "Says it better" in page
    assert "Meaning" in page
    assert f"approved by {second.shown_name}" in page
    assert "readers get this" in page


def test_two_versions_are_compared(client_of, published, curator):
    change(published, curator, text="The next text.")

    page = client_of(curator).get(f"{address(published, 'history')}?from=1&to=2")

    assert page.status_code == 200
    assert "<ins>" in page.text


@pytest.mark.parametrize(
    "query", ["from=1", "to=1", "from=1&to=9", "from=x&to=1", "from=1&to=" + "9" * 30]
)
def test_version_that_never_was_is_not_compared(client_of, published, curator, query):
    response = client_of(curator).get(f"{address(published, 'history')}?{query}")

    assert response.status_code == 404


def test_history_costs_the_same_with_two_and_with_ten(
    client_of, published, curator, second, count_queries
):
    """A-DO-10"""
    browser = client_of(curator)
    page = address(published, "history")
    change(published, curator)
    with_two = count_queries(lambda: browser.get(page))

    for number in range(8):
        article = Article.objects.get(pk=published.pk)
        text = f"Text number {number}"
        fields = ArticleFields(title=article.title, solution=text)
        edit_article(
            article=article,
            by=second,
            version=pending_of(article).version,
            fields=fields,
            significance=Significance.CONTENT,
        )

    assert count_queries(lambda: browser.get(page)) == with_two <= 8


STEPS = ["review", "publish-now", "schedule", "unpublish", "retire", "discard", "keep", "sources"]


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
@pytest.mark.parametrize("name", [*STEPS, "history"])
def test_pages_are_for_curators(client_of, published, roles, name):
    """A-AZ-10"""
    assert client_of(make_user(roles=roles)).get(address(published, name)).status_code == 403


@pytest.mark.parametrize("name", [*STEPS, "history"])
def test_pages_open_for_curators(client_of, published, curator, name):
    assert client_of(curator).get(address(published, name)).status_code == 200
