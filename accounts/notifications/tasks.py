from celery import shared_task

from accounts.notifications.sending import send_due


@shared_task
def send_mail(**_: object) -> int:
    return send_due()
