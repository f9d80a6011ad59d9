"""One act, and it stands nowhere any more (TRUST A-PR-03, L-GD-13)."""

import pytest
from django.apps import apps
from django.urls import reverse

from accounts.notifications.models import Notice, OutgoingMail
from accounts.notifications.sending import send_due
from community.actions.answers import answer_question
from community.actions.comments import post_comment
from community.actions.drafts import keep_draft
from community.actions.editing import EditConflict, edit_answer, edit_question
from community.actions.hiding import hide_post
from community.actions.masking import CannotMask, mask_post
from community.actions.pending import keep_question
from community.actions.proposals import propose_edit, take_proposal
from community.actions.questions import ask_question
from community.actions.signing_answers import sign_answer
from community.models import Answer, Comment, Decision, OfficialMark, Question, Revision
from config import reader_pages
from config.events.models import Event
from knowledge.models import Article
from knowledge.models import Revision as ArticleRevision
from knowledge.search import index
from knowledge.search.finding import find
from tests.factories import (
    make_answer,
    make_article,
    make_comment,
    make_question,
    make_signer,
    make_user,
)

pytestmark = pytest.mark.django_db

PHONE, NAME = "0171 2345678", "Gerda Canaryfeld"
SPELLINGS = ["0171 2345678", "+49 171 234 56 78", "0171/2345678", "01712345678"]
APPS = ("accounts", "notifications", "privacy", "community", "moderation", "knowledge", "events")


def where_it_stands(*secrets: str) -> list[str]:
    """Every table of ours that still holds one of the secrets in a column, whichever."""
    return [
        f"{model._meta.label} {column}"
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for row in model._base_manager.values()
        for column, value in row.items()
        if any(secret.casefold() in str(value).casefold() for secret in secrets)
    ]


@pytest.fixture
def told(moderator):
    def mask(post, *strings, **values):
        return mask_post(post=post, by=moderator, strings=strings or [PHONE], **values)

    return mask


def test_number_is_masked_in_title_body_and_address(told, asker):
    question = make_question(author=asker, title=f"Who called {PHONE}?", body=f"Call **{PHONE}**")

    (decision,) = told(question, explanation="Everybody could read it.")

    question.refresh_from_db()
    assert question.title == "Who called ••• ••••?"
    assert question.body == "Call **••• ••••**"
    assert "<strong>••• ••••</strong>" in question.body_html
    assert question.slug == "who-called"
    assert (decision.act, decision.reason) == (Decision.Act.MASK, "personal-data")
    assert where_it_stands(PHONE, "0171-2345678") == []


@pytest.mark.parametrize("written", SPELLINGS)
def test_number_is_masked_in_all_its_spellings(told, written):
    answer = make_answer(body=f"Call {written} tonight")

    told(answer)

    assert Answer.objects.get().body == "Call ••• •••• tonight"


def test_name_is_masked_that_no_rule_knows(told):
    """L-GD-13: what third persons report."""
    comment = make_comment(body=f"Ask {NAME}, gerda  canaryfeld knows.")

    told(comment, NAME)

    assert Comment.objects.get().body == "Ask ••••••, •••••• knows."
    assert where_it_stands(NAME) == []


def test_it_is_masked_in_every_earlier_version_proposal_and_draft(told, helper, stranger):
    answer = make_answer(author=helper, body=f"Call {PHONE} or {NAME}")
    edit_answer(answer=answer, by=helper, version=1, body=f"Ring {PHONE}", reason=f"{NAME} said so")
    edit_answer(answer=answer, by=helper, version=2, body="Hold the button.")
    propose_edit(post=answer, by=stranger, version=3, body=f"Call {PHONE}", reason=NAME)
    keep_draft(person=helper, place=f"edit-answer:{answer.pk}", fields={"body": f"{NAME} {PHONE}"})

    told(answer, PHONE, NAME)

    assert where_it_stands(*SPELLINGS, NAME) == []
    first = Revision.objects.get(number=1)
    assert first.body == "Call ••• •••• or ••••••"
    assert first.masked_at is not None
    assert Answer.objects.get().body == "Hold the button."


def test_text_that_holds_none_of_it_now_keeps_its_version(told, helper):
    """Nobody is told of a change that he does not see."""
    answer = make_answer(author=helper, body=f"Call {PHONE}")
    edit_answer(answer=answer, by=helper, version=1, body="Hold the button.")

    assert told(answer) == []
    assert Answer.objects.get().version == 2


def test_tags_and_reasons_of_decisions_are_masked(told, moderator, helper):
    answer = make_answer(author=helper, body=f"Call {PHONE}")
    hide_post(post=answer, by=moderator, reason="other", explanation=f"It shows {PHONE}.")

    told(answer)

    assert where_it_stands(PHONE) == []


def test_signed_text_is_masked_and_stays_signed(told):
    signer = make_signer()
    answer = make_answer(author=signer, body=f"Call {PHONE} for a **reset**.")
    mark = sign_answer(answer=answer, by=signer)

    told(answer)

    mark = OfficialMark.objects.select_related("revision").get(pk=mark.pk)
    answer.refresh_from_db()
    assert "Call ••• •••• for a <strong>reset</strong>." in mark.body_html
    assert mark.revision.number == answer.version
    assert mark.ended_at is None
    assert where_it_stands(*SPELLINGS) == []


def test_earlier_signed_text_is_masked(told):
    signer = make_signer()
    answer = make_answer(author=signer, body=f"Call {PHONE} for a **reset**.")
    sign_answer(answer=answer, by=signer)
    edit_answer(answer=answer, by=signer, version=1, body="Hold the button.")

    told(answer)

    assert where_it_stands(*SPELLINGS) == []


def test_who_edits_the_text_as_it_was_has_to_look_again(told, helper):
    """C-07: saving does not bring it back."""
    answer = make_answer(author=helper, body=f"Call {PHONE}")
    told(answer)

    with pytest.raises(EditConflict):
        edit_answer(answer=answer, by=helper, version=1, body=f"Please call {PHONE}")


def test_proposal_can_still_be_taken(told, helper, stranger):
    answer = make_answer(author=helper, body=f"Call {PHONE}")
    proposal = propose_edit(post=answer, by=stranger, version=1, body=f"Please call {PHONE}!")
    told(answer)
    proposal.refresh_from_db()

    take_proposal(proposal=proposal, by=helper)

    assert Answer.objects.get().body == "Please call ••• ••••!"


def test_edits_go_on_after_it(told, asker):
    question = make_question(author=asker, title=f"Who is {PHONE}?", body="He calls every night.")
    edit_question(
        question=question, by=asker, version=1, title=f"Who is {PHONE}?", body="He calls at night."
    )
    told(question)
    question.refresh_from_db()

    edited = edit_question(
        question=question, by=asker, version=question.version, title="Who calls?", body="Nightly."
    )

    numbers = Revision.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 3, 4]
    assert edited.version == 4


def test_other_posts_of_the_thread_are_masked_in_the_same_act(told, asker, helper, stranger):
    question = make_question(author=asker, body=f"Who knows {PHONE}?")
    quoted = make_answer(question=question, author=helper, body=f"> {SPELLINGS[1]}\n\nNo idea.")
    asked = make_comment(answer=quoted, author=stranger, body=f"Is it {PHONE}?")
    other = make_answer(question=question, body="Block it.")

    decisions = told(question, also=[quoted, asked])

    assert len(decisions) == 3
    assert where_it_stands(*SPELLINGS) == []
    other.refresh_from_db()
    assert other.version == 1


def test_posts_of_another_thread_are_left_alone(told):
    other = make_answer(body=f"Call {PHONE}")

    with pytest.raises(CannotMask):
        told(make_answer(body=f"Call {PHONE}"), also=[other])

    assert Answer.objects.filter(body=f"Call {PHONE}").count() == 2


def test_links_that_wait_stay_held(told):
    answer = make_answer(body=f"[x](https://example.net/) {PHONE}")
    Answer.objects.update(links_held_at=answer.created_at)
    answer.refresh_from_db()

    told(answer)

    answer.refresh_from_db()
    assert "href" not in answer.body_html
    assert PHONE not in answer.body_html


def test_name_that_leads_to_a_member_still_does(told, asker):
    question = make_question(author=asker)
    answer = answer_question(
        question=question, by=make_user(), body=f"@{asker.display_name} call {PHONE}"
    )
    before = Answer.objects.get(pk=answer.pk).body_html
    assert "href" in before

    told(answer)

    assert Answer.objects.get(pk=answer.pk).body_html == before.replace(PHONE, "••• ••••")


def test_text_kept_literally_is_masked_too(told):
    """An import may have brought along what would be refused today."""
    answer = make_answer()
    Answer.objects.update(body=f"{'> ' * 40}{PHONE}", body_html=f"<p>{PHONE}</p>")
    answer.refresh_from_db()

    told(answer)

    assert where_it_stands(PHONE) == []


def test_question_that_was_asked_by_mail_leaves_nothing_behind(told, moderator):
    """The kept question is empty once it is published."""
    kept = keep_question(
        mailbox="lena@example.org",
        submission="7d3c1c1e-4b57-4a3f-9a56-0b4d5d6b8a10",
        title=f"Who is {PHONE}?",
        body=f"He calls from {PHONE}.",
        language="en",
    )
    asker = make_user(email="lena@example.org")
    question = ask_question(
        by=asker, title=kept.title, body=kept.body, language="en", submission=kept.submission
    )
    type(kept).objects.update(question=question, title="", body="", author=asker, email="")

    told(question)

    assert where_it_stands(PHONE) == []


def test_it_is_gone_from_the_search(told, deliver_events):
    question = make_question(title="Who calls me", body=f"His name is {NAME}.")
    index.rebuild()
    reader = make_user()
    assert find("Canaryfeld", viewer=reader, language="en").total == 1

    told(question, NAME)
    deliver_events()
    index.update()

    assert find("Canaryfeld", viewer=reader, language="en").total == 0


def test_it_is_gone_from_kept_pages(told, client, settings, deliver_events):
    """A-CA-06"""
    settings.READER_PAGE_SECONDS = 60
    reader_pages.forget_all()
    question = make_question(body=f"Call {PHONE}")
    page = question.get_absolute_url()
    assert PHONE in client.get(page).text

    told(question)
    deliver_events()

    assert PHONE not in client.get(page).text
    reader_pages.forget_all()


def test_it_is_in_no_mail_that_is_not_sent_yet(told, asker, helper, deliver_events, mailoutbox):
    """Mails are worded when they are sent: nothing of a post is kept with them."""
    question = make_question(author=asker, title=f"Who is {PHONE}?")
    answer = make_answer(question=question, author=helper, body=f"{NAME}, {PHONE}")
    deliver_events()
    assert OutgoingMail.objects.queued().exists()

    told(question, PHONE, NAME, also=[answer])
    deliver_events()
    send_due()

    texts = [f"{mail.subject} {mail.body} {mail.alternatives}" for mail in mailoutbox]
    assert any("New answer: Who is ••• ••••?" in text for text in texts)
    assert [text for text in texts if PHONE in text or NAME in text] == []


def test_author_is_told_without_the_data(told, helper, deliver_events, mailoutbox, client_of):
    answer = make_answer(author=helper, body=f"Call {PHONE}")
    told(answer, explanation="Everybody could read it.")
    deliver_events()
    send_due()

    assert Notice.objects.filter(user=helper, kind="post-masked").count() == 1
    page = client_of(helper).get(reverse("accounts:notices")).text
    assert "A moderator masked personal data in your post" in page
    assert "Everybody could read it." in page
    (mail,) = [mail for mail in mailoutbox if "masked" in mail.subject + mail.body]
    assert "Everybody could read it." in mail.subject + mail.body
    assert PHONE not in mail.body


def test_article_made_from_it_is_masked_and_goes_to_its_keeper(told, deliver_events):
    """Its text, its history, and the thread that names it."""
    question = make_question(title=f"Who is {NAME}?", body=f"She has {PHONE}.")
    answer = make_answer(question=question, body=f"Call {PHONE}, **{NAME}**.")
    article = make_article(answer=answer)
    assert NAME in article.title

    told(answer, PHONE, NAME, also=[question])
    deliver_events()

    article.refresh_from_db()
    assert article.state == Article.State.NEEDS_REVIEW
    assert article.solution == "Call ••• ••••, **••••••**."
    assert ArticleRevision.objects.get().number == article.version
    assert Notice.objects.filter(user=article.owner, kind="article-doubted").count() == 1
    assert "••••••" in Question.objects.get().article_title
    assert where_it_stands(*SPELLINGS, NAME, "canaryfeld") == []


def test_article_that_holds_none_of_it_stays_published(told, deliver_events):
    question = make_question(body=f"She has {PHONE}.")
    article = make_article(answer=make_answer(question=question))
    Article.objects.filter(pk=article.pk).update(applies="A box.", applies_html="<p>A box.</p>")
    ArticleRevision.objects.update(applies="A box.")

    told(question)
    deliver_events()

    article.refresh_from_db()
    assert article.state == Article.State.PUBLISHED
    assert where_it_stands(PHONE) == []


def test_doing_it_again_changes_nothing(told, deliver_events):
    answer = make_answer(body=f"Call {PHONE}")
    told(answer)
    answer.refresh_from_db()
    before = Answer.objects.values().get()

    assert told(answer) == []
    assert Answer.objects.values().get() == before
    assert Decision.objects.count() == 1


def test_events_hold_none_of_it(told):
    """A-LG-02"""
    told(make_answer(body=f"Call {PHONE}"))

    assert PHONE not in str(list(Event.objects.values()))
    assert Event.objects.filter(name__endswith="PersonalDataMasked").count() == 1


@pytest.mark.parametrize("role", ["asker", "stranger", "employee", "curator"])
def test_only_moderators_mask(role, request):
    answer = make_answer(body=f"Call {PHONE}")

    with pytest.raises(CannotMask):
        mask_post(post=answer, by=request.getfixturevalue(role), strings=[PHONE])

    assert Answer.objects.get().body == f"Call {PHONE}"


def test_moderator_masks_in_posts_of_administrators_and_his_own(told, administrator, moderator):
    """Whose number stands there can't wait for who may decide about the author."""
    theirs = make_answer(author=administrator, body=f"Call {PHONE}")
    own = make_answer(author=moderator, body=f"Call {PHONE}")

    told(theirs)
    told(own)

    assert where_it_stands(PHONE) == []


@pytest.mark.parametrize(
    ("strings", "explanation"),
    [
        ([], ""),
        (["  "], ""),
        (["ab"], ""),
        (["x" * 201], ""),
        ([f"number {n}" for n in range(21)], ""),
        ([PHONE], f"You wrote {SPELLINGS[1]}."),
        ([NAME], f"{NAME.upper()} does not want it."),
    ],
)
def test_what_can_not_be_masked_is_refused_in_words(told, strings, explanation, moderator):
    answer = make_answer(body=f"Call {PHONE}")

    with pytest.raises(CannotMask) as problem:
        mask_post(post=answer, by=moderator, strings=strings, explanation=explanation)

    assert str(problem.value)
    assert Answer.objects.get().body == f"Call {PHONE}"


def test_hidden_and_closed_posts_are_masked_as_well(told, moderator):
    answer = make_answer(body=f"Call {PHONE}")
    hide_post(post=answer, by=moderator, reason="personal-data", explanation="It shows a number.")
    answer.refresh_from_db()

    told(answer)

    assert where_it_stands(PHONE) == []
    assert Answer.objects.get().hidden_at is not None


def test_comment_of_an_answer_is_masked(told):
    answer = make_answer()
    comment = post_comment(
        question=answer.question, answer=answer, by=make_user(), body=f"Call {PHONE}"
    )

    told(comment)

    assert Comment.objects.get().body == "Call ••• ••••"
