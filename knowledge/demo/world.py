"""The demo while it comes into being: what is there already, and what happens when."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from accounts.models import Affiliation, Organisation, User
from community.models import Answer, Comment, EditProposal, OfficialMark, Product, Question
from knowledge.models import Article


@dataclass
class World:
    """What is there already, by the keys of the written content."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    affiliations: dict[str, Affiliation] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    comments: dict[tuple[str, str], Comment] = field(default_factory=dict)
    proposals: dict[tuple[str, str], EditProposal] = field(default_factory=dict)
    marks: dict[tuple[str, str], OfficialMark] = field(default_factory=dict)
    articles: dict[tuple[str, str], Article] = field(default_factory=dict)

    @property
    def administrators(self) -> list[User]:
        """Those who came first come first; at the very start there is none."""
        return [user for user in self.people.values() if user.is_administrator]

    def person(self, key: str) -> User:
        """Somebody as he is by now, with the points that he has earned."""
        return User.objects.get(pk=self.people[key].pk)

    def article(self, family: str, language: str) -> Article:
        """As it is by now."""
        return Article.objects.get(pk=self.articles[family, language].pk)

    def post(self, thread: str, key: str = "") -> Question | Answer | Comment:
        """The answer or comment of that key in `thread`, or its question, as it is by now."""
        place = (thread, key)
        post = self.answers.get(place) or self.comments.get(place) or self.questions[thread]
        return type(post)._base_manager.select_related("author").get(pk=post.pk)


class Act(NamedTuple):
    """Something that somebody did, by the product's own actions."""

    at: datetime
    do: Callable[[World, datetime], None]
