"""Personal data was masked: its author hears of it, and no kept page shows it any longer."""

from accounts.notifications.actions import notify
from community.events import PersonalDataMasked, PostDecided
from community.models import Decision
from config.events.bus import handles
from config.reader_pages import forget_everywhere


@handles(PostDecided)
def tell_author_of_mask(event: PostDecided) -> None:
    masks = Decision.objects.filter(pk=event.decision_id, act=Decision.Act.MASK)
    decision = masks.select_related("question", "answer", "comment").first()
    if decision is not None and decision.post.author_id != decision.by_id:
        notify(
            user_ids=[decision.post.author_id],
            kind="post-masked",
            subject_id=decision.pk,
            key=f"masked:{decision.pk}",
        )


@handles(PersonalDataMasked)
def forget_pages_with_personal_data(event: PersonalDataMasked) -> None:
    forget_everywhere()
