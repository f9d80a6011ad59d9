"""Every page leads to itself in the other language."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from accounts.context_processors import shell


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/", "/de/"),
        ("/?q=a", "/de/"),
        ("/en/", "/de/"),
        ("/en/questions/?tag=wifi&state=open", "/de/questions/?tag=wifi&state=open"),
        ("/en/questions/7/en/", "/de/questions/7/en/"),
        ("/en//elsewhere.example/", "/de//elsewhere.example/"),
        ("/unsubscribe/token/", "/unsubscribe/token/"),
    ],
)
def test_a_page_leads_to_itself_in_the_other_language(here, there):
    with translation.override("en"):
        german, english = shell(RequestFactory().get(here))["languages"]

    assert (german["url"], german["current"]) == (there, False)
    assert (english["url"], english["current"]) == (here, True)
