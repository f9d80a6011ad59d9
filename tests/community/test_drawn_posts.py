"""Posts are drawn once for all who may do the same with them; nobody gets another's (A-CA-01)."""

import pytest
from django.urls import reverse

from community.models import Answer, Comment
from tests.factories import make_answer, make_comment, make_question, make_user

pytestmark = pytest.mark.django_db


def test_comment_offers_its_author_more_than_the_next_reader(client):
    """A-CA-01"""
    comment = make_comment()
    address = comment.question.get_absolute_url()
    edit = reverse("community:comment-edit", args=[comment.pk])
    client.force_login(comment.author)
    assert edit in client.get(address).content.decode()

    client.force_login(make_user())
    assert edit not in client.get(address).content.decode()

    client.logout()
    assert edit not in client.get(address).content.decode()


def test_changed_text_is_shown_at_once(client):
    """A-CA-01"""
    answer, comment = make_answer(), make_comment()
    for post, model in ((answer, Answer), (comment, Comment)):
        client.force_login(make_user())
        address = post.question.get_absolute_url()
        assert post.body in client.get(address).content.decode()
        model.objects.filter(pk=post.pk).update(body_html="<p>Masked since</p>")

        page = client.get(address).content.decode()

        assert "Masked since" in page
        assert post.body not in page


def test_address_of_a_comment_is_the_one_it_has_elsewhere(client):
    comment = make_comment()

    page = client.get(comment.question.get_absolute_url()).content.decode()

    assert f'href="{comment.get_absolute_url()}"' in page


def test_what_search_engines_read_is_not_made_for_members(client):
    question = make_question()
    feed = reverse("feeds:answers", args=[question.pk])
    page = client.get(question.get_absolute_url()).content.decode()
    assert "application/ld+json" in page
    assert "og:title" in page
    assert feed in page

    client.force_login(make_user())
    page = client.get(question.get_absolute_url()).content.decode()

    assert "application/ld+json" not in page
    assert "og:title" not in page
    assert feed in page
