"""L-UW-03: whose work an article is, and who checked it."""

from datetime import timedelta

from django.utils import timezone

from accounts.actions.affiliations import end_affiliation
from accounts.models import Affiliation
from knowledge.actions.article_text import fields_of
from knowledge.actions.editing import edit_article
from knowledge.actions.sources import add_source
from knowledge.models import Article
from tests.factories import (
    hide,
    make_affiliation,
    make_answer,
    make_article,
    make_employee,
    make_question,
    make_user,
)


def page_of(client, article) -> str:
    return " ".join(client.get(article.get_absolute_url()).text.split())


def test_asker_solver_and_editors_are_named(client, asker, helper):
    editor = make_user(roles="curator")
    make_affiliation(user=editor, full_name="Miriam Vogt")
    answer = make_answer(question=make_question(author=asker), author=helper)

    page = page_of(client, make_article(answer=answer, by=editor))

    for words in ("Asked by", "Lena B.", "Heike R.", "Edited for Fjordnet by"):
        assert words in page
    assert "Miriam Vogt · Verified employee · Fjordnet GmbH, Customer Care" in page
    assert "Comes from the community" in page


def test_thread_of_several_sources_is_named_once(client, curator, asker, helper):
    question = make_question(author=asker, title="Router blinks red")
    article = make_article(answer=make_answer(question=question, author=helper))
    second = make_answer(question=question, author=make_user(display_name="Deniz M."))
    add_source(article=article, answer=second, by=curator)

    credit = page_of(client, article).split('class="card pad credit"')[1].split("</aside>")[0]

    for words in ("Router blinks red", "Asked by", "Heike R.", "Deniz M."):
        assert credit.count(words) == 1


def test_text_of_the_company_is_not_called_the_communitys(client, asker):
    """L-UW-03: no community voice put on company text."""
    answer = make_answer(question=make_question(author=asker), author=make_employee())

    page = page_of(client, make_article(answer=answer))

    assert "Checked by Fjordnet" in page
    assert "From the community" not in page
    assert "Comes from the community" not in page


def test_hidden_source_is_no_reason_to_name_the_community(client, db):
    """A-AZ-09"""
    answer = make_answer(author=make_user(display_name="Canary K."))
    article = make_article(answer=answer)
    hide(answer)

    page = page_of(client, article)

    assert "Canary K." not in page
    assert "From the community" not in page


def test_editor_who_left_is_still_marked_for_what_he_wrote(client, db, administrator):
    editor = make_user(roles="curator")
    affiliation = make_affiliation(user=editor, full_name="Miriam Vogt")
    article = make_article(by=editor)
    end_affiliation(affiliation=affiliation, by=administrator, because="left")

    assert "Employee of Fjordnet GmbH when this was written" in page_of(client, article)


def test_who_joined_the_company_later_wrote_for_nobody(client, db):
    editor = make_user(roles="curator", display_name="Early E.")
    article = make_article(by=editor)
    affiliation = make_affiliation(user=editor, full_name="Miriam Vogt")
    later = timezone.now() + timedelta(days=1)
    Affiliation.objects.filter(pk=affiliation.pk).update(granted_at=later)

    page = page_of(client, article)

    assert "Early E." in page
    assert "Miriam Vogt" not in page


def test_who_wrote_what_still_waits_is_not_named_yet(client, db):
    article = make_article(title="Reset the box")
    other = make_user(roles="curator", display_name="Waiting W.")
    fields = fields_of(article)
    edit_article(
        article=article,
        by=other,
        version=article.version,
        significance="meaning",
        summary="",
        fields=type(fields)(**{**vars(fields), "solution": "Quite another one."}),
    )

    assert "Waiting W." not in page_of(client, article)


def test_many_editors_are_counted_not_listed(client, db, count_queries):
    article = make_article()
    first = count_queries(lambda: client.get(article.get_absolute_url()))
    for number in range(8):
        article.refresh_from_db()
        editor = make_user(roles="curator", display_name=f"Editor {number}")
        article.version += 1
        article.save(update_fields=["version"])
        article.revisions.create(
            number=article.version, title=article.title, author=editor, created_at=timezone.now()
        )

    assert "and 4 others" in page_of(client, article)
    assert count_queries(lambda: client.get(article.get_absolute_url())) == first


def test_erased_people_are_named_nowhere(client, helper):
    article = make_article(answer=make_answer(author=helper))
    type(helper).objects.filter(pk=helper.pk).update(
        erased_at=timezone.now(), email=None, display_name="gone-1"
    )

    page = page_of(client, article)

    assert "Former member" in page
    assert "Heike R." not in page


def test_article_that_no_thread_led_to_names_its_editors_alone(client, db):
    article = make_article()
    article.sources.all().delete()

    page = page_of(client, article)

    assert "Who wrote this" in page
    assert Article.objects.filter(pk=article.pk).with_origin().get().is_from_customers is False
