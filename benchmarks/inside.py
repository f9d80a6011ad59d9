"""What the benchmark does with the product's own code, in a process of its own:

python -m benchmarks.inside fill FILE QUESTIONS [ARTICLES [TEXTS]]
    fills the database and the index, prints how many articles there are; FILE says what can be
    visited
python -m benchmarks.inside count FILE
    prints the queries of each visit
"""

import json
import sys
from pathlib import Path

import django

django.setup()

from django.utils import translation  # noqa: E402

from benchmarks.corpus import Corpus  # noqa: E402
from benchmarks.filling import add_bare_pages, fill, settle  # noqa: E402
from benchmarks.planning import plan_visits  # noqa: E402
from benchmarks.queries import count_queries  # noqa: E402
from benchmarks.visits import Visits  # noqa: E402
from knowledge.models import Article  # noqa: E402
from knowledge.search import index  # noqa: E402


def main(command: str, *arguments: str) -> None:
    with translation.override("en"):
        {"fill": _fill, "count": _count}[command](*arguments)


def _fill(file: str, question_count: str, article_count: str = "", text_count: str = "") -> None:
    corpus = Corpus(question_count=int(question_count), text_count=int(text_count or 0) or None)
    fill(corpus, article_count=int(article_count or 0) or None)
    add_bare_pages()
    settle()
    index.rebuild()
    plan_visits(corpus).write(Path(file))
    sys.stdout.write(json.dumps(Article.objects.count()))


def _count(file: str) -> None:
    sys.stdout.write(json.dumps(count_queries(Visits.read(Path(file)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
