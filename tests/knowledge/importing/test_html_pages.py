import pytest

from knowledge.models import Article
from tests.knowledge.importing.files import importing, write_file

pytestmark = pytest.mark.django_db


def imported_page(tmp_path, page: str) -> Article:
    write_file(tmp_path, "page.html", page)
    importing(tmp_path)
    return Article.objects.get()


def test_page_gives_its_article_without_what_stands_around_it(tmp_path):
    article = imported_page(
        tmp_path,
        '<!doctype html><html lang="de-DE"><head><title>Hilfe – Box</title></head><body>'
        "<nav>Start</nav><main class=x><h1>Die <em>Box</em> neu starten</h1>"
        "<h2>Ursache</h2><p>Zu warm.</p><h2>Lösung</h2><ol><li>Ziehen</li><li>Warten</li></ol>"
        "</main><footer>Impressum</footer></body></html>",
    )

    assert (article.title, article.language) == ("Die Box neu starten", "de")
    assert (article.cause, article.solution) == ("Zu warm.", "1. Ziehen\n2. Warten")
    assert article.applies == ""


def test_page_without_a_heading_is_called_as_its_window(tmp_path):
    article = imported_page(
        tmp_path, "<html><head><title>Reset &amp; go</title></head><body><p>Hold it.</p></body>"
    )

    assert (article.title, article.solution) == ("Reset & go", "Hold it.")


def test_scripts_of_a_page_are_gone(tmp_path):
    """A-XS-03, A-UP-07: what stood in a page runs nowhere here."""
    article = imported_page(
        tmp_path,
        "<h1>One</h1><p onclick=x()>Hold <a href='javascript:x()'>it</a>.</p>"
        "<script>alert(1)</script><style>p{}</style><iframe src=//evil.example></iframe>"
        "<svg><script>alert(2)</script></svg>",
    )

    assert article.solution_html == '<p dir="auto">Hold it.</p>\n'
