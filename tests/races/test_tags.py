"""Questions are tagged while tags are renamed and merged: no tag is lost or counted twice."""

from functools import partial

from community.actions.questions import ask_question
from community.actions.retagging import retag_question
from community.actions.tag_keeping import CannotChangeTag, add_synonym, merge_tags, rename_tag
from community.actions.topics import follow_topic
from community.models import Question, QuestionTag, Tag, TopicFollowing
from config.recount import registered
from tests.factories import make_question, make_user
from tests.races.parallel import ROUNDS, THREADS, at_once, failures, times


def ask(author, tags):
    return ask_question(
        by=author, title="Router blinks red", body="Since today.", language="en", tags=tags
    )


def tag(name: str) -> Tag:
    return Tag.objects.get(name=name)


def assert_tags_are_sound() -> None:
    """No count is off, no synonym is worn, and none leads to a synonym."""
    (counts,) = [each for each in registered() if each.model is Tag]
    assert list(counts.differences()) == []
    assert not QuestionTag.objects.filter(tag__synonym_of__isnull=False).exists()
    assert not Tag.objects.filter(synonym_of__synonym_of__isnull=False).exists()


def assert_all_wear(questions, name: str) -> None:
    wearing = QuestionTag.objects.filter(tag__name=name, content_object__in=questions)
    assert wearing.count() == len(questions)


def test_no_tag_is_lost_while_sixteen_ask_and_one_merges(moderator):
    """C-12"""
    for number in range(ROUNDS):
        old, new = f"wlan {number}", f"wifi {number}"
        make_question(tags=[old, new])
        people = [make_user() for _ in range(THREADS)]
        calls = [partial(ask, person, [old, f"other {number}"]) for person in people]
        calls.append(partial(merge_tags, tag=tag(old), into=tag(new), by=moderator))

        results = at_once(calls)

        assert failures(results) == []
        assert_all_wear([each for each in results if isinstance(each, Question)], new)
        assert_all_wear([each for each in results if isinstance(each, Question)], f"other {number}")
        assert tag(new).question_count == THREADS + 1
        assert_tags_are_sound()


def test_no_tag_is_lost_while_sixteen_ask_and_one_renames(moderator):
    """C-12: by the old name, the new one and both."""
    for number in range(ROUNDS):
        old, new = f"wlan {number}", f"wifi {number}"
        make_question(tags=[old])
        people = [make_user() for _ in range(THREADS)]
        names = [[old], [new], [new, old], [f"other {number}", old]]
        calls = [partial(ask, person, names[at % 4]) for at, person in enumerate(people)]
        calls.append(partial(rename_tag, tag=tag(old), by=moderator, name=new))

        results = at_once(calls)

        # Somebody may have made a tag of the new name first; then the two are to be merged.
        refused = failures(results)
        assert all(isinstance(problem, CannotChangeTag) for problem in refused)
        if refused:
            merge_tags(tag=tag(old), into=tag(new), by=moderator)
        assert_all_wear([each for each in results if isinstance(each, Question)], new)
        assert tag(new).question_count == THREADS + 1
        assert_tags_are_sound()


def test_tags_merged_in_both_directions_at_once_end_as_one(moderator):
    """C-12"""
    for number in range(ROUNDS):
        one, two = f"one {number}", f"two {number}"
        questions = [make_question(tags=[name]) for name in (one, two, one, two)]
        there = partial(merge_tags, tag=tag(one), into=tag(two), by=moderator)
        back = partial(merge_tags, tag=tag(two), into=tag(one), by=moderator)

        results = at_once([*times(THREADS // 2, there), *times(THREADS // 2, back)])

        assert all(isinstance(problem, CannotChangeTag) for problem in failures(results))
        (left,) = Tag.objects.filter(name__in=[one, two], synonym_of=None)
        assert_all_wear(questions, left.name)
        assert left.question_count == 4
        assert_tags_are_sound()


def test_retagging_and_merging_never_wait_in_a_circle(moderator):
    """C-12, C-17"""
    for number in range(ROUNDS):
        names = [f"{name} {number}" for name in ("a", "b", "c", "d")]
        questions = [make_question(tags=names[:2]) for _ in range(THREADS)]
        calls = [
            partial(
                retag_question,
                question=question,
                by=question.author,
                tags=names[2:] if at % 2 else names[::-1],
            )
            for at, question in enumerate(questions)
        ]
        calls.append(partial(merge_tags, tag=tag(names[1]), into=tag(names[0]), by=moderator))
        calls.append(partial(add_synonym, tag=tag(names[0]), by=moderator, name=f"e {number}"))

        assert failures(at_once(calls)) == []
        assert_all_wear(questions, names[2])
        assert_tags_are_sound()


def test_new_tag_of_sixteen_people_is_one_tag():
    """C-12"""
    for number in range(ROUNDS):
        people = [make_user() for _ in range(THREADS)]
        names = [f"new {number}", f"newer {number}", f"newest {number}"]
        calls = [
            partial(ask, person, names[at % 3 :] + names[: at % 3])
            for at, person in enumerate(people)
        ]

        assert failures(at_once(calls)) == []
        assert [tag(name).question_count for name in names] == [THREADS] * 3
        assert_tags_are_sound()


def test_followers_of_tags_that_are_merged_stay(moderator):
    """C-12"""
    for number in range(ROUNDS):
        old, new = f"wlan {number}", f"wifi {number}"
        make_question(tags=[old, new])
        people = [make_user() for _ in range(THREADS)]
        for person in people[::2]:
            follow_topic(topic=tag(old), by=person)
        calls = [partial(follow_topic, topic=tag(new), by=person) for person in people]
        calls.append(partial(merge_tags, tag=tag(old), into=tag(new), by=moderator))

        assert failures(at_once(calls)) == []
        assert TopicFollowing.objects.filter(tag__name=new).count() == THREADS
