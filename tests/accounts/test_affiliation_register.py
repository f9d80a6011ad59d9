"""The administrators' page: who speaks for whom, proved how, until when, with full history."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.affiliations import end_affiliation
from accounts.actions.declarations import declare_affiliated, declare_independent
from accounts.actions.organisations import add_domain
from accounts.actions.signing import propose_signing_right
from accounts.models import (
    Affiliation,
    AffiliationRequest,
    Declaration,
    Organisation,
    OrganisationDomain,
    SigningRight,
    User,
)
from accounts.session_times import LATELY
from tests.factories import (
    list_domain,
    make_affiliation,
    make_answer,
    make_member,
    make_organisation,
    make_proved_employee,
    make_user,
)

PAGE = reverse("accounts:affiliations")
LONG_ROLE = "Donaudampfschifffahrtsgesellschaftskapitän"


@pytest.fixture
def browser(client_of, administrator):
    return client_of(administrator)


def ask_for_mark(user=None, **values) -> AffiliationRequest:
    defaults = {
        "kind": "employee",
        "organisation": make_organisation(),
        "role_title": "Network engineering",
        "full_name": "Robin Neumann",
        "explanation": "Ask the head of the department.",
    }
    return declare_affiliated(user=user or make_user(), **(defaults | values))


def dispute(email="kim@corp.de", **values) -> Declaration:
    if not OrganisationDomain.objects.exists():
        list_domain("corp.de")
    user = make_member(email=email, **values)
    Declaration.objects.filter(user=user).delete()
    return declare_independent(user=user, explanation="I am a former trainee.")


def detail(affiliation) -> str:
    return reverse("accounts:affiliation-detail", args=[affiliation.pk])


def act(affiliation, name) -> str:
    return reverse("accounts:affiliation-act", args=[affiliation.pk, name])


# The list


def test_empty_register_says_so(browser):
    assert "In this part of the register nobody is listed at the moment." in browser.get(PAGE).text


def test_register_lists_who_proved_how_and_until_when(browser, helper):
    affiliation = make_affiliation(user=helper, full_name="Heike Rasmussen", role_title=LONG_ROLE)

    page = browser.get(PAGE).text

    for shown in ("Heike Rasmussen", "Fjordnet GmbH", LONG_ROLE, "Checked by an administrator"):
        assert shown in page
    assert detail(affiliation) in page


@pytest.mark.parametrize(
    ("shelf", "changes"),
    [
        ("active", {}),
        ("expiring", {"valid_until": timezone.localdate() + timedelta(days=5)}),
        ("suspended", {"suspended_at": timezone.now()}),
        ("suspended", {"valid_until": timezone.localdate() - timedelta(days=5)}),
        ("ended", {"ended_at": timezone.now()}),
    ],
)
def test_every_affiliation_stands_on_its_shelf(browser, helper, shelf, changes):
    make_affiliation(user=helper, full_name="Heike Rasmussen")
    Affiliation.objects.update(**changes)

    shown = {
        name
        for name in ("active", "expiring", "suspended", "ended")
        if "Heike Rasmussen" in browser.get(PAGE, {"show": name}).text
    }

    assert shown == {shelf} | ({"active"} if shelf == "expiring" else set())


def test_requests_and_disputes_wait_there(browser):
    asked, declared = ask_for_mark(), dispute(display_name="Kim K.")

    requests = browser.get(PAGE, {"show": "requests"}).text
    disputes = browser.get(PAGE, {"show": "disputes"}).text

    assert "Robin Neumann" in requests
    assert reverse("accounts:affiliation-decide", args=[asked.pk]) in requests
    assert "Kim K." in disputes
    assert "I am a former trainee." in disputes
    assert reverse("accounts:declaration-decide", args=[declared.pk]) in disputes


@pytest.mark.parametrize("query", ["rasmus", "RASMUSSEN", "heike r", "quick"])
def test_search_finds_by_real_and_community_name(browser, query):
    make_affiliation(user=make_user(display_name="Quick Q."), full_name="Heike Rasmussen")
    make_affiliation(user=make_user(), full_name="Miriam Vogt")

    page = browser.get(PAGE, {"q": query}).text

    assert "Heike Rasmussen" in page
    assert "Miriam Vogt" not in page


def test_search_without_a_hit_says_so(browser, employee):
    page = browser.get(PAGE, {"q": "nobody of this name"}).text

    assert "Nobody here has this name or organisation." in page


def test_filter_by_organisation(browser):
    other = make_organisation(name="Hafen Elektro", relation="partner")
    make_affiliation(user=make_user(), full_name="Heike Rasmussen")
    make_affiliation(
        user=make_user(), kind="partner", organisation=other, full_name="Kai Matthiesen"
    )

    page = browser.get(PAGE, {"of": other.pk}).text

    assert "Kai Matthiesen" in page
    assert "Heike Rasmussen" not in page


@pytest.mark.parametrize(
    "query", [{"show": "evil"}, {"of": "999"}, {"of": "x"}, {"q": "%_'\""}, {"q": "a" * 5000}]
)
def test_odd_filters_are_no_error(browser, employee, query):
    assert browser.get(PAGE, query).status_code == 200


def test_bad_cursor_is_a_404(browser):
    assert browser.get(PAGE, {"before": "x"}).status_code == 404


@pytest.mark.parametrize("shelf", ["active", "requests", "disputes"])
def test_list_costs_the_same_with_many_rows(browser, count_queries, shelf):
    def fill(first, last):
        for number in range(first, last):
            make_affiliation(user=make_user(), full_name=f"Anna Nummer {number}")
            ask_for_mark(full_name=f"Berta Nummer {number}")
            dispute(email=f"person-{number}@corp.de")

    fill(0, 1)
    few = count_queries(lambda: browser.get(PAGE, {"show": shelf}))
    fill(1, 25)

    assert count_queries(lambda: browser.get(PAGE, {"show": shelf})) == few <= 8
    assert "Older" in browser.get(PAGE, {"show": shelf}).text


def test_register_counts_no_posts(browser, employee):
    """Works council: no figure per employee, on the list as on the page of one."""
    addresses = [PAGE, detail(employee.affiliations.get())]

    def shown() -> list[str]:
        pages = [browser.get(address).text for address in addresses]
        return [page[page.index("<main") : page.index("</main>")] for page in pages]

    before = shown()
    for _number in range(7):
        make_answer(author=employee)

    assert shown() == before


# One affiliation


def test_detail_shows_proof_term_and_history(browser, helper):
    affiliation = make_affiliation(user=helper, evidence="contract of 3 May")

    page = browser.get(detail(affiliation)).text

    for shown in ("contract of 3 May", "Verified employee", "Granted", "The system"):
        assert shown in page


def test_administrator_suspends_and_resumes(browser, employee):
    affiliation = employee.affiliations.get()

    browser.post(act(affiliation, "suspend"), {"because": "Asked by the personnel department."})
    affiliation.refresh_from_db()
    assert affiliation.suspended_because == "Asked by the personnel department."

    browser.post(act(affiliation, "resume"), {"evidence": "Spoke to the head."})
    affiliation.refresh_from_db()
    assert affiliation.is_active


def test_administrator_corrects_renews_and_ends(browser, employee):
    affiliation = employee.affiliations.get()

    browser.post(
        act(affiliation, "change"),
        {"full_name": "Miriam Vogt-Lang", "role_title": LONG_ROLE, "because": "Married."},
    )
    browser.post(act(affiliation, "renew"), {"evidence": "Contract seen again."})
    browser.post(act(affiliation, "end"), {"because": "Left the company."})

    affiliation.refresh_from_db()
    assert (affiliation.full_name, affiliation.role_title) == ("Miriam Vogt-Lang", LONG_ROLE)
    assert affiliation.evidence == "Contract seen again."
    assert affiliation.ended_because == "Left the company."
    page = browser.get(detail(affiliation)).text
    for line in ("Changed", "Proved again", "Revoked"):
        assert line in page


def test_signing_takes_a_second_administrator(browser, client_of, administrator, employee):
    """A-BG-11"""
    affiliation = employee.affiliations.get()
    browser.post(act(affiliation, "propose-signing"), {"reason": "Leads the network team."})
    assert SigningRight.objects.get().proposed_by == administrator

    alone = browser.post(act(affiliation, "grant-signing"))
    assert alone.status_code == 422
    assert "A second administrator has to grant what you proposed." in alone.text

    second = client_of(make_user(roles="administrator"))
    second.post(act(affiliation, "grant-signing"))
    assert SigningRight.objects.in_force().exists()
    assert "agreed to by" in browser.get(detail(affiliation)).text
    browser.post(act(affiliation, "revoke-signing"), {"because": "Changed team."})
    assert not SigningRight.objects.in_force().exists()


def test_who_proposed_is_not_offered_to_agree(browser, client_of, administrator, employee):
    affiliation = employee.affiliations.get()
    propose_signing_right(affiliation=affiliation, by=administrator, reason="Leads the team.")
    agree = act(affiliation, "grant-signing")

    assert agree not in browser.get(detail(affiliation)).text
    second = client_of(make_user(roles="administrator"))
    assert agree in second.get(detail(affiliation)).text


def test_second_administrator_refuses_a_proposal(client_of, administrator, employee):
    affiliation = employee.affiliations.get()
    propose_signing_right(affiliation=affiliation, by=administrator, reason="Leads the team.")

    second = client_of(make_user(roles="administrator"))
    second.post(act(affiliation, "revoke-signing"), {"because": "Too early."})

    assert not SigningRight.objects.open().exists()


@pytest.mark.parametrize("name", ["change", "renew", "suspend", "end", "propose-signing"])
def test_nobody_acts_on_his_own(browser, administrator, name):
    """A-BG-11; suspending oneself harms nobody, but somebody else does it."""
    affiliation = make_affiliation(user=administrator)
    words = {
        "because": "x",
        "reason": "x",
        "evidence": "x",
        "full_name": "Tomasz Wolf",
        "role_title": "Boss",
    }
    assert "This is your own." in browser.get(detail(affiliation)).text

    page = browser.post(act(affiliation, name), words)

    assert page.status_code == 403
    affiliation.refresh_from_db()
    assert affiliation.is_active
    assert affiliation.role_title == "Customer Care"


@pytest.mark.parametrize("name", ["suspend", "end", "renew", "propose-signing"])
def test_act_without_a_reason_says_so(browser, employee, name):
    affiliation = employee.affiliations.get()

    page = browser.post(
        act(affiliation, name), {"because": " ", "evidence": " ", "reason": "\u200b"}
    )

    assert page.status_code == 422
    affiliation.refresh_from_db()
    assert affiliation.is_active


def test_unknown_act_is_a_404(browser, employee):
    assert browser.get(act(employee.affiliations.get(), "destroy")).status_code == 404


def test_ended_one_can_only_be_looked_at(browser, employee):
    affiliation = employee.affiliations.get()
    end_affiliation(affiliation=affiliation, by=None, because="left")

    page = browser.get(detail(affiliation)).text

    assert act(affiliation, "suspend") not in page
    assert browser.post(act(affiliation, "resume"), {"evidence": "x"}).status_code == 422


# Deciding


def test_administrator_grants_a_request(browser, administrator):
    """A-BG-10"""
    asked = ask_for_mark()
    page = reverse("accounts:affiliation-decide", args=[asked.pk])
    assert "Ask the head of the department." in browser.get(page).text

    browser.post(page, {"granted": "yes", "because": "Spoke to the head."})

    granted = Affiliation.objects.get(user=asked.user)
    assert (granted.granted_by, granted.evidence) == (administrator, "Spoke to the head.")


def test_administrator_refuses_a_request_with_a_reason(browser):
    asked = ask_for_mark()
    page = reverse("accounts:affiliation-decide", args=[asked.pk])

    assert browser.post(page, {"granted": "no"}).status_code == 422
    browser.post(page, {"granted": "no", "because": "Nobody knows this name."})

    asked.refresh_from_db()
    assert (asked.state, asked.decided_because) == ("refused", "Nobody knows this name.")


def test_agency_needs_the_end_of_its_contract(browser):
    asked = ask_for_mark(
        kind="agency", organisation=make_organisation(name="Nordlicht", relation="agency")
    )
    page = reverse("accounts:affiliation-decide", args=[asked.pk])
    words = {"granted": "yes", "because": "Contract seen."}

    assert "day on which the contract ends" in browser.post(page, words).text
    until = timezone.localdate() + timedelta(days=90)
    browser.post(page, words | {"contract_until": until.isoformat()})

    assert Affiliation.objects.get(user=asked.user).contract_until == until


def test_own_request_waits_for_somebody_else(browser, administrator):
    """A-BG-11"""
    asked = ask_for_mark(administrator)
    page = reverse("accounts:affiliation-decide", args=[asked.pk])

    refused = browser.post(page, {"granted": "yes", "because": "I know me."})

    assert refused.status_code == 422
    assert not Affiliation.objects.exists()


def test_dispute_is_decided_with_a_reason(browser, administrator):
    declared = dispute()
    page = reverse("accounts:declaration-decide", args=[declared.pk])
    shown = browser.get(page).text
    assert "A confirmed mailbox at a domain of Fjordnet GmbH" in shown
    assert declared.user.email not in shown

    assert browser.post(page, {"independent": "yes"}).status_code == 422
    browser.post(page, {"independent": "yes", "because": "Former trainee."})

    declared.refresh_from_db()
    assert (declared.stance, declared.decided_by) == ("independent", administrator)


def test_administrator_marks_somebody_who_was_found_out(browser, helper):
    page = reverse("accounts:affiliation-grant", args=[helper.pk])
    form = {
        "kind": "employee",
        "organisation": make_organisation().pk,
        "full_name": "Heike Rasmussen",
        "role_title": "Sales",
        "evidence": "Named on the company's website.",
    }

    browser.post(page, form)

    assert Affiliation.objects.get(user=helper).evidence == "Named on the company's website."
    again = browser.post(page, form)
    assert again.status_code == 422
    assert "This person has an affiliation already" in again.text


def test_former_member_is_marked_no_more(browser, helper):
    """The name is gone for good; a mark would bring it back."""
    User.objects.filter(pk=helper.pk).update(erased_at=timezone.now(), is_active=False)

    page = browser.get(reverse("accounts:affiliation-grant", args=[helper.pk]))

    assert page.status_code == 404


# Organisations and domains


def test_organisation_is_added_and_named(browser):
    page = reverse("accounts:organisations")
    form = {"name": "Hafen Elektro", "relation": "partner", "name_form": "full"}

    browser.post(page, form)
    added = Organisation.objects.get(name="Hafen Elektro")
    browser.post(
        reverse("accounts:organisation-name-form", args=[added.pk]), {"name_form": "initial"}
    )

    added.refresh_from_db()
    assert (added.relation, added.name_form) == ("partner", "initial")
    assert "There is an organisation of this name already." in browser.post(page, form).text


@pytest.mark.parametrize("domain", ["gmail.com", "*.corp.de", "corp", "@", "a b.de", ""])
def test_domain_that_proves_nothing_is_refused_beside_the_field(browser, domain):
    """A-BG-01: none that is given to customers, and nothing but one exact domain."""
    organisation = make_organisation()

    page = browser.post(
        reverse("accounts:organisation", args=[organisation.pk]), {"domain": domain}
    )

    assert page.status_code == 422
    assert not OrganisationDomain.objects.exists()


def test_domain_is_listed(browser, administrator):
    organisation = make_organisation()

    browser.post(reverse("accounts:organisation", args=[organisation.pk]), {"domain": "Corp.DE"})

    listed = OrganisationDomain.objects.get()
    assert (listed.domain, listed.added_by) == ("corp.de", administrator)
    assert "corp.de" in browser.get(reverse("accounts:organisations")).text


def test_removal_shows_first_who_loses_the_mark(browser):
    """A-BG-09"""
    domain = list_domain("corp.de")
    affiliation = make_proved_employee(email="kim@corp.de")
    page = reverse("accounts:domain-removal", args=[domain.pk])

    assert affiliation.full_name in browser.get(page).text
    affiliation.refresh_from_db()
    assert affiliation.is_active

    browser.post(page)
    affiliation.refresh_from_db()
    assert not affiliation.is_active
    assert browser.get(page).status_code == 404


def test_organisations_cost_the_same_with_many(browser, count_queries):
    page = reverse("accounts:organisations")
    list_domain("corp-0.de")
    few = count_queries(lambda: browser.get(page))
    for number in range(1, 10):
        organisation = make_organisation(name=f"Firma {number}")
        add_domain(organisation=organisation, domain=f"corp-{number}.de", by=None)

    assert count_queries(lambda: browser.get(page)) == few <= 8


# Who may enter


@pytest.mark.parametrize("roles", ["", "employee", "curator", "moderator"])
def test_register_is_for_administrators(client_of, employee, roles):
    """A-AZ-01, A-BG-11: a moderator neither sees it nor grants anything."""
    affiliation = employee.affiliations.get()
    asked, declared = ask_for_mark(), dispute()
    browser = client_of(make_user(roles=roles))
    addresses = [
        PAGE,
        detail(affiliation),
        act(affiliation, "end"),
        reverse("accounts:affiliation-decide", args=[asked.pk]),
        reverse("accounts:declaration-decide", args=[declared.pk]),
        reverse("accounts:affiliation-grant", args=[affiliation.user_id]),
        reverse("accounts:organisations"),
        reverse("accounts:organisation", args=[affiliation.organisation_id]),
        reverse("accounts:domain-removal", args=[OrganisationDomain.objects.get().pk]),
        reverse("accounts:affiliations-export", args=["csv"]),
    ]

    assert {browser.get(address).status_code for address in addresses} == {403}
    assert {browser.post(address, {"because": "x"}).status_code for address in addresses} == {403}
    affiliation.refresh_from_db()
    assert affiliation.is_active


def test_who_has_not_shown_lately_who_he_is_decides_nothing(browser, employee):
    """A-AU-11: neither who is marked, nor who is not, nor what proves it."""
    affiliation = employee.affiliations.get()
    asked, declared = ask_for_mark(), dispute()
    addresses = [
        act(affiliation, "end"),
        reverse("accounts:affiliation-decide", args=[asked.pk]),
        reverse("accounts:declaration-decide", args=[declared.pk]),
        reverse("accounts:affiliation-grant", args=[asked.user_id]),
        reverse("accounts:organisation", args=[affiliation.organisation_id]),
        reverse("accounts:domain-removal", args=[OrganisationDomain.objects.get().pk]),
        reverse("community:posts-mark", args=[affiliation.pk]),
    ]
    browser.get(PAGE)
    session = browser.session
    session["begun_at"] -= LATELY.total_seconds() + 60
    session.save()

    answers = [browser.get(address) for address in addresses]

    assert {answer.status_code for answer in answers} == {302}
