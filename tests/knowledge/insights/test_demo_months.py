"""The demo has thirteen months of people who looked for help."""

from django.utils import timezone

from config.recount import compared
from knowledge.demo.measuring import measuring
from knowledge.demo.world import World
from knowledge.insights.models import Case, ContactCost, MonthFigure, SurveyAnswer, Target
from tests.factories import make_article


def test_demo_shows_thirteen_months_and_an_outage(db, administrator):
    article = make_article()
    world = World(articles={("reset", "en"): article}, people={"tomasz": administrator})
    now = timezone.now()

    for act in measuring(start=now):
        act.do(world, now)

    begun = MonthFigure.objects.filter(measure="forms-begun").in_time()
    numbers = [row.value for row in begun]
    assert len(numbers) >= 13
    assert max(numbers) < 3 * sum(numbers) / len(numbers)
    assert Case.objects.counted().filter(level=Case.Level.CONFIRMED).exists()
    assert Case.objects.filter(state=Case.State.REPORTED).exists()
    assert SurveyAnswer.objects.count() > 13 * 100
    assert ContactCost.objects.count() == Target.objects.count() == 2
    wrong = [each for comparison in compared() for each in comparison.differences()]
    assert not [each for each in wrong if each.model.startswith("insights.")]


def test_demo_without_articles_or_administrators_has_no_months(db):
    now = timezone.now()

    for act in measuring(start=now):
        act.do(World(), now)

    assert not SurveyAnswer.objects.exists()
    assert not ContactCost.objects.exists()
