"""Telling members: once per event and person, and only people who can be told."""

import pytest
from django.db import IntegrityError, transaction

from accounts.notifications.actions import mark_all_read, notify
from accounts.notifications.models import Notice, OutgoingMail
from accounts.notifications.reading import in_words
from community.actions.solutions import accept_answer
from tests.factories import hide, make_answer, make_user


def tell(*people, key="answered:1", subject_id=1) -> int:
    ids = [person.pk for person in people]
    return notify(user_ids=ids, kind="answered", subject_id=subject_id, key=key)


def unread(user) -> int:
    user.refresh_from_db(fields=["unread_count"])
    return user.unread_count


def test_each_person_gets_a_notice_and_owed_mail(asker, helper):
    assert tell(asker, helper) == 2

    assert unread(asker) == unread(helper) == 1
    assert OutgoingMail.objects.count() == 2


def test_telling_twice_tells_once(asker, helper):
    """A-ML-07: also when a handler runs again."""
    tell(asker)

    assert tell(asker, helper) == 1
    assert tell(asker, helper) == 0

    assert unread(asker) == 1
    assert OutgoingMail.objects.filter(notice__user=asker).count() == 1


def test_database_refuses_a_second_notice_for_the_same_event(asker):
    tell(asker)
    notice = Notice.objects.get()
    notice.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        notice.save(force_insert=True)


def test_people_without_mailbox_or_with_a_closed_account_are_left_out(asker):
    imported, gone = make_user(email=None), make_user(is_active=False)

    assert tell(asker, imported, gone) == 1
    assert Notice.objects.get().user == asker


def test_followers_hear_of_an_answer_but_not_its_author(asker, helper, deliver_events):
    answer = make_answer(author=helper)
    deliver_events()

    notice = Notice.objects.get()
    assert notice.user == answer.question.author
    assert notice.kind == "answered"


def test_solver_hears_that_it_solved_it(helper, deliver_events):
    answer = make_answer(author=helper)
    accept_answer(answer=answer, by=answer.question.author)
    deliver_events()

    assert Notice.objects.get(user=helper).kind == "accepted"


def test_nobody_hears_of_his_own_acceptance(asker, deliver_events):
    answer = make_answer(author=asker)
    own = make_answer(question=answer.question, author=answer.question.author)
    accept_answer(answer=own, by=answer.question.author)
    deliver_events()

    assert not Notice.objects.filter(kind="accepted").exists()


def test_withdrawn_acceptance_is_not_told_any_more(helper, deliver_events):
    """C-21: the handler looks at what is true when it runs."""
    answer = make_answer(author=helper)
    later = make_answer(question=answer.question)
    accept_answer(answer=answer, by=answer.question.author)
    accept_answer(answer=later, by=answer.question.author)
    deliver_events()

    told = Notice.objects.filter(kind="accepted").values_list("user_id", flat=True)
    assert list(told) == [later.author_id]


def test_marking_all_read_leaves_nothing_unread(asker):
    tell(asker, key="answered:1")
    tell(asker, key="answered:2")

    assert mark_all_read(user=asker) == 2
    assert mark_all_read(user=asker) == 0

    assert unread(asker) == 0
    assert not Notice.objects.filter(read_at=None).exists()


def test_notice_says_what_happened_in_words(asker, helper):
    answer = make_answer(author=helper)
    tell(asker, subject_id=answer.pk)

    (entry,) = in_words(list(Notice.objects.all()), viewer=asker)

    assert entry.told.title == answer.question.title
    assert entry.told.post == answer
    assert entry.told.url.endswith(f"#answer-{answer.pk}")


def test_notice_about_a_hidden_post_is_not_shown(asker):
    """A-AZ-05"""
    answer = make_answer()
    tell(asker, subject_id=answer.pk)
    hide(answer)

    assert in_words(list(Notice.objects.all()), viewer=asker) == []


def test_notices_are_worded_with_one_query_per_kind(asker, count_queries):
    def page_of(count: int) -> int:
        for number in range(count):
            answer = make_answer()
            tell(asker, subject_id=answer.pk, key=f"{count}:{number}")
        notices = list(Notice.objects.all())
        return count_queries(lambda: in_words(notices, viewer=asker))

    assert page_of(1) == page_of(10) == 1
