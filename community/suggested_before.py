"""What had been suggested to the asker of a question, for those who help him."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.post_links import PostLink, links_to, parsed
from community.models import Question


@dataclass(frozen=True)
class Suggested:
    link: PostLink
    step: str

    @property
    def has_failed(self) -> bool:
        return self.step == "failed"


@dataclass(frozen=True)
class SuggestedBefore:
    looked_at: Sequence[Suggested]
    passed_by: Sequence[Suggested]


def suggested_before(question: Question, viewer) -> SuggestedBefore | None:
    """For members, as far as they may see it; no query where nothing had been suggested."""
    if not (viewer.is_authenticated and question.suggested):
        return None
    steps = {parsed(key.replace("-", " ")): step for key, step in question.suggested.items()}
    links = links_to([subject for subject in steps if subject], viewer=viewer)
    shown = [Suggested(links[subject], step) for subject, step in steps.items() if subject in links]
    looked_at = [each for each in shown if each.step != "shown"]
    passed_by = [each for each in shown if each.step == "shown"]
    return SuggestedBefore(looked_at, passed_by) if shown else None
