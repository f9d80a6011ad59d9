"""Two questions become one thread: everything goes along, nothing is counted twice."""

from uuid import uuid4

import pytest
from django.db.models import Sum
from django.urls import reverse

from accounts.models import ReputationEntry, User
from community.actions.answers import answer_question
from community.actions.closing import close_question, reopen_question
from community.actions.comments import post_comment
from community.actions.deciding import CannotDecide
from community.actions.drafts import keep_draft
from community.actions.duplicates import propose_duplicate
from community.actions.following import follow_question, mute_question
from community.actions.hiding import hide_post, restore_post
from community.actions.locking import lock_question
from community.actions.merging import CannotMerge, merge_questions
from community.actions.posting import CannotPost
from community.actions.questions import join_affected
from community.actions.solutions import accept_answer
from community.actions.votes import vote_answer
from community.models import (
    Affected,
    Answer,
    Comment,
    Decision,
    Draft,
    Following,
    Image,
    ImageUse,
    Question,
)
from config.audit.recording import pseudonym_of
from config.recount import compared
from knowledge.actions.promotion import promote_answer
from knowledge.models import ArticleSource, Candidate
from tests.factories import hide, make_answer, make_question, make_user

pytestmark = pytest.mark.django_db


def path(name: str, question: Question) -> str:
    return reverse(f"community:{name}", args=[question.pk])


def assert_counters_are_right() -> None:
    """What is derived is what the facts say; the cast has its roles without grants."""
    found = [each for comparison in compared() for each in comparison.differences()]
    assert [str(each) for each in found if each.field != "roles"] == []
    for user in User.objects.annotate(sum=Sum("reputation__points")):
        assert user.points == (user.sum or 0)


def merged(by: User, **values) -> tuple[Question, Question]:
    question, into = make_question(**values), make_question(**values)
    merge_questions(question=question, into=into, by=by)
    question.refresh_from_db()
    into.refresh_from_db()
    return question, into


def test_answers_move_and_remember_where_they_were_asked(moderator, employee):
    into = make_answer().question
    moved = make_answer(author=employee)
    question = moved.question

    merge_questions(question=question, into=into, by=moderator)

    moved.refresh_from_db()
    into.refresh_from_db()
    question.refresh_from_db()
    assert (moved.question, moved.moved_from) == (into, question)
    assert into.answer_count == 2
    assert into.has_staff_answer
    assert (question.merged_into, question.hidden_as) == (into, "merged")
    assert Decision.objects.get(question=question).act == "merge"
    assert_counters_are_right()


def test_chain_of_merges_is_one_hop(moderator, client):
    first, second, third = make_answer().question, make_answer().question, make_answer().question

    merge_questions(question=first, into=second, by=moderator)
    merge_questions(question=second, into=third, by=moderator)

    first.refresh_from_db()
    assert first.merged_into == third
    assert third.answers.filter(moved_from=first).count() == 1
    assert third.answers.filter(moved_from=second).count() == 1
    response = client.get(first.get_absolute_url() + "?sort=new")
    assert response.headers["Location"] == third.get_absolute_url() + "?sort=new"
    assert_counters_are_right()


def test_nobody_counts_twice(moderator, asker, helper, stranger):
    question, into = make_question(author=asker), make_question(author=stranger)
    join_affected(question=question, by=helper)
    join_affected(question=into, by=helper)
    join_affected(question=question, by=stranger)
    both = make_user()
    join_affected(question=question, by=both)
    Question.objects.filter(pk=question.pk).update(imported_affected=3, affected_count=6)

    merge_questions(question=question, into=into, by=moderator)

    into.refresh_from_db()
    people = set(Affected.objects.filter(question=into).values_list("person", flat=True))
    assert people == {helper.pk, both.pk, asker.pk}
    assert into.affected_count == 6
    assert not Affected.objects.filter(question=question).exists()
    assert_counters_are_right()


def test_followers_go_along_and_who_muted_stays_silent(moderator, asker, helper, stranger):
    question, into = make_question(author=asker), make_question()
    follow_question(question=question, by=helper)
    mute_question(question=into, by=helper)
    mute_question(question=question, by=stranger)

    merge_questions(question=question, into=into, by=moderator)

    heard = Following.objects.listening().filter(question=into)
    assert heard.filter(person=asker).exists()
    assert Following.objects.get(person=helper, question=into).muted_at
    assert Following.objects.get(person=stranger, question=into).muted_at
    assert not Following.objects.filter(question=question).exists()


def test_comments_go_along(moderator, asker):
    answer = make_answer()
    question, into = answer.question, make_question()
    post_comment(question=question, by=asker, body="Which box?")
    post_comment(question=question, answer=answer, by=asker, body="It works.")

    merge_questions(question=question, into=into, by=moderator)

    assert Comment.objects.filter(question=into).count() == 2
    assert_counters_are_right()


def test_solution_of_the_other_asker_stays_his_word_alone(moderator, asker, helper, client):
    answer = make_answer(author=helper, question=make_question(author=asker))
    accept_answer(answer=answer, by=asker)
    into = make_question()

    merge_questions(question=answer.question, into=into, by=moderator)

    into.refresh_from_db()
    assert not into.is_solved
    text = client.get(into.get_absolute_url()).content.decode()
    assert f"Asked under “<bdi>{answer.question.title}</bdi>”" in text
    assert "Solved it for <bdi>Lena B.</bdi>" in text
    helper.refresh_from_db()
    assert helper.points == 25
    assert_counters_are_right()


def test_moved_answer_can_solve_the_other_question_too(moderator, asker, helper):
    answer = make_answer(author=helper, question=make_question(author=asker))
    accept_answer(answer=answer, by=asker)
    into = make_question()
    merge_questions(question=answer.question, into=into, by=moderator)
    answer.refresh_from_db()

    accept_answer(answer=answer, by=into.author)

    into.refresh_from_db()
    assert into.accepted_answer == answer
    assert answer.accepted_for.count() == 2
    assert_counters_are_right()


def test_hidden_moved_answer_solves_nothing_any_more(moderator, asker, helper):
    answer = make_answer(author=helper, question=make_question(author=asker))
    accept_answer(answer=answer, by=asker)
    question = answer.question
    merge_questions(question=question, into=make_question(), by=moderator)
    answer.refresh_from_db()

    hide_post(post=answer, by=moderator, reason="dangerous", explanation="It burns.")

    question.refresh_from_db()
    assert question.accepted_answer is None
    helper.refresh_from_db()
    assert helper.points == 0
    assert_counters_are_right()


def test_votes_and_their_points_stay(moderator, helper, stranger):
    answer = make_answer(author=helper)
    vote_answer(answer=answer, by=stranger, value=1)

    merge_questions(question=answer.question, into=make_question(), by=moderator)

    answer.refresh_from_db()
    helper.refresh_from_db()
    assert (answer.score, helper.points) == (1, 5)
    assert ReputationEntry.objects.filter(user=helper).count() == 1
    assert_counters_are_right()


def test_asker_keeps_what_his_acceptance_earned(moderator, asker):
    answer = make_answer(question=make_question(author=asker))
    accept_answer(answer=answer, by=asker)

    merge_questions(question=answer.question, into=make_question(), by=moderator)

    asker.refresh_from_db()
    assert asker.points == 2


def test_same_form_under_both_questions_is_no_obstacle(moderator, helper):
    question, into, key = make_question(), make_question(), uuid4()
    answer_question(question=question, by=helper, body="Hold it.", submission=key)
    answer_question(question=into, by=helper, body="Hold it.", submission=key)

    merge_questions(question=question, into=into, by=moderator)

    assert into.answers.count() == 2


def test_what_led_to_it_leads_to_the_other(moderator, curator):
    question, into = make_question(), make_question()
    duplicate, proposed = make_question(), make_question()
    close_question(question=duplicate, by=moderator, reason="duplicate", original=question)
    waiting = propose_duplicate(question=proposed, original=question, by=curator)
    pointless = propose_duplicate(question=into, original=question, by=curator)
    answered = propose_duplicate(question=question, original=into, by=curator)

    merge_questions(question=question, into=into, by=moderator)

    for row in (duplicate, waiting, pointless, answered):
        row.refresh_from_db()
    assert duplicate.duplicate_of == into
    assert (waiting.state, waiting.original) == ("open", into)
    assert (pointless.state, answered.state) == ("declined", "taken")


def test_two_proposals_of_the_same_pair_become_one(moderator, curator):
    question, into, third = make_question(), make_question(), make_question()
    first = propose_duplicate(question=third, original=question, by=curator)
    second = propose_duplicate(question=third, original=into, by=curator)

    merge_questions(question=question, into=into, by=moderator)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("declined", "open")


def test_draft_of_an_answer_goes_along(moderator, helper):
    question, into = make_question(), make_question()
    keep_draft(person=helper, place=f"answer:{question.pk}", fields={"body": "I think"})

    merge_questions(question=question, into=into, by=moderator)

    assert Draft.objects.get(person=helper).place == f"answer:{into.pk}"


def test_article_and_candidate_name_the_thread_of_now(moderator, curator, deliver_events):
    answer, waiting = make_answer(), make_answer()
    promote_answer(answer=answer, by=curator)
    accept_answer(answer=waiting, by=waiting.question.author)
    into = make_question()
    deliver_events()

    merge_questions(question=answer.question, into=into, by=moderator)
    merge_questions(question=waiting.question, into=into, by=moderator)
    deliver_events()

    assert ArticleSource.objects.get().question == into
    assert Candidate.objects.get(answer=waiting).question == into


@pytest.mark.parametrize("name", ["question-short", "question"])
def test_old_addresses_lead_to_the_other(client, moderator, client_of, name):
    question, into = merged(moderator)
    slug = [question.slug] if name == "question" else []
    old = reverse(f"community:{name}", args=[question.pk, *slug])

    for browser in (client, client_of(moderator), client_of(question.author)):
        response = browser.get(old, {"answer": "7"}, follow=True)
        assert response.status_code == 200
        assert response.redirect_chain == [(f"{into.get_absolute_url()}?answer=7", 302)]


def test_merged_into_something_hidden_leads_nowhere(client, moderator, client_of):
    """A-AZ-07"""
    question, into = merged(moderator)
    hide(into)

    assert client.get(question.get_absolute_url()).status_code == 404
    assert client_of(moderator).get(question.get_absolute_url()).status_code == 302


@pytest.mark.parametrize("cast", ["asker", "helper", "employee"])
def test_nobody_without_a_role_merges(request, client_of, cast):
    """A-AZ-01"""
    by = request.getfixturevalue(cast)
    question, into = make_question(), make_question()

    assert client_of(by).get(path("question-merge", question)).status_code == 403
    with pytest.raises(CannotDecide):
        merge_questions(question=question, into=into, by=by)


def test_hidden_questions_are_not_merged(moderator):
    """A-AZ-12: neither from nor into what its readers cannot see."""
    hidden, seen = make_question(), make_question()
    hide(hidden)

    with pytest.raises(CannotDecide):
        merge_questions(question=seen, into=hidden, by=moderator)
    with pytest.raises(CannotDecide):
        merge_questions(question=hidden, into=seen, by=moderator)


def test_two_languages_do_not_make_one_thread(moderator):
    with pytest.raises(CannotMerge, match="different languages"):
        merge_questions(question=make_question(), into=make_question(language="de"), by=moderator)


def test_question_is_not_merged_with_itself(moderator):
    question = make_question()

    with pytest.raises(CannotMerge):
        merge_questions(question=question, into=question, by=moderator)


def test_complaint_goes_with_a_complaint_alone(moderator, curator):
    complaint, other = make_question(kind="complaint"), make_question(kind="complaint")

    with pytest.raises(CannotMerge):
        merge_questions(question=complaint, into=make_question(), by=moderator)
    with pytest.raises(CannotMerge):
        merge_questions(question=make_question(), into=complaint, by=moderator)
    with pytest.raises(CannotDecide):
        merge_questions(question=complaint, into=other, by=curator)
    merge_questions(question=complaint, into=other, by=moderator)


def test_nothing_goes_into_a_closed_or_locked_question(moderator):
    closed, locked = make_question(), make_question()
    close_question(question=closed, by=moderator, reason="outdated")
    lock_question(question=locked, by=moderator, explanation="Calm down.")

    for into in (closed, locked):
        with pytest.raises(CannotMerge):
            merge_questions(question=make_question(), into=into, by=moderator)


def test_duplicate_is_merged_into_its_original(moderator):
    question, into = make_question(), make_question()
    close_question(question=question, by=moderator, reason="duplicate", original=into)

    merge_questions(question=question, into=into, by=moderator)

    question.refresh_from_db()
    assert (question.merged_into, question.duplicate_of, question.closed_at) == (into, None, None)


def test_merged_question_is_decided_about_no_more(moderator, asker):
    question, into = merged(moderator)

    for act in (
        lambda: merge_questions(question=question, into=make_question(), by=moderator),
        lambda: merge_questions(question=into, into=question, by=moderator),
        lambda: close_question(question=question, by=moderator, reason="outdated"),
        lambda: reopen_question(question=question, by=moderator),
    ):
        with pytest.raises(CannotDecide):
            act()
    with pytest.raises(CannotPost):
        answer_question(question=question, by=asker, body="Too late.")


def test_moderator_does_not_show_a_merged_question_again(moderator):
    question, _into = merged(moderator)

    with pytest.raises(Exception, match="not hidden by a moderator"):
        restore_post(post=question, by=moderator, explanation="Why not?")


def test_answer_sent_to_the_old_address_stands_in_the_thread(client_of, moderator, helper):
    """A-AZ-17"""
    question, into = merged(moderator)

    response = client_of(helper).post(
        path("answer", question), {"body": "I was still writing.", "submission": str(uuid4())}
    )

    assert response.status_code == 302
    assert Answer.objects.get().question == into


def test_page_shows_what_will_happen_first(client_of, curator):
    question, into = make_answer().question, make_question()
    browser = client_of(curator)

    page = browser.get(path("question-merge", question))
    shown = browser.get(path("question-merge", question), {"other": into.pk}).content.decode()
    response = browser.post(path("question-merge", question), {"other": into.pk})

    assert page.status_code == 200
    assert "1 answer moves" in shown
    assert response.headers["Location"] == into.get_absolute_url()
    question.refresh_from_db()
    assert question.merged_into == into


def test_page_says_that_nothing_moves_where_nothing_is(client_of, curator):
    question, into = make_question(), make_question()

    shown = client_of(curator).get(path("question-merge", question), {"other": into.pk}).text

    assert "No answer moves: there is none yet" in shown
    assert "0 " not in shown.partition("This would happen:")[2].partition("</ul>")[0]
    assert f'href="{question.get_absolute_url()}"' in shown.partition('class="crumbs"')[2]


def test_page_finds_the_other_one_by_its_words(client_of, curator):
    question = make_question(title="My box blinks red")
    other = make_question(title="Red light on my new box")
    hidden = make_question(title="Red box canary")
    hide(hidden)

    page = client_of(curator).get(path("question-merge", question), {"other": "red box"})

    text = page.content.decode()
    assert other.title in text
    assert "canary" not in text


def test_page_says_why_the_two_cannot_be_merged(client_of, curator):
    question, into = make_question(), make_question(language="de")
    browser = client_of(curator)

    shown = browser.get(path("question-merge", question), {"other": into.pk}).content.decode()
    response = browser.post(path("question-merge", question), {"other": into.pk})

    assert "different languages" in shown
    assert response.status_code == 422
    question.refresh_from_db()
    assert question.merged_into is None


@pytest.mark.parametrize("other", ["", "#", "999999", "9" * 30, "http://[", "/en/knowledge/1/"])
def test_page_says_that_there_is_no_such_question(client_of, curator, other):
    browser = client_of(curator)
    where = path("question-merge", make_question())

    assert browser.get(where, {"other": other}).status_code == 200
    assert browser.post(where, {"other": other}).status_code == 422


def test_hostile_texts_run_nowhere_on_the_way(client_of, client, curator):
    """A-XS-07, A-XS-09"""
    evil = "<script>alert(1)</script>"
    question, into = make_question(title=f"Box {evil}"), make_question(title=f"Other {evil}")
    browser = client_of(curator)
    shown = browser.get(path("question-merge", question), {"other": into.pk}).content.decode()
    browser.post(path("question-merge", question), {"other": into.pk, "explanation": evil})
    page = client.get(into.get_absolute_url()).content.decode()

    assert evil not in shown
    assert evil not in page
    assert "asked the same" in page


def test_tags_stay_with_each(moderator):
    question = make_question(tags=["wlan"])
    into = make_question(tags=["router"])

    merge_questions(question=question, into=into, by=moderator)

    assert [tag.name for tag in into.tags.all()] == ["router"]
    assert [tag.name for tag in question.tags.all()] == ["wlan"]
    assert_counters_are_right()


def test_queries_of_a_merge_do_not_grow_with_the_thread(moderator, count_queries):
    def thread(answers: int) -> tuple[Question, Question]:
        question, into = make_question(), make_question()
        for _ in range(answers):
            make_answer(question=question)
            join_affected(question=question, by=make_user())
        return question, into

    few, many = thread(1), thread(6)
    pseudonym_of(moderator)

    few_queries = count_queries(lambda: merge_questions(question=few[0], into=few[1], by=moderator))
    assert few_queries == count_queries(
        lambda: merge_questions(question=many[0], into=many[1], by=moderator)
    )


def test_image_of_a_merged_question_is_seen_with_its_text(moderator, helper):
    """A-AZ-13: as long as the thread where it went is readable, and no longer."""
    question, into = make_question(), make_question()
    image = Image.objects.create(
        key="a" * 32, owner=question.author, width=1, height=1, size=1, content_type="image/png"
    )
    ImageUse.objects.create(image=image, question=question)

    merge_questions(question=question, into=into, by=moderator)

    assert list(Image.objects.visible_to(helper)) == [image]
    hide(into)
    assert list(Image.objects.visible_to(helper)) == []
