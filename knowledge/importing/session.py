"""One run of an import of articles: batch by batch, leaving out what is known or broken."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from accounts.models import User
from community.importing.fields import Unreadable
from community.importing.known import known_ids
from community.importing.records import Broken
from knowledge.actions.imported_articles import ARTICLE, Relation, link_imported, write_imported
from knowledge.actions.imported_links import lead_to_each_other
from knowledge.importing.conversion import ConvertedArticle, convert
from knowledge.importing.cross_links import files_led_to
from knowledge.importing.newcomers import Placing, relation_of
from knowledge.importing.pictures import Pictures
from knowledge.importing.reading import Reading
from knowledge.importing.records import ForeignArticle, RawArticle
from knowledge.models import Article

AT_ONCE = 100
MOST_LISTED = 1_000


@dataclass
class Outcome:
    """What a run did; the lists name the first ones, the numbers count all."""

    added: int = 0
    known: int = 0
    linked: int = 0
    broken_count: int = 0
    broken: list[Broken] = field(default_factory=list)
    note_count: int = 0
    notes: list[Broken] = field(default_factory=list)

    def add_broken(self, place: str, why: str) -> None:
        self.broken_count += 1
        if len(self.broken) < MOST_LISTED:
            self.broken.append(Broken(place, why))

    def add_notes(self, place: str, notes: Iterable[str]) -> None:
        for note in notes:
            self.note_count += 1
            if len(self.notes) < MOST_LISTED:
                self.notes.append(Broken(place, note))


@dataclass
class Session:
    """Reads on and on, and writes what is not known from an earlier run.

    A batch is one transaction, so a killed run leaves whole articles, and the next one goes on
    behind them. A rehearsal reads and converts everything and writes nothing.
    """

    source: str
    owner: User
    reading: Reading
    placing: Placing
    pictures: Pictures
    is_rehearsal: bool = False
    outcome: Outcome = field(default_factory=Outcome)

    def __post_init__(self) -> None:
        # By its id: where this run met it first, and with which texts.
        self._met: dict[str, tuple[str, int]] = {}
        self._names: set[str] = set()
        self._relations: list[Relation] = []
        # By the id of an article: which files its text leads to, by the target it gives.
        self._leading: dict[str, dict[str, str]] = {}

    def run(self, records: Iterable[RawArticle | Broken]) -> Outcome:
        sound = self._sound(records)
        while batch := list(islice(sound, AT_ONCE)):
            self._take(batch)
        if not self.is_rehearsal:
            self._connect()
        return self.outcome

    def _connect(self) -> None:
        """What needs both ends: translations, successors and links, whichever was read first."""
        relations = iter(self._relations)
        while some := list(islice(relations, AT_ONCE)):
            self.outcome.linked += link_imported(some)
        at = {place: key for key, (place, _texts) in self._met.items() if key not in self._names}
        leading = (
            (one, {target: at[place] for target, place in targets.items() if place in at})
            for one, targets in self._leading.items()
        )
        while links := dict(islice(leading, AT_ONCE)):
            lead_to_each_other(links, source=self.source)

    def _sound(self, records: Iterable[RawArticle | Broken]) -> Iterator[ForeignArticle]:
        for record in records:
            if isinstance(record, Broken):
                self.outcome.add_broken(record.place, record.why)
                continue
            try:
                article = self.reading.read(record)
                if self._is_first(article):
                    yield article
            except Unreadable as problem:
                self.outcome.add_broken(record.place, str(problem))

    def _is_first(self, article: ForeignArticle) -> bool:
        """Raises Unreadable where another text of this run has the same id, or the same place in
        the same family."""
        texts = hash(tuple(article.texts.items()))
        name = f"{article.family}.{article.language}" if article.family else article.external_id
        self._names |= {name} - {article.external_id}
        for key in (article.external_id, name):
            place, first = self._met.setdefault(key, (article.place, texts))
            if first != texts:
                raise Unreadable(f"is not told apart from {place}: give each an id of its own")
            if place != article.place:
                self.outcome.known += 1
                return False
        return True

    def _take(self, batch: Sequence[ForeignArticle]) -> None:
        self._relations += filter(None, map(relation_of, batch))
        unknown = self._unknown(batch)
        self.outcome.known += len(batch) - len(unknown)
        converted = [one for article in unknown if (one := self._converted(article))]
        if not self.is_rehearsal and converted:
            write_imported(
                [self.placing.new_article(one) for one in converted],
                owner=self.owner,
                source=self.source,
                now=self.placing.now,
            )
        self.outcome.added += len(converted)

    def _unknown(self, batch: Sequence[ForeignArticle]) -> list[ForeignArticle]:
        known = known_ids(self.source, ARTICLE, [one.external_id for one in batch])
        families = [one.family for one in batch if one.family]
        here = Article.objects.filter(family__in=families).values_list("family", "language")
        names = {(str(family), language) for family, language in here}
        return [
            one
            for one in batch
            if one.external_id not in known and (one.family, one.language) not in names
        ]

    def _converted(self, article: ForeignArticle) -> ConvertedArticle | None:
        try:
            self.placing.products.named(article.product)
            converted = convert(article, self.pictures)
        except Unreadable as problem:
            self.outcome.add_broken(article.place, str(problem))
            return None
        self.outcome.add_notes(article.place, converted.notes)
        texts = (part.text for part in converted.parts.values())
        if files := files_led_to(texts, place=article.place):
            self._leading[article.external_id] = files
        return converted
