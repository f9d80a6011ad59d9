"""The moderator's page: choose, look, mask (TRUST A-PR-03, L-GD-13)."""

import pytest
from django.urls import reverse

from community.actions.editing import edit_answer
from community.models import Answer, Comment, Decision, Question
from community.moderation.models import Report
from tests.factories import make_answer, make_comment, make_question

pytestmark = pytest.mark.django_db

PHONE, NAME = "0171 2345678", "Gerda Canaryfeld"


def page_of(post) -> str:
    return reverse("community:post-mask", args=[post._meta.model_name, post.pk])


@pytest.fixture
def at_work(client_of, moderator):
    return client_of(moderator)


def test_page_offers_what_the_guard_finds_in_all_versions(at_work, helper):
    answer = make_answer(author=helper, body=f"Call {PHONE}")
    edit_answer(answer=answer, by=helper, version=1, body="Mail anna@web.de")

    page = at_work.get(page_of(answer))

    assert page.status_code == 200
    assert "phone number: 0171 2345678" in page.text
    assert "e-mail address: anna@web.de" in page.text


def test_preview_shows_what_changes_and_changes_nothing(at_work):
    question = make_question(title=f"Who is {PHONE}?", body=f"He calls {NAME}.")
    answer = make_answer(question=question, body=f"It is {PHONE}")

    page = at_work.post(page_of(question), {"finds": [PHONE], "others": f"{NAME}\n"})

    assert page.status_code == 200
    assert "••• ••••" in page.text
    assert "Mask it for good" in page.text
    assert f'value="answer-{answer.pk}"' in page.text
    assert PHONE in Question.objects.get().title
    assert not Decision.objects.exists()


def test_one_click_masks_all_that_was_shown(at_work):
    question = make_question(title=f"Who is {PHONE}?", body=f"He calls {NAME}.")
    answer = make_answer(question=question, body=f"It is {PHONE}")
    comment = make_comment(answer=answer, body="My number too: +49 171 2345678")
    preview = at_work.post(page_of(question), {"finds": [PHONE], "others": NAME})
    also = preview.context["form"]["also"].initial

    response = at_work.post(
        page_of(question),
        {"finds": [PHONE], "others": NAME, "also": also, "explanation": "Not public.", "mask": "1"},
        follow=True,
    )

    assert "Masked in 3 posts" in response.text
    assert PHONE not in response.text
    assert NAME not in response.text
    comment.refresh_from_db()
    assert comment.body == "My number too: ••• ••••"
    assert all(row.explanation.startswith("Not public.") for row in Decision.objects.all())


def test_post_that_is_not_chosen_stays(at_work):
    question = make_question(body=f"He calls from {PHONE}.")
    answer = make_answer(question=question, body=f"It is {PHONE}")

    at_work.post(page_of(question), {"finds": [PHONE], "mask": "1"})

    answer.refresh_from_db()
    assert answer.body == f"It is {PHONE}"
    assert Question.objects.get().body == "He calls from ••• ••••."


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"finds": ["0999 999999"]},
        {"others": "ab"},
        {"others": "x" * 2_001},
        {"others": "ab", "mask": "1"},
        {"others": "\x00\n \n"},
        {"finds": [PHONE], "mask": "1", "also": ["answer-999999"]},
        {"finds": [PHONE], "mask": "1", "also": ["user-1"]},
        {"finds": [PHONE], "mask": "1", "explanation": "x" * 601},
        {
            "finds": [PHONE],
            "mask": "1",
            "explanation": f"You wrote {PHONE}",
            "personal_data": "mask",
        }
        | {"others": "You wrote"},
    ],
)
def test_bad_input_is_said_beside_the_field(at_work, sent):
    question = make_question(body=f"He calls from {PHONE}.")

    response = at_work.post(page_of(question), sent)

    assert response.status_code == 422
    assert 'class="error"' in response.text or "form-errors" in response.text
    assert Question.objects.get().body == f"He calls from {PHONE}."


def test_explanation_that_names_a_number_is_asked_about(at_work):
    """The guard stands before the moderator's own words too."""
    question = make_question(body=f"He calls from {PHONE}.")

    response = at_work.post(
        page_of(question), {"finds": [PHONE], "mask": "1", "explanation": "Not 0172 7654321."}
    )

    assert response.status_code == 422
    assert "Yours or someone else" in response.text


def test_posts_without_a_find_take_typed_text(at_work):
    comment = make_comment(body=f"{NAME} lives there.")
    assert "Nothing was found automatically." in at_work.get(page_of(comment)).text

    at_work.post(page_of(comment), {"others": NAME, "mask": "1"})

    assert Comment.objects.get().body == "•••••• lives there."


def test_where_nothing_was_found_something_has_to_be_typed(at_work):
    url = reverse("community:post-mask", args=["answer", make_answer(body="Nothing of mine.").pk])

    assert "What is to be masked?" in at_work.get(url).text
    assert "(optional)" not in at_work.get(url).text
    assert at_work.post(url, {"others": ""}).status_code == 422


def test_hostile_text_is_escaped_on_every_step(at_work):
    """A-XS-07"""
    hostile = '<script>alert(1)</script>"onx=1'
    question = make_question(title=f"{hostile} {PHONE}", body=f"{hostile} {PHONE}")

    pages = [
        at_work.get(page_of(question)),
        at_work.post(page_of(question), {"finds": [PHONE], "others": hostile}),
        at_work.post(page_of(question), {"others": f"{hostile}\nab", "mask": "1"}),
    ]

    assert [page.status_code for page in pages] == [200, 200, 422]
    assert not [page for page in pages if "<script>alert" in page.text]


@pytest.mark.parametrize("role", ["asker", "helper", "employee", "curator"])
def test_others_may_not_enter(client_of, role, request):
    answer = make_answer(body=f"Call {PHONE}")
    client = client_of(request.getfixturevalue(role))

    assert client.get(page_of(answer)).status_code == 403
    assert client.post(page_of(answer), {"finds": [PHONE], "mask": "1"}).status_code == 403
    assert Answer.objects.get().body == f"Call {PHONE}"


def test_visitors_are_led_to_sign_in(client):
    assert client.get(page_of(make_answer())).status_code == 302


@pytest.mark.parametrize("path", ["/en/posts/user/1/mask/", "/en/posts/answer/999999/mask/"])
def test_there_is_no_page_for_other_things(at_work, path):
    assert at_work.get(path).status_code == 404


def test_moderators_find_it_behind_more_and_others_do_not(at_work, client_of, helper):
    question = make_question()
    answer = make_answer(question=question)

    assert page_of(answer) in at_work.get(question.get_absolute_url()).text
    assert page_of(question) in at_work.get(question.get_absolute_url()).text
    assert "/mask/" not in client_of(helper).get(question.get_absolute_url()).text


def test_queries_do_not_grow_with_the_thread(at_work, count_queries):
    question = make_question(body=f"Call {PHONE}")
    make_answer(question=question, body=f"Call {PHONE}")
    one = count_queries(lambda: at_work.post(page_of(question), {"finds": [PHONE]}))
    for _ in range(5):
        make_comment(answer=make_answer(question=question, body=f"Call {PHONE}"), body=PHONE)

    many = count_queries(lambda: at_work.post(page_of(question), {"finds": [PHONE]}))

    assert many == one


def test_somebody_without_account_can_ask_for_it(client):
    """L-GD-13: the report says “It shows personal data”; moderators mask from there."""
    assert Report.Reason.PERSONAL_DATA.label == "It shows personal data"
    page = client.get(
        f"{reverse('moderation:report')}?path={make_answer().question.get_absolute_url()}"
    )

    assert page.status_code == 200
    assert 'value="personal-data"' in page.text


def test_signs_without_a_letter_are_masked_as_typed(at_work):
    comment = make_comment(body="He signs with $$$.")

    response = at_work.post(page_of(comment), {"others": "$$$", "mask": "1"})

    assert response.status_code == 302
    assert Comment.objects.get().body == "He signs with •••."
