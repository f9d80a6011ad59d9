"""What must be true of the demo's content before anybody sees it.

Each rule yields one sentence per fault; `proofread` runs them all.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from knowledge.demo.cast import Person
from knowledge.demo.content import LANGUAGES, Answer, Article, Content, Thread
from knowledge.demo.proofreading_articles import (
    article_deeds_come_after_the_article,
    article_deeds_name_only_what_exists,
    articles_are_written_by_curators,
    questions_are_asked_about_what_stood_there,
)
from knowledge.demo.proofreading_deeds import (
    deeds_name_only_what_exists,
    edits_change_what_stands_there,
    nothing_is_done_before_its_cause,
    remarks_are_short,
)
from knowledge.demo.wording import seems_written_in, sentences

Faults = Iterator[str]

KINDS = {"question", "complaint", "idea", "praise"}
BY_CONTRACT = {"agency", "partner"}
ROLES = {"employee", "curator", "moderator", "administrator"}
STATES = {"draft", "in_review", "published"}
TITLE_LENGTH = (6, 150)
QUESTION_WORDS = (50, 180)
ANSWER_WORDS = (30, 200)
LONGEST_REPEATABLE = 4
MOST_TAGS = 5


def proofread(content: Content) -> list[str]:
    """Every fault found; none for content that may be shown."""
    return [fault for rule in RULES for fault in rule(content)]


def threads_name_only_what_exists(content: Content) -> Faults:
    slugs = {product.slug for product in content.products}
    for thread in content.threads.values():
        yield from _unknown(thread.key, [thread.product], slugs)
        yield from _unknown(thread.key, [thread.kind], KINDS)
        yield from _unknown(thread.key, [thread.language], LANGUAGES)
        yield from _unknown(thread.key, _people_in(thread), content.people)
        yield from _unknown(thread.key, thread.tags, _tags_for(content, thread.language))
        if len(thread.tags) > MOST_TAGS:
            yield f"{thread.key}: too many tags"
        if thread.solved and not thread.solution:
            yield f"{thread.key}: its solution {thread.solved.by} is not among its answers"


def articles_name_only_what_exists(content: Content) -> Faults:
    slugs = {product.slug for product in content.products}
    for article in content.articles:
        name = _name(article)
        yield from _unknown(name, [article.product], slugs)
        yield from _unknown(name, [article.state], STATES)
        yield from _unknown(name, filter(None, [article.owner, article.checked_by]), content.people)


def people_and_products_name_only_what_exists(content: Content) -> Faults:
    slugs = {product.slug for product in content.products if not product.parent}
    organisations = {organisation.key for organisation in content.organisations}
    for product in content.products:
        yield from _unknown(product.slug, filter(None, [product.parent]), slugs)
    for organisation in content.organisations:
        named = filter(None, [organisation.works_for])
        yield from _unknown(organisation.key, named, organisations)
    for person in content.people.values():
        yield from _unknown(person.key, person.roles, ROLES)
        yield from _unknown(person.key, (*person.follows, *person.mutes), content.threads)
        if person.affiliation:
            yield from _unknown(person.key, [person.affiliation.organisation], organisations)
    for kept in content.kept:
        yield from _unknown(kept.title, [kept.product], {each.slug for each in content.products})
        yield from _unknown(kept.title, kept.tags, _tags_for(content, kept.language))


def texts_have_the_right_size(content: Content) -> Faults:
    for thread in content.threads.values():
        yield from _outside(thread.key, len(thread.title), TITLE_LENGTH)
        yield from _outside(thread.key, len(thread.body.split()), QUESTION_WORDS)
        for answer in thread.answers:
            yield from _outside(_place(thread, answer), len(answer.body.split()), ANSWER_WORDS)
    for article in content.articles:
        yield from _outside(_name(article), len(article.title), TITLE_LENGTH)


def texts_are_in_their_language(content: Content) -> Faults:
    for name, language, text in _texts(content):
        if not seems_written_in(language, text):
            yield f"{name}: does not read like '{language}'"


def nothing_is_said_twice(content: Content) -> Faults:
    places = defaultdict(list)
    for name, _language, text in (*_texts(content), *_remarks(content)):
        for sentence in sentences(text):
            places[sentence].append(name)
    for sentence, names in places.items():
        if len(names) > 1 and len(sentence.split()) > LONGEST_REPEATABLE:
            yield f"{', '.join(names)}: “{sentence}”"


def time_runs_forwards(content: Content) -> Faults:
    for thread in content.threads.values():
        moments = [answer.after for answer in thread.answers]
        if moments != sorted(moments) or timedelta(0) in moments:
            yield f"{thread.key}: answers are out of order"
        if thread.solved and thread.solution and thread.solved.after < thread.solution.after:
            yield f"{thread.key}: solved before it was answered"
        ends = [*moments, thread.solved.after if thread.solved else timedelta(0)]
        if max(ends) >= thread.asked:
            yield f"{thread.key}: something happens after the start of the demo"


def people_write_while_they_are_there(content: Content) -> Faults:
    for thread in content.threads.values():
        written = [(thread.author, thread.asked)]
        written += [(answer.author, thread.asked - answer.after) for answer in thread.answers]
        written += [(remark.author, thread.asked - remark.after) for remark in thread.remarks]
        for author, moment in written:
            person = content.people.get(author)
            if person and person.joined < moment:
                yield f"{thread.key}: {author} had not joined yet"
            if person and _gone(person) > moment:
                yield f"{thread.key}: {author} was gone by then"


def affiliations_run_their_course(content: Content) -> Faults:
    """What is granted was asked for before, a proof is never given after the end."""
    for person in content.people.values():
        spoken = person.affiliation
        if spoken is None:
            continue
        if spoken.kind in BY_CONTRACT and spoken.contract_left is None:
            yield f"{person.key}: nobody says when the contract ends"
        if spoken.granted and not (spoken.requested and spoken.requested.ago > spoken.granted):
            yield f"{person.key}: granted before it was asked for"
        if spoken.left and spoken.left.ago > spoken.proved:
            yield f"{person.key}: proved again after leaving"


def nobody_votes_for_himself(content: Content) -> Faults:
    for thread in content.threads.values():
        if thread.author in thread.affected or _repeated(thread.affected):
            yield f"{thread.key}: counted among the affected twice"
        for answer in thread.answers:
            votes = (*answer.up, *answer.down)
            if answer.author in votes or _repeated(votes):
                yield f"{_place(thread, answer)}: a vote for oneself, or two of one person"


def only_customers_vote(content: Content) -> Faults:
    for thread in content.threads.values():
        speaking = {key for key, person in content.people.items() if person.spoke(thread.asked)}
        for answer in thread.answers:
            for voter in speaking.intersection((*answer.up, *answer.down)):
                yield f"{_place(thread, answer)}: {voter} speaks for the company and may not vote"


def askers_accept_fairly(content: Content) -> Faults:
    """Whoever speaks for a company accepts neither his own nor a colleague's answer."""
    for thread in content.threads.values():
        asker, solution = content.people.get(thread.author), thread.solution
        if not (asker and asker.affiliation and solution):
            continue
        solver = content.people[solution.author].affiliation
        if solver and solver.organisation == asker.affiliation.organisation:
            yield f"{thread.key}: {thread.author} accepts an answer of the own organisation"


def wrong_answers_are_seen_to_be_wrong(content: Content) -> Faults:
    for thread in content.threads.values():
        for answer in thread.answers:
            if answer.flag == "wrong" and len(answer.down) <= len(answer.up):
                yield f"{_place(thread, answer)}: wrong, but not voted down"
            if answer.flag == "wrong" and answer == thread.solution:
                yield f"{_place(thread, answer)}: wrong, but accepted"


def articles_grow_out_of_solutions(content: Content) -> Faults:
    sourced = [(article, article.source) for article in content.articles if article.source]
    if _repeated(source for _article, source in sourced):
        yield "one answer is the source of two articles"
    for article, source in sourced:
        thread = content.threads.get(source.question)
        if not (thread and thread.solved and thread.solved.by == source.answer):
            yield f"{_name(article)}: its source is not a solution"
        elif article.published and article.published > thread.asked - thread.solved.after:
            yield f"{_name(article)}: published before its source was solved"


def articles_are_checked_by_staff(content: Content) -> Faults:
    for article in content.articles:
        people = [content.people.get(key) for key in (article.owner, article.checked_by) if key]
        if any(person and "employee" not in person.roles for person in people):
            yield f"{_name(article)}: owned or checked by somebody who is not an employee"
        dates = (article.published, article.checked, article.checked_by)
        if any(dates) != (article.state == "published") or any(dates) != all(dates):
            yield f"{_name(article)}: state and dates do not agree"
        elif article.checked and article.published and article.checked > article.published:
            yield f"{_name(article)}: its last check is older than its publication"


RULES: tuple[Callable[[Content], Faults], ...] = (
    threads_name_only_what_exists,
    articles_name_only_what_exists,
    people_and_products_name_only_what_exists,
    texts_have_the_right_size,
    texts_are_in_their_language,
    nothing_is_said_twice,
    time_runs_forwards,
    people_write_while_they_are_there,
    affiliations_run_their_course,
    nobody_votes_for_himself,
    only_customers_vote,
    askers_accept_fairly,
    wrong_answers_are_seen_to_be_wrong,
    articles_grow_out_of_solutions,
    articles_are_checked_by_staff,
    deeds_name_only_what_exists,
    remarks_are_short,
    nothing_is_done_before_its_cause,
    edits_change_what_stands_there,
    article_deeds_name_only_what_exists,
    articles_are_written_by_curators,
    article_deeds_come_after_the_article,
    questions_are_asked_about_what_stood_there,
)


def _texts(content: Content) -> Iterator[tuple[str, str, str]]:
    """Name, language and whole text of everything that readers see."""
    for thread in content.threads.values():
        yield thread.key, thread.language, f"{thread.title}\n{thread.body}"
        for answer in thread.answers:
            yield _place(thread, answer), thread.language, answer.body
    for article in content.articles:
        parts = (article.title, article.applies, article.cause, article.solution)
        yield _name(article), article.language, "\n".join(parts)
    for kept in content.kept:
        yield kept.title, kept.language, f"{kept.title}\n{kept.body}"


def _remarks(content: Content) -> Iterator[tuple[str, str, str]]:
    """As `_texts`: too short for their language to show."""
    for thread in content.threads.values():
        for remark in thread.remarks:
            yield f"{thread.key}/{remark.key}", thread.language, remark.body


def _people_in(thread: Thread) -> Iterator[str]:
    yield from (thread.author, *thread.affected)
    for answer in thread.answers:
        yield from (answer.author, *answer.up, *answer.down)


def _tags_for(content: Content, language: str) -> set[str]:
    return {*content.tags["both"], *content.tags.get(language, ())}


def _gone(person: Person) -> timedelta:
    """How long ago he stopped writing under his mark, or at all; zero for who is still there."""
    spoken = person.affiliation
    ends = (spoken.left, spoken.suspended) if spoken else ()
    return max((person.erased or timedelta(0), *(end.ago for end in ends if end)))


def _unknown(name: str, wanted: Iterable[str], known: Iterable[str]) -> Faults:
    for key in set(wanted).difference(known):
        yield f"{name}: '{key}' does not exist"


def _outside(name: str, size: int, bounds: tuple[int, int]) -> Faults:
    if not bounds[0] <= size <= bounds[1]:
        yield f"{name}: {size} is not between {bounds[0]} and {bounds[1]}"


def _repeated(keys: Iterable[object]) -> bool:
    keys = list(keys)
    return len(set(keys)) < len(keys)


def _place(thread: Thread, answer: Answer) -> str:
    return f"{thread.key}/{answer.key}"


def _name(article: Article) -> str:
    return f"{article.language}/{article.family}"
