"""The dump of a Stack Exchange site, row by row."""

import io
from datetime import UTC, datetime

import pytest

from community.importing import Broken, CannotRead, Dump, ForeignThread
from community.importing.records import DuplicateLink
from community.importing.rows import read_rows
from tests.community.importing.files import (
    a_question_row,
    a_user_row,
    an_answer_row,
    write_dump,
    write_zip,
    xml_of,
    xml_row,
)

BILLION_LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE rows [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rows><row Id="1" PostTypeId="1" Title="&b;" Body="&b;" CreationDate="2018-03-12T17:00:45" /></rows>
"""


@pytest.fixture
def read(tmp_path):
    def records(*posts, **files) -> list:
        return list(Dump(write_dump(tmp_path / "dump.zip", *posts, **files)))

    return records


def rows_of(content: bytes) -> list:
    return list(read_rows(io.BytesIO(content), "Posts.xml"))


def test_thread_is_put_together_from_its_posts(read):
    [thread] = read(a_question_row(AcceptedAnswerId="2"), an_answer_row())

    assert thread.title == "How do I reset the box?"
    assert (thread.author.external_id, thread.author.name) == ("7", "Anna")
    assert thread.author.joined_at == datetime(2018, 3, 1, tzinfo=UTC)
    assert thread.created_at == datetime(2018, 3, 12, 17, 0, 45, 567000, tzinfo=UTC)
    assert thread.accepted_id == "2"
    assert [answer.author.name for answer in thread.answers] == ["Bert"]


def test_answers_may_stand_far_behind_or_before_their_question(read):
    first, second = read(
        an_answer_row(Id="3", ParentId="5"),
        a_question_row(),
        a_question_row(Id="5"),
        an_answer_row(Id="9"),
    )

    assert [answer.external_id for answer in first.answers] == ["9"]
    assert [answer.external_id for answer in second.answers] == ["3"]


def test_tags_are_read_in_the_old_and_the_new_form(read):
    old, new = read(a_question_row(Tags="<c#><box>"), a_question_row(Id="5", Tags="|c#|box|"))

    assert {*old.tags} - {""} == {*new.tags} - {""} == {"c#", "box"}


def test_other_kinds_of_posts_are_passed_over(read):
    assert read(a_question_row(PostTypeId="4"), a_question_row(Id="5", PostTypeId="5")) == []


def test_up_and_down_votes_are_counted_and_nothing_else(read):
    votes = [("1", "2"), ("2", "2"), ("2", "2"), ("2", "3"), ("2", "1"), ("2", "5")]
    rows = [{"Id": str(n), "PostId": p, "VoteTypeId": t} for n, (p, t) in enumerate(votes)]

    [thread] = read(a_question_row(), an_answer_row(), Votes=xml_of(*rows))

    assert thread.affected_count == 1
    assert (thread.answers[0].useful_count, thread.answers[0].not_useful_count) == (2, 1)


def test_only_duplicates_come_along_as_links(read):
    rows = [
        {"Id": "1", "PostId": "5", "RelatedPostId": "1", "LinkTypeId": "1"},
        {"Id": "2", "PostId": "5", "RelatedPostId": "1", "LinkTypeId": "3"},
    ]

    *_threads, link = read(a_question_row(), a_question_row(Id="5"), PostLinks=xml_of(*rows))

    assert link == DuplicateLink(duplicate_id="5", original_id="1")


def test_somebody_whose_account_is_gone_keeps_the_name(read):
    row = a_question_row(OwnerDisplayName="Carl")
    del row["OwnerUserId"]

    [thread] = read(row)

    assert thread.author.name == "Carl"


def test_user_who_is_not_in_the_file_has_no_name(read):
    [thread] = read(a_question_row(OwnerUserId="99"))

    assert (thread.author.external_id, thread.author.name) == ("99", "")


def test_broken_answer_is_named_and_the_thread_goes_on(read):
    broken, thread = read(a_question_row(), an_answer_row(CreationDate="x"), an_answer_row(Id="3"))

    assert str(broken) == "Posts.xml line 4: CreationDate is no date with time"
    assert [answer.external_id for answer in thread.answers] == ["3"]


def test_broken_question_takes_its_answers_with_it(read):
    [broken] = read(a_question_row(Title=""), an_answer_row())

    assert broken.why == "Title is empty; its answers are left out with it"


def test_answer_without_its_question_is_named(read):
    [broken] = read(an_answer_row(ParentId="77"))

    assert str(broken) == "Posts.xml line 3: answers a question that is not there"


def test_second_post_of_an_id_is_named(read):
    broken, thread = read(a_question_row(), a_question_row(Title="Again?"))

    assert str(broken) == "Posts.xml line 4: Id was there before"
    assert thread.title == "How do I reset the box?"


def test_broken_user_is_named(read):
    broken, _thread = read(a_question_row(), users=[a_user_row(Id="x")])

    assert str(broken) == "Users.xml line 3: Id is no number"


def test_zip_without_posts_is_refused(tmp_path):
    path = write_zip(tmp_path / "dump.zip", {"Users.xml": xml_of()})

    with pytest.raises(CannotRead, match=r"no Posts\.xml"):
        list(Dump(path))


def test_files_may_lie_in_a_folder(tmp_path):
    files = {"site/Users.xml": xml_of(a_user_row()), "site/Posts.xml": xml_of(a_question_row())}

    [thread] = Dump(write_zip(tmp_path / "dump.zip", files))

    assert isinstance(thread, ForeignThread)


def test_entity_bomb_is_refused(tmp_path):
    path = write_zip(tmp_path / "dump.zip", {"Posts.xml": BILLION_LAUGHS})

    with pytest.raises(CannotRead, match="declares a document type"):
        list(Dump(path))


def test_file_of_a_single_line_is_read_row_by_row():
    content = f"<posts>{xml_row({'Id': '1'})}{xml_row({'Id': '2'})}</posts>".encode()

    assert [row.values["Id"] for row in rows_of(content)] == ["1", "2"]


def test_row_with_an_end_tag_and_a_bracket_inside_is_read():
    [row] = rows_of(b'<posts><row Id="1" Title="a > b"></row></posts>')

    assert row.values == {"Id": "1", "Title": "a > b"}


@pytest.mark.parametrize(
    "row", [b'<row Id="1', b'<row Id="1" Id="2" />', b'<row Id="&x;" />', b'<row Id="\xff" />']
)
def test_broken_row_costs_only_itself(row):
    good = b'<row Id="9" />'

    first, broken, last = rows_of(b"<posts>\n" + good + b"\n" + row + b"\n" + good + b"</posts>")

    assert (first.values, last.values) == ({"Id": "9"}, {"Id": "9"})
    assert isinstance(broken, Broken)
    assert broken.place == "Posts.xml line 3"


def test_rows_are_found_across_the_borders_of_what_is_read_at_once():
    rows = "".join(xml_row({"Id": str(n), "Body": "x" * (n % 997)}) for n in range(2000))

    found = rows_of(f"<posts>{rows}</posts>".encode())

    assert [row.values["Id"] for row in found] == [str(n) for n in range(2000)]
