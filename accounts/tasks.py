from celery import shared_task

from accounts.actions import affiliation_upkeep, profiles


@shared_task
def suspend_unproved_affiliations(**_: object) -> int:
    return affiliation_upkeep.suspend_unproved_affiliations()


@shared_task
def remind_of_renewal(**_: object) -> int:
    return affiliation_upkeep.remind_of_renewal()


@shared_task
def expire_affiliations(**_: object) -> int:
    return affiliation_upkeep.expire_affiliations()


@shared_task
def shrink_names(**_: object) -> int:
    return affiliation_upkeep.shrink_names()


@shared_task
def sweep_avatars(**_: object) -> int:
    return profiles.sweep_avatars()
