"""The pages on which posts are edited: what was typed is never lost."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import User
from community.actions.closing import close_question
from community.actions.editing import edit_answer, edit_question
from community.models import Answer, Draft, EditProposal, Question, Revision
from tests.config.test_mass_assignment import evil  # noqa: F401
from tests.factories import hide, make_answer, make_comment, make_product, make_question

pytestmark = pytest.mark.django_db
MINE = "Hold the button for twelve seconds, says my text."


def address(post, act: str = "edit") -> str:
    kind = post._meta.model_name
    return reverse(f"community:{kind}-{act}", args=[post.pk])


def send(browser, post, **values):
    typed = {"version": post.version, "body": MINE, "reason": "", "submission": str(uuid4())}
    if isinstance(post, Question):
        typed |= {"title": post.title, "tags": "", "product": ""}
    return browser.post(address(post), typed | values)


def main_part(response) -> str:
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def answer(helper):
    return make_answer(author=helper, body="Hold the button.")


@pytest.fixture
def own(client_of, helper):
    return client_of(helper)


@pytest.fixture
def experienced(stranger):
    User.objects.filter(pk=stranger.pk).update(points=500)
    stranger.refresh_from_db()
    return stranger


def test_author_finds_his_text_and_saves_another(own, answer):
    page = own.get(address(answer))
    assert "Hold the button." in page.content.decode()

    saved = send(own, answer, reason="Said how long")

    assert saved.headers["Location"] == answer.get_absolute_url()
    answer.refresh_from_db()
    assert answer.body == MINE
    assert Revision.objects.get(number=2).reason == "Said how long"


def test_question_is_edited_with_title_tags_and_product(client_of, asker):
    question = make_question(author=asker, title="Box blinks", tags=["led"])

    send(client_of(asker), question, title="Box blinks red at night", tags="led, wifi")

    question.refresh_from_db()
    assert question.title == "Box blinks red at night"
    assert sorted(tag.name for tag in question.tags.all()) == ["led", "wifi"]


def test_comment_is_edited(own, helper, answer):
    comment = make_comment(author=helper, question=answer.question)

    send(own, comment, body="Which box is it, please?")

    comment.refresh_from_db()
    assert comment.body == "Which box is it, please?"


def test_conflict_shows_both_texts_and_is_solved_by_saving_again(own, helper, answer):
    """C-07: what was, what they made of it, what I made of it; nothing is lost."""
    edit_answer(answer=answer, by=helper, version=1, body="Hold the red button.")

    conflict = send(own, answer)

    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "<ins>red </ins>" in page
    assert MINE in page
    assert 'name="version" value="2"' in page
    assert Draft.objects.get().fields["body"] == MINE
    answer.refresh_from_db()
    assert answer.body == "Hold the red button."

    send(own, answer, version=2)
    answer.refresh_from_db()
    assert (answer.body, answer.version) == (MINE, 3)
    assert not Draft.objects.exists()


def test_conflict_of_a_question_shows_title_and_tags(client_of, asker):
    """C-07"""
    question = make_question(author=asker, title="Box blinks red", tags=["led"])
    edit_question(
        question=question,
        by=asker,
        version=1,
        title="Box blinks blue",
        body=question.body,
        tags=["wifi"],
    )

    page = send(client_of(asker), question, version=1, tags="led, box").content.decode()

    assert "<del>red</del>" in page
    assert "<ins>blue</ins>" in page
    assert page.count("Added:") == 2


def test_text_for_a_post_hidden_meanwhile_is_kept(own, answer):
    """C-08, A-AZ-17: hidden wins, the typed text stands in the drafts."""
    hide(answer)

    gone = send(own, answer)

    assert gone.status_code == 404
    assert MINE in gone.content.decode()
    assert Draft.objects.get().fields["body"] == MINE
    assert Answer.objects.get().body == "Hold the button."
    assert MINE in own.get(reverse("community:my-drafts")).content.decode()


def test_hidden_and_unknown_posts_answer_alike(client_of, stranger, answer):
    """A-AZ-07: nobody learns whether there ever was such a post."""
    browser = client_of(stranger)
    hide(answer)

    hidden = send(browser, answer)
    answer.pk += 1000
    unknown = send(browser, answer)

    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert main_part(hidden) == main_part(unknown)


def test_text_for_a_question_closed_meanwhile_is_kept(own, answer, moderator):
    """A-AZ-17"""
    close_question(
        question=answer.question, by=moderator, reason=Question.Closed.OUTDATED, explanation="Old."
    )

    refused = send(own, answer)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert MINE in page
    assert "Your text is kept in your drafts." in page
    assert Draft.objects.get().place == f"edit-answer:{answer.pk}"


def test_unfit_text_is_said_beside_the_field(own, answer):
    refused = send(own, answer, body=" ")

    assert refused.status_code == 422
    assert 'id="id_body_error"' in refused.content.decode()


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "99999999999", "1e3"])
def test_forged_version_is_refused(own, answer, version):
    """A-MA-01"""
    assert send(own, answer, version=version).status_code == 422
    answer.refresh_from_db()
    assert answer.version == 1


def test_version_of_the_future_is_a_conflict(own, answer):
    conflict = send(own, answer, version=7)

    assert conflict.status_code == 409
    assert MINE in conflict.content.decode()


def test_same_text_saves_nothing(own, answer):
    saved = send(own, answer, body="Hold the button.  ")

    assert saved.status_code == 302
    assert not Revision.objects.exists()


def test_edit_takes_what_the_form_asks_for(own, answer, helper, settings, evil):  # noqa: F811
    """A-MA-01"""
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
    before = Answer.objects.values().get()

    own.post(address(answer), evil | {"version": "1", "body": MINE, "submission": str(uuid4())})

    after = Answer.objects.values().get()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"body", "body_html", "version", "edited_at"}
    assert Revision.objects.get(number=2).editor == helper


def test_stranger_suggests_and_the_post_stays(client_of, stranger, answer):
    browser = client_of(stranger)
    assert "Suggest an edit" in browser.get(address(answer)).content.decode()

    send(browser, answer, reason="How long?")

    answer.refresh_from_db()
    assert answer.version == 1
    proposal = EditProposal.objects.get()
    assert (proposal.body, proposal.reason, proposal.proposed_by) == (MINE, "How long?", stranger)


def test_page_says_why_a_role_only_suggests(client_of, moderator, answer):
    """Edits of others are earned by points (PRODUCT, section 1), whatever the role."""
    page = main_part(client_of(moderator).get(address(answer)))

    assert "Suggest an edit" in page
    assert "Members with 500 points may change" in page
    assert "Roles give no such right" in page


def test_page_says_that_nobody_changes_the_text_of_the_company(client_of, experienced, employee):
    page = main_part(client_of(experienced).get(address(make_answer(author=employee))))

    assert "speaks for an organisation: nobody else changes such a text" in page
    assert "Members with" not in page


def test_conflict_of_a_suggestion_changes_no_product(client_of, stranger, asker):
    """C-07: the product is not asked for in a suggestion, so it is not said to be changed."""
    question = make_question(author=asker, product=make_product(name_en="Router Fjord 5"))
    edit_question(question=question, by=asker, version=1, title="Another title", body=question.body)

    conflict = send(client_of(stranger), question, version=1)

    assert conflict.status_code == 409
    assert "What you changed" in main_part(conflict)
    assert "Router Fjord 5" not in main_part(conflict)


def test_form_sent_twice_is_one_suggestion(client_of, stranger, answer):
    """C-01"""
    browser, key = client_of(stranger), str(uuid4())

    for _ in range(2):
        assert send(browser, answer, submission=key).status_code == 302

    assert EditProposal.objects.count() == 1


def test_experienced_member_saves_at_once(client_of, experienced, answer):
    page = client_of(experienced).get(address(answer)).content.decode()
    assert "who is told what you changed" in page

    send(client_of(experienced), answer)

    answer.refresh_from_db()
    assert answer.body == MINE


def test_right_lost_while_writing_leads_to_a_suggestion_or_a_word(client_of, experienced, answer):
    browser = client_of(experienced)
    browser.get(address(answer))
    User.objects.filter(pk=experienced.pk).update(points=1)

    send(browser, answer)

    answer.refresh_from_db()
    assert answer.version == 1
    assert EditProposal.objects.count() == 1


def test_guest_has_to_sign_in(client, answer):
    sent = send(client, answer)

    assert reverse("account_login") in sent.headers["Location"]


def test_thirty_edits_a_day(own, answer, at_noon):
    """A-VO-17"""
    for number in range(30):
        answer.refresh_from_db()
        send(own, answer, body=f"Hold the button for {number + 2} seconds.")
    answer.refresh_from_db()
    assert answer.version == 31

    refused = send(own, answer, body="Once more.")

    assert refused.status_code == 422
    assert "Once more." in refused.content.decode()


def test_refused_edits_do_not_count(own, answer, at_noon):
    for _ in range(31):
        assert send(own, answer, version=5).status_code == 409


def test_question_page_says_that_a_solution_was_edited_since(client, asker, helper):
    """A-VO-14"""
    answer = make_answer(question=make_question(author=asker), author=helper)
    edit_answer(answer=answer, by=helper, version=1, body="Hold the red button.")
    Question.objects.update(accepted_answer=answer, solved_at=answer.created_at)

    page = client.get(answer.question.get_absolute_url()).content.decode()

    assert "Edited since it solved the question" in page
    assert address(answer, "history") in page


def test_page_names_who_else_edited(client, helper, experienced, answer):
    edit_answer(answer=answer, by=experienced, version=1, body="Hold the red button.")

    page = client.get(answer.question.get_absolute_url()).content.decode()

    note = page[page.index('class="edited muted"') :]
    assert experienced.display_name in note[:1500]
