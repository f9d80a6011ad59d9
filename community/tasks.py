from celery import shared_task
from django.utils import timezone

from accounts.actions import medals
from community.actions import experts


@shared_task
def award_medals(**_: object) -> int:
    return medals.award_medals(people=medals.people_due(timezone.now()))


@shared_task
def find_experts(**_: object) -> int:
    return experts.find_experts()
