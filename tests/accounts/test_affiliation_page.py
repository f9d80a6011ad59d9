"""Everybody's own page: what he declared, for whom he speaks, and the ways out."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.affiliation_renewal import renewal_link
from accounts.actions.affiliations import change_affiliation
from accounts.actions.declarations import declare_affiliated
from accounts.models import Affiliation, AffiliationRequest, Declaration
from config.events.models import Event
from tests.factories import (
    list_domain,
    make_affiliation,
    make_organisation,
    make_proved_employee,
    make_user,
)

PAGE = reverse("accounts:affiliation")


def ask_for_mark(user):
    return declare_affiliated(
        user=user,
        kind="employee",
        organisation=make_organisation(),
        role_title="Network engineering",
        full_name="Robin Neumann",
        explanation="Ask the head of the department.",
    )


def test_member_reads_what_he_declared(client_of, helper):
    page = client_of(helper).get(PAGE).text

    assert "You speak for yourself" in page
    assert "Speaks for nobody but himself" in page


def test_who_said_nothing_is_told_so(client_of, helper):
    Declaration.objects.all().delete()

    page = client_of(helper).get(PAGE).text

    assert "You have not said yet whether you work for Fjordnet" in page
    assert reverse("accounts:declare") in page


def test_settings_lead_there(client_of, helper):
    page = client_of(helper).get(reverse("account_email")).text

    assert f'href="{PAGE}"' in page


def test_marked_member_sees_what_everybody_sees(client_of, helper):
    """The preview is the identity line itself."""
    make_affiliation(user=helper, full_name="Heike Rasmussen", evidence="contract of 3 May")

    page = client_of(helper).get(PAGE).text

    for shown in ("Heike Rasmussen", "Verified employee", "Fjordnet GmbH", "Customer Care"):
        assert shown in page
    assert "Checked by an administrator" in page
    assert "Granted" in page


def test_own_history_does_not_name_the_administrator(client_of, helper, administrator):
    affiliation = make_affiliation(user=helper)
    change_affiliation(
        affiliation=affiliation, by=administrator, because="New team.", role_title="Networks"
    )

    page = client_of(helper).get(PAGE).text

    assert "by an administrator" in page
    assert administrator.display_name not in page


def test_suspended_member_reads_why(client_of, helper):
    make_affiliation(user=helper)
    Affiliation.objects.update(suspended_at=timezone.now(), suspended_because="Mailbox was lost.")

    page = client_of(helper).get(PAGE).text

    assert "Your mark does not hold at the moment" in page
    assert "Mailbox was lost." in page


def test_member_leaves(client_of, helper):
    """A-BG-08: at once, by himself."""
    affiliation = make_affiliation(user=helper)
    browser = client_of(helper)

    page = browser.post(reverse("accounts:affiliation-leave"), {"sure": "on"}, follow=True)

    affiliation.refresh_from_db()
    assert affiliation.ended_at is not None
    assert "Noted. Your earlier posts say what was true then." in page.text
    assert "You have not said yet" in page.text


def test_leaving_is_meant(client_of, helper):
    affiliation = make_affiliation(user=helper)

    page = client_of(helper).post(reverse("accounts:affiliation-leave"), {})

    assert page.status_code == 422
    affiliation.refresh_from_db()
    assert affiliation.ended_at is None


def test_member_withdraws_his_request(client_of, helper):
    ask_for_mark(helper)
    browser = client_of(helper)
    assert "Robin Neumann" in browser.get(PAGE).text

    page = browser.post(reverse("accounts:affiliation-withdraw"), follow=True)

    assert AffiliationRequest.objects.get().state == "withdrawn"
    assert "Your request is withdrawn." in page.text


@pytest.mark.parametrize(
    "name", ["affiliation-leave", "affiliation-withdraw", "affiliation-renewal"]
)
def test_nothing_to_end_is_a_404(client_of, helper, stranger, name):
    """A-AZ-04: another's is never touched."""
    make_affiliation(user=stranger)
    ask_for_mark(make_user())

    assert client_of(helper).post(reverse(f"accounts:{name}"), {"sure": "on"}).status_code == 404
    assert Affiliation.objects.open().count() == 1
    assert AffiliationRequest.objects.open().count() == 1


@pytest.fixture
def proved(db) -> Affiliation:
    list_domain("corp.de")
    return make_proved_employee(email="kim@corp.de")


def test_member_asks_for_the_link_that_proves_it_again(client_of, proved):
    browser = client_of(proved.user)
    assert "Prove it again: mail me the link" in browser.get(PAGE).text

    page = browser.post(reverse("accounts:affiliation-renewal"), follow=True)

    assert "You get a mail with a link in a moment." in page.text
    assert Event.objects.filter(payload__affiliation_id=proved.pk).count() >= 2


def test_link_is_mailed_three_times_and_not_more(client_of, proved, at_noon):
    """A-ML-07: an impatient holder floods nobody's mailbox, his own neither."""
    browser = client_of(proved.user)

    pages = [browser.post(reverse("accounts:affiliation-renewal"), follow=True) for _ in range(4)]

    assert ["mailed a short time ago" in page.text for page in pages] == [False] * 3 + [True]
    assert Event.objects.filter(name__endswith="RenewalLinkAsked").count() == 3


def test_link_shows_a_button_and_only_the_button_proves(client_of, proved):
    """A-ML-06: a mail program that opens links changes nothing."""
    Affiliation.objects.update(valid_until=timezone.localdate())
    proved.refresh_from_db()
    link = reverse("accounts:affiliation-renew", args=[renewal_link(proved).token])
    browser = client_of(proved.user)

    assert "Yes, I still work there" in browser.get(link).text
    proved.refresh_from_db()
    assert proved.valid_until == timezone.localdate()

    page = browser.post(link, follow=True)
    proved.refresh_from_db()
    assert proved.valid_until > timezone.localdate()
    assert "Your mark holds again." in page.text


def test_link_is_of_no_use_to_others(client_of, proved, stranger):
    link = reverse("accounts:affiliation-renew", args=[renewal_link(proved).token])
    before = proved.valid_until
    browser = client_of(stranger)

    assert "This link belongs to another account" in browser.get(link).text
    browser.post(link)

    proved.refresh_from_db()
    assert proved.valid_until == before


@pytest.mark.parametrize("token", ["x", "a:b:c", "🙂"])
def test_broken_link_says_so(client_of, helper, token):
    link = reverse("accounts:affiliation-renew", args=["t"]).replace("/t/", f"/{token}/")

    page = client_of(helper).get(link, follow=True)

    assert page.status_code == 200
    assert "This link is no longer valid" in page.text


def test_pages_are_for_members(client, db):
    for name in ("affiliation", "affiliation-request", "declare"):
        assert reverse("account_login") in client.get(reverse(f"accounts:{name}"))["Location"]


def test_page_is_cheap_whatever_happened(client_of, helper, administrator, count_queries):
    affiliation = make_affiliation(user=helper)
    browser = client_of(helper)
    few = count_queries(lambda: browser.get(PAGE))
    for number in range(10):
        change_affiliation(
            affiliation=affiliation, by=administrator, because="New.", role_title=f"Team {number}"
        )

    assert count_queries(lambda: browser.get(PAGE)) == few <= 14
