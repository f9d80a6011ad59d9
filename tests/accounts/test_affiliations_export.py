"""The register as a file for auditors."""

import csv
import json
from io import StringIO

import pytest
from django.urls import reverse

from accounts.actions.affiliations import change_affiliation, end_affiliation
from accounts.models import Affiliation
from accounts.session_times import LATELY
from config.audit.models import AuditRecord
from config.spreadsheet import as_written
from tests.factories import make_affiliation, make_user

CSV = reverse("accounts:affiliations-export", args=["csv"])
JSON = reverse("accounts:affiliations-export", args=["json"])


@pytest.fixture
def auditor(client_of, administrator):
    """An administrator who has just signed in."""
    return client_of(administrator)


def rows(response) -> list[dict[str, str]]:
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_every_line_of_the_history_is_a_row(auditor, administrator, helper):
    affiliation = make_affiliation(user=helper, full_name="Heike Rasmussen", evidence="contract")
    change_affiliation(
        affiliation=affiliation, by=administrator, because="New team.", role_title="Networks"
    )
    end_affiliation(affiliation=affiliation, by=None, because="left")

    response = auditor.get(CSV)

    found = rows(response)
    assert [row["what"] for row in found] == ["granted", "changed", "revoked"]
    assert {row["full_name"] for row in found} == {"Heike Rasmussen"}
    assert found[1]["by"] == administrator.display_name
    assert found[2]["ended_because"] == "left"
    assert "attachment" in response["Content-Disposition"]
    assert ".csv" in response["Content-Disposition"]


def test_json_holds_each_with_its_history(auditor, helper, employee):
    make_affiliation(user=helper, full_name="Heike Rasmussen", evidence="contract of 3 May")

    data = json.loads(auditor.get(JSON).getvalue())

    entry = next(one for one in data["affiliations"] if one["full_name"] == "Heike Rasmussen")
    assert (entry["evidence"], entry["organisation"]) == ("contract of 3 May", "Fjordnet GmbH")
    assert [line["what"] for line in entry["history"]] == ["granted"]
    assert len(data["affiliations"]) == 2


def test_empty_register_is_an_empty_file(auditor):
    assert rows(auditor.get(CSV)) == []
    assert json.loads(auditor.get(JSON).getvalue()) == {"affiliations": []}


@pytest.mark.parametrize("evil", ["=1+1", "+49", "-1", "@SUM(A1)", "＝1", '";=1', "a\nb, c"])
def test_cell_is_never_a_formula(auditor, helper, evil):
    """A-MA-06"""
    make_affiliation(user=helper, evidence=evil)

    (row,) = rows(auditor.get(CSV))

    assert row["evidence"] in {evil, f"'{evil}"}
    assert row["evidence"][0] not in "=+-@＝"
    assert as_written(row["evidence"]) == evil


def test_file_holds_no_mailbox_and_no_figure(auditor, helper):
    """A-PR-02, works council: these fields and no others."""
    make_affiliation(user=helper)

    text = auditor.get(JSON).getvalue().decode()

    assert helper.email not in text
    (entry,) = json.loads(text)["affiliations"]
    assert not [name for name in entry if "count" in name or "points" in name or "mail" in name]


def test_export_costs_the_same_with_many_rows(auditor, count_queries):
    make_affiliation(user=make_user())
    auditor.get(CSV).getvalue()
    few = count_queries(lambda: auditor.get(CSV).getvalue())
    for _number in range(20):
        make_affiliation(user=make_user())

    assert count_queries(lambda: auditor.get(CSV).getvalue()) == few
    assert Affiliation.objects.count() == 21


def test_who_has_not_shown_lately_who_he_is_is_asked(auditor):
    """A-AU-11"""
    auditor.get(CSV)
    session = auditor.session
    session["begun_at"] -= LATELY.total_seconds() + 60
    session.save()

    assert auditor.get(CSV).status_code == 302


@pytest.mark.parametrize("form", ["xlsx", "CSV"])
def test_other_forms_are_a_404(auditor, form):
    page = reverse("accounts:affiliations-export", args=[form])

    assert auditor.get(page).status_code == 404


def test_export_is_on_record(auditor):
    """L-AU-03."""
    auditor.get(CSV).getvalue()

    assert AuditRecord.objects.get(act="affiliations-exported").person
