"""What the ledger must say about a crowd of which everything is known, and within which bounds."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.month_people import Kind, Person

REACH = 30
SAID = {
    *(Kind.SOLVED, Kind.SENT, Kind.UNSEEN, Kind.CALLED, Kind.WROTE),
    *(Kind.MEMBER_BACK, Kind.MEMBER_LATE, Kind.READ_AND_SAID),
}
# Who said so and was helped.
WERE_HELPED = {Kind.SOLVED, Kind.MEMBER_LATE, Kind.READ_AND_SAID}
REPORTED = {Kind.CALLED, Kind.WROTE, Kind.BLAMED}


@dataclass(frozen=True)
class Truth:
    """Figures that must be met exactly, and the true ones beside them."""

    exact: Mapping[str, int]
    helped: int
    unseen: int
    blamed: int
    survey_share: float


def truth_of(people: Sequence[Person]) -> Truth:
    by_kind = Counter(person.kind for person in people)
    counted = [person for person in people if person.kind in SAID - {Kind.SENT, Kind.MEMBER_BACK}]
    taken = sum(_taken(counted, people).values())
    asked = [person for person in people if person.is_drawn and _reads(person)]
    yes = [person for person in asked if person.was_helped]
    readers = [person for person in people if _reads(person)]
    return Truth(
        exact={
            "confirmed": len(counted) - taken,
            "reported": taken,
            "came-back": by_kind[Kind.MEMBER_BACK] + by_kind[Kind.ASKED_AGAIN],
            # He asks once more, which nobody answers.
            "customers": by_kind[Kind.ASKED],
            "implicit": by_kind[Kind.LOOKED] + by_kind[Kind.BLAMED],
            "returns": sum(by_kind[kind] for kind in REPORTED),
            "survey-answers": len(asked),
            "survey-solved": len(yes),
            "survey-called": sum(person.instead == "called" for person in yes),
            "not-final": 0,
        },
        helped=sum(by_kind[kind] for kind in WERE_HELPED),
        unseen=by_kind[Kind.UNSEEN],
        blamed=by_kind[Kind.BLAMED],
        survey_share=_share(readers),
    )


def broken(truth: Truth, figures: Mapping[str, int], *, low: float, high: float) -> list[str]:
    """What does not hold: the exact figures, and the bounds that docs/adr/0035 names.

    `low` and `high` are the ends of the survey's interval for “would have called”.
    """
    problems = [
        f"{name}: {figures.get(name, 0)} instead of {value}"
        for name, value in truth.exact.items()
        if figures.get(name, 0) != value
    ]
    confirmed = figures.get("confirmed", 0)
    if not truth.helped - truth.blamed <= confirmed <= truth.helped + truth.unseen:
        problems.append(
            f"confirmed: {confirmed} is not between {truth.helped} − {truth.blamed}"
            f" and {truth.helped} + {truth.unseen}"
        )
    if not low <= truth.survey_share <= high:
        problems.append(f"survey: {truth.survey_share:.3f} is not in [{low:.3f}, {high:.3f}]")
    return problems


def _reads(person: Person) -> bool:
    return person.kind in {Kind.READ, Kind.READ_AND_SAID}


def _share(readers: Iterable[Person]) -> float:
    """Of all readers whom a page helped, asked or not, those who would have called."""
    helped = [person for person in readers if person.was_helped]
    return sum(person.instead == "called" for person in helped) / max(len(helped), 1)


def _taken(cases: Iterable[Person], people: Iterable[Person]) -> Counter[int]:
    """How many cases of each article reports take at most: a matching, found by trying."""
    said: dict[int, list[int]] = defaultdict(list)
    for person in cases:
        said[person.article].append(person.day)
    reported: dict[int, list[int]] = defaultdict(list)
    for person in people:
        if person.kind in REPORTED:
            reported[person.article].append(person.comes_back or person.day)
    return Counter({article: _matched(said[article], days) for article, days in reported.items()})


def _matched(cases: Sequence[int], reports: Sequence[int]) -> int:
    owner: dict[int, int] = {}

    def place(report: int, seen: set[int]) -> bool:
        for case, day in enumerate(cases):
            if case in seen or not reports[report] - REACH <= day <= reports[report]:
                continue
            seen.add(case)
            if case not in owner or place(owner[case], seen):
                owner[case] = report
                return True
        return False

    return sum(place(report, set()) for report in range(len(reports)))
