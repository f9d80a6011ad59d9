"""Where emergencies, contracts and privacy lead at once; the administrators' list."""

import pytest
from django.urls import reverse

from config.audit.models import AuditRecord
from knowledge.actions.direct_links import (
    CannotSetDirectLink,
    remove_direct_link,
    set_direct_link,
)
from knowledge.models import DirectLink
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LIST = reverse("knowledge:direct-links")
CANCEL = reverse("knowledge:direct-link", args=["cancel", "de"])
FIELDS = {
    "words": "kündigen, Vertrag beenden",
    "label": "Hier kündigen",
    "target": "https://fjordnet.example/kuendigen",
}


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator)
    return client


def acts() -> list[str]:
    return list(AuditRecord.objects.order_by("pk").values_list("act", flat=True))


def test_administrator_says_where_a_word_leads_and_takes_it_back(office):
    proposed = office.get(CANCEL).context["form"]
    assert "Kündigung" in proposed["words"].value()

    office.post(CANCEL, FIELDS)
    link = DirectLink.objects.get()
    assert (link.topic, link.language, link.label) == ("cancel", "de", "Hier kündigen")
    assert "Hier kündigen" in office.get(LIST).text

    office.post(reverse("knowledge:direct-link-remove", args=[link.pk]))
    assert not DirectLink.objects.exists()
    assert acts() == ["direct-link-set", "direct-link-removed"]


def test_saved_again_it_is_changed_and_unchanged_it_is_not_recorded(office):
    for label in ("Hier kündigen", "Hier kündigen", "Kündigen"):
        office.post(CANCEL, FIELDS | {"label": label})

    assert DirectLink.objects.get().label == "Kündigen"
    assert acts() == ["direct-link-set", "direct-link-set"]


@pytest.mark.parametrize("roles", ["", "employee", "moderator", "curator"])
def test_nobody_else_says_where_it_leads(administrator, roles):
    link = set_direct_link(topic="cancel", language="de", by=administrator, **FIELDS)
    other = make_user(roles=roles)

    with pytest.raises(CannotSetDirectLink, match="administrators"):
        set_direct_link(topic="cancel", language="de", by=other, **FIELDS | {"label": "Mine"})
    with pytest.raises(CannotSetDirectLink):
        remove_direct_link(link=link, by=other)
    assert DirectLink.objects.get().label == "Hier kündigen"


@pytest.mark.parametrize(
    "target",
    ["112", "+49 431 123 45", "0800/123-45", "https://a.example/x?y=1", "/de/privacy/"],
)
def test_number_address_or_path_is_a_target(office, target):
    assert office.post(CANCEL, FIELDS | {"target": target}).status_code == 302
    assert DirectLink.objects.get().target == target


@pytest.mark.parametrize(
    "target",
    [
        "",
        "11",
        "javascript:alert(1)",
        "http://a.example/",
        "//evil.example/",
        "/\\evil.example/",
        "data:text/html,x",
        "fjordnet.example",
        "https://",
    ],
)
def test_nothing_else_is(office, target):
    """A link above every search leads where the operator meant it."""
    page = office.post(CANCEL, FIELDS | {"target": target})

    assert page.status_code == 422
    assert page.context["form"].errors["target"]
    assert page.context["form"]["label"].value() == "Hier kündigen"
    assert not DirectLink.objects.exists()


@pytest.mark.parametrize("words", ["", " , ,", "?!"])
def test_link_without_words_is_refused(office, words):
    page = office.post(CANCEL, FIELDS | {"words": words})

    assert page.status_code == 422
    assert page.context["form"].errors["words"]


@pytest.mark.parametrize("place", [("fire", "de"), ("cancel", "fr")])
def test_topic_or_language_that_is_none_is_missing(office, place):
    assert office.get(reverse("knowledge:direct-link", args=place)).status_code == 404


def test_list_says_what_is_not_shown(office):
    assert office.get(LIST).text.count("Not shown: nobody has said where it leads.") == 10
