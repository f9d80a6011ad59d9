"""Small builders: each makes one valid object by the product's own actions and takes what a test
cares about."""

from datetime import timedelta
from itertools import count

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.actions.affiliations import grant_affiliation
from accounts.actions.members import create_member
from accounts.actions.organisations import add_domain
from accounts.actions.signing import grant_signing_right, propose_signing_right
from accounts.models import Affiliation, Declaration, Organisation, OrganisationDomain, User
from accounts.proofs import mailbox_proof
from community.actions.answers import answer_question
from community.actions.comments import post_comment
from community.actions.questions import ask_question
from community.actions.tag_counts import move_tag_counts
from community.models import Answer, Comment, Product, Question
from knowledge.actions.article_text import FIELDS
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import approve_article
from knowledge.models import Article

_number = count(1)
PASSWORD = "a long enough pass phrase"


def make_user(**values) -> User:
    number = next(_number)
    defaults = {
        "display_name": f"Person {number}",
        "email": f"person{number}@example.org",
        "created_at": timezone.now() - timedelta(days=30),
    }
    user = create_member(**(defaults | values))
    Declaration.objects.create(
        user=user, stance=Declaration.Stance.INDEPENDENT, question="Do you work for us?"
    )
    return user


def make_member(*, email: str, verified: bool = True, **values) -> User:
    """Somebody who signs in with `email` and PASSWORD."""
    user = make_user(email=email, password=PASSWORD, **values)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=verified)
    return user


def make_organisation(**values) -> Organisation:
    organisation, _made = Organisation.objects.get_or_create(**({"name": "Fjordnet GmbH"} | values))
    return organisation


def make_employee(*, full_name: str = "Miriam Vogt", **values) -> User:
    user = make_user(**values)
    make_affiliation(user=user, full_name=full_name)
    return user


def make_affiliation(**values) -> Affiliation:
    defaults = {
        "kind": Affiliation.Kind.EMPLOYEE,
        "role_title": "Customer Care",
        "full_name": "Miriam Vogt",
        "evidence": "checked by the personnel department",
        "by": None,
    }
    if "organisation" not in values:
        defaults["organisation"] = make_organisation()
    if values.get("kind") in {Affiliation.Kind.AGENCY, Affiliation.Kind.PARTNER}:
        defaults["contract_until"] = timezone.localdate() + timedelta(days=100)
    return grant_affiliation(**(defaults | values))


def list_domain(domain: str = "corp.de", **organisation) -> OrganisationDomain:
    """A mail domain that proves for whom somebody works."""
    return add_domain(organisation=make_organisation(**organisation), domain=domain, by=None)


def make_proved_employee(*, email: str = "kim@corp.de", **values) -> Affiliation:
    """Somebody whose mailbox proved for whom he speaks; its domain is listed."""
    user = make_member(email=email, **values)
    proof = mailbox_proof(user)
    return make_affiliation(
        user=user,
        organisation=proof.organisation,
        proof=Affiliation.Proof.MAILBOX,
        proof_key=proof.key,
        evidence=proof.evidence,
    )


def make_product(**values) -> Product:
    number = next(_number)
    defaults = {"slug": f"box-{number}", "name_de": f"Kiste {number}", "name_en": f"Box {number}"}
    return Product.objects.create(**(defaults | values))


def make_question(*, author: User | None = None, **values) -> Question:
    defaults = {
        "title": f"How do I reset box {next(_number)}?",
        "body": "It blinks red since this morning.",
        "language": "en",
        "by": author or make_user(),
    }
    return ask_question(**(defaults | values))


def make_answer(*, author: User | None = None, **values) -> Answer:
    defaults = {"body": "Hold the button for ten seconds.", "by": author or make_user()}
    if "question" not in values:
        defaults["question"] = make_question()
    return answer_question(**(defaults | values))


def make_solution(**values) -> Answer:
    """An answer that its asker accepted."""
    answer = make_answer(**values)
    thread = Question.objects.filter(pk=answer.question_id)
    thread.update(accepted_answer=answer, solved_at=timezone.now())
    answer.question.refresh_from_db()
    return answer


def make_comment(*, author: User | None = None, **values) -> Comment:
    """Beneath a question or, with `answer`, beneath that answer."""
    defaults = {"body": "Which box is it?", "by": author or make_user()}
    if "question" not in values:
        answer = values.get("answer")
        defaults["question"] = answer.question if answer else make_question()
    return post_comment(**(defaults | values))


def make_article(*, by: User | None = None, answer: Answer | None = None, **values) -> Article:
    """A published article that grew out of an answer: `by` kept and somebody else approved it."""
    article = promote_answer(answer=answer or make_answer(), by=by or make_user(roles="curator"))
    if values:
        Article.objects.filter(pk=article.pk).update(**values)
        article.revisions.update(**{name: values[name] for name in FIELDS if name in values})
    return approve_article(article=article, by=make_user(roles="curator"))


def make_signer(**values) -> User:
    """An employee who may sign official answers: two administrators said so."""
    user = make_user(**values)
    first, second = (make_user(roles="administrator") for _ in range(2))
    affiliation = make_affiliation(user=user)
    right = propose_signing_right(affiliation=affiliation, by=first, reason="Leads the team")
    grant_signing_right(right=right, by=second)
    return user


def hide(post: Question | Answer | Comment) -> None:
    """As a moderator's decision leaves it."""
    type(post).objects.filter(pk=post.pk).update(hidden_at=timezone.now())
    if isinstance(post, Question):
        move_tag_counts(question=post, step=-1)
