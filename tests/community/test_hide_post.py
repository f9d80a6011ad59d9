"""A moderator hides a post with a reason, its author reads why, and another act shows it again."""

import pytest
from django.urls import reverse

from accounts.actions.reputation import penalise_post
from accounts.models import User
from accounts.notifications.models import Notice, OutgoingMail
from community.actions.hiding import CannotHide, CannotRestore, hide_post, restore_post
from community.actions.visibility import withhold
from community.models import Answer, Comment, Decision, Question
from community.models.post import Post
from config.events.models import Event
from tests.factories import make_answer, make_comment, make_question, make_user

MY_HIDDEN = reverse("community:my-hidden")
WORDS = {"reason": "advertising", "explanation": "Please do not link your shop."}


@pytest.fixture
def answer(asker, helper):
    return make_answer(question=make_question(author=asker), author=helper, body="Buy at my shop.")


def page(name: str, post) -> str:
    return reverse(f"community:{name}", args=[post._meta.model_name, post.pk])


def hidden_as(post) -> str:
    return type(post).objects.values_list("hidden_as", flat=True).get(pk=post.pk)


def test_decision_says_who_hid_what_why_and_in_which_role(moderator, answer):
    decision = hide_post(post=answer, by=moderator, **WORDS)

    assert (decision.post, decision.act, decision.by) == (answer, Decision.Act.HIDE, moderator)
    assert (decision.reason, decision.explanation) == tuple(WORDS.values())
    assert decision.role == "moderator"
    assert hidden_as(answer) == Post.Hidden.BY_MODERATOR
    assert Event.objects.latest("id").name == "community.PostDecided"


def test_hiding_twice_is_one_decision(moderator, answer):
    first = hide_post(post=answer, by=moderator, **WORDS)
    second = hide_post(post=answer, by=moderator, reason="other", explanation="Again")

    assert first == second
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("make", [make_question, make_answer, make_comment])
def test_every_kind_of_post_can_be_hidden_and_shown_again(moderator, make):
    post = make()

    hide_post(post=post, by=moderator, **WORDS)
    assert not type(post).objects.visible_to(post.author).filter(pk=post.pk).exists()
    restore_post(post=post, by=moderator, explanation="It was fine.")

    assert type(post).objects.visible_to(post.author).filter(pk=post.pk).exists()


@pytest.mark.parametrize("who", ["asker", "helper", "stranger", "employee", "curator"])
def test_both_directions_need_the_right(request, moderator, answer, who):
    """A-AZ-10"""
    nobody = request.getfixturevalue(who)

    with pytest.raises(CannotHide):
        hide_post(post=answer, by=nobody, **WORDS)
    hide_post(post=answer, by=moderator, **WORDS)
    with pytest.raises(CannotRestore):
        restore_post(post=answer, by=nobody, explanation="I want it back.")

    assert hidden_as(answer) == Post.Hidden.BY_MODERATOR


def test_moderator_decides_about_no_post_of_his_own(moderator, administrator):
    """A-AZ-11"""
    own = make_answer(author=moderator)

    with pytest.raises(CannotHide):
        hide_post(post=own, by=moderator, **WORDS)
    hide_post(post=own, by=administrator, **WORDS)

    with pytest.raises(CannotRestore):
        restore_post(post=own, by=moderator, explanation="It was fine.")


def test_moderator_decides_about_no_administrator(moderator, administrator):
    """A-AZ-11"""
    theirs = make_answer(author=administrator)

    with pytest.raises(CannotHide):
        hide_post(post=theirs, by=moderator, **WORDS)

    other = make_user(roles="administrator")
    assert hide_post(post=theirs, by=other, **WORDS).role == "administrator"


@pytest.mark.parametrize("words", [{"reason": "taste"}, {"explanation": " \u200b "}])
def test_hiding_takes_a_known_reason_and_words_for_the_author(moderator, answer, words):
    with pytest.raises(CannotHide, match="say why"):
        hide_post(post=answer, by=moderator, **(WORDS | words))


def test_what_its_author_deleted_is_not_brought_back_by_a_moderator(db, moderator, answer):
    withhold(post=answer, hidden_as=Post.Hidden.BY_AUTHOR, by=answer.author, at=answer.created_at)

    with pytest.raises(CannotRestore):
        restore_post(post=answer, by=moderator, explanation="We need it.")


def test_author_hears_the_reason_and_never_who_decided(
    moderator, answer, deliver_events, send_mails, mailoutbox, client_of
):
    """A-VO-13"""
    hide_post(post=answer, by=moderator, **WORDS)
    deliver_events()
    send_mails()

    notice = Notice.objects.get(user=answer.author, kind="post-decided")
    page = client_of(answer.author).get(reverse("accounts:notices")).text
    mail = next(mail for mail in mailoutbox if mail.to == [answer.author.email])
    assert notice.subject_id == Decision.objects.get().pk
    for told in page, mail.body:
        assert "It is advertising" in told
        assert moderator.display_name not in told
    assert f"{MY_HIDDEN}?kind=answer" in mail.body


def test_mail_about_what_was_shown_again_meanwhile_says_so_once(
    moderator, answer, deliver_events, send_mails, mailoutbox
):
    hide_post(post=answer, by=moderator, **WORDS)
    deliver_events()
    restore_post(post=answer, by=moderator, explanation="I was wrong.")
    deliver_events()
    send_mails()

    told = [mail.body for mail in mailoutbox if mail.to == [answer.author.email]]
    assert len(told) == 1
    assert "shown to everybody now" in told[0]


def test_mail_that_waited_tells_nobody_of_a_hidden_answer(
    asker, moderator, answer, deliver_events, send_mails, mailoutbox
):
    """A-AZ-07 at the time of sending."""
    deliver_events()
    hide_post(post=answer, by=moderator, **WORDS)
    deliver_events()

    send_mails()

    assert [mail for mail in mailoutbox if mail.to == [asker.email]] == []
    assert OutgoingMail.objects.filter(state="dropped").exists()


def test_author_reads_his_hidden_post_with_the_reason(moderator, answer, client_of):
    hide_post(post=answer, by=moderator, **WORDS)

    page = client_of(answer.author).get(MY_HIDDEN)

    assert answer.body in page.text
    assert "It is advertising" in page.text
    assert WORDS["explanation"] in page.text
    assert moderator.display_name not in page.text


@pytest.mark.parametrize("who", ["asker", "stranger", "moderator"])
def test_nobody_reads_the_hidden_posts_of_others_there(request, moderator, answer, client_of, who):
    """A-AZ-05: also by another kind or a name in the address."""
    hide_post(post=answer, by=moderator, **WORDS)
    reader = client_of(request.getfixturevalue(who))

    for query in "", "?kind=answer", f"?user={answer.author_id}&kind=answer":
        assert answer.body not in reader.get(MY_HIDDEN + query).text


def test_visitor_is_asked_to_sign_in_and_an_unknown_kind_is_missing(client, asker, client_of):
    assert client.get(MY_HIDDEN).status_code == 302
    assert client_of(asker).get(f"{MY_HIDDEN}?kind=medal").status_code == 404


def test_title_of_a_thread_that_is_hidden_itself_stays_unknown_to_its_answerers(
    moderator, helper, client_of, deliver_events
):
    question = make_question(title="Lighthouse canary title")
    answer = make_answer(question=question, author=helper)
    hide_post(post=answer, by=moderator, **WORDS)
    hide_post(post=question, by=moderator, **WORDS)
    deliver_events()
    reader = client_of(helper)

    assert "canary" not in reader.get(f"{MY_HIDDEN}?kind=answer").text
    assert "canary" not in reader.get(reverse("accounts:notices")).text


def test_hidden_posts_are_listed_with_a_fixed_number_of_queries(
    helper, moderator, client_of, count_queries
):
    reader = client_of(helper)
    question = make_question()

    def visit_with_more(number: int) -> int:
        for _n in range(number):
            hide_post(post=make_answer(author=helper, question=question), by=moderator, **WORDS)
        return count_queries(lambda: reader.get(f"{MY_HIDDEN}?kind=answer"))

    assert visit_with_more(1) == visit_with_more(4)


def test_moderator_hides_by_the_page_and_shows_again(moderator, answer, client_of):
    browser = client_of(moderator)
    assert answer.body in browser.get(page("post-hide", answer)).text

    hidden = browser.post(page("post-hide", answer), WORDS)
    assert hidden.status_code == 302
    assert hidden_as(answer) == Post.Hidden.BY_MODERATOR
    assert "Only moderators see it here." in browser.get(answer.get_absolute_url()).text
    assert WORDS["explanation"] in browser.get(page("post-restore", answer)).text
    browser.post(page("post-restore", answer), {"explanation": "It was fine."})

    assert hidden_as(answer) == ""


def test_form_without_a_reason_is_shown_again_with_what_was_typed(moderator, answer, client_of):
    response = client_of(moderator).post(page("post-hide", answer), {"explanation": "Shop link"})

    assert response.status_code == 422
    assert "Shop link" in response.text
    assert hidden_as(answer) == ""


@pytest.mark.parametrize("who", ["asker", "helper", "stranger", "employee", "curator"])
@pytest.mark.parametrize("name", ["post-hide", "post-restore", "post-release"])
def test_pages_are_for_moderators_alone(request, moderator, answer, client_of, who, name):
    """A-AZ-10, A-AZ-04: refused alike for what is there and what is not."""
    browser = client_of(request.getfixturevalue(who))

    for post in answer, Answer(pk=987_654):
        assert browser.post(page(name, post), WORDS).status_code == 403


def test_menu_offers_hiding_to_moderators_alone(moderator, asker, answer, client_of, client):
    address, link = answer.get_absolute_url(), page("post-hide", answer)

    assert link in client_of(moderator).get(address).text
    assert link not in client_of(asker).get(address).text
    assert link not in client.get(address).text


def test_hostile_words_of_a_decision_are_text_everywhere(
    moderator, helper, client_of, deliver_events, send_mails, mailoutbox
):
    """A-XS-07, A-XS-09"""
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    answer = make_answer(author=helper, body=hostile)
    moderating, author = client_of(moderator), client_of(helper)
    pages = [moderating.get(page("post-hide", answer)).text]

    moderating.post(page("post-hide", answer), {"reason": "other", "explanation": hostile})
    deliver_events()
    send_mails()

    pages += [
        moderating.get(page("post-restore", answer)).text,
        author.get(f"{MY_HIDDEN}?kind=answer").text,
        author.get(reverse("accounts:notices")).text,
        *(content for mail in mailoutbox for content, _type in mail.alternatives),
    ]
    for shown in pages:
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown


def test_penalty_of_an_upheld_report_is_lifted_when_the_post_is_shown_again(moderator, answer):
    hide_post(post=answer, by=moderator, **WORDS)
    penalise_post(author=answer.author, subject="answer", subject_id=answer.pk, by=moderator)

    restore_post(post=answer, by=moderator, explanation="It was fine.")

    assert User.objects.get(pk=answer.author_id).points == 0


def test_hidden_comment_is_read_by_nobody_but_moderators(moderator, answer, client, client_of):
    comment = make_comment(answer=answer, body="Lighthouse canary comment")
    hide_post(post=comment, by=moderator, **WORDS)

    assert "canary" not in client.get(answer.get_absolute_url()).text
    assert Comment.objects.visible_to(moderator).filter(pk=comment.pk).exists()
    assert "canary" in client_of(comment.author).get(f"{MY_HIDDEN}?kind=comment").text


def test_question_count_and_lists_forget_a_hidden_question(moderator, client):
    question = make_question(title="Lighthouse canary title", tags=["canarytag"])

    hide_post(post=question, by=moderator, **WORDS)

    for address in reverse("community:question-list"), reverse("community:tag", args=["canarytag"]):
        assert "Lighthouse canary title" not in client.get(address).text
    assert Question.objects.get(pk=question.pk).tags.get().question_count == 0
