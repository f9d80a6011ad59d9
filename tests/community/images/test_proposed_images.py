"""Images that no post shows yet: proposals and drafts name them (A-AZ-13)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.actions.drafts import keep_draft
from community.actions.images import UNUSED_KEPT, sweep_images
from community.actions.proposals import (
    decline_proposal,
    propose_edit,
    take_proposal,
)
from community.images import files
from community.models import Answer, EditProposal, Image, ImageUse
from community.models.edit_proposal import AUTHOR_DECIDES_FOR
from tests.community.images.uploading import make_image, showing
from tests.factories import hide, make_answer, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposer():
    return make_user(points=100_000)


@pytest.fixture
def image(proposer) -> Image:
    return make_image(by=proposer)


@pytest.fixture
def answer(asker) -> Answer:
    return make_answer(author=asker)


@pytest.fixture
def proposal(answer, proposer, image) -> EditProposal:
    return propose_edit(post=answer, by=proposer, version=1, body=showing(image))


def grow_old(image: Image) -> None:
    then = timezone.now() - UNUSED_KEPT - timedelta(days=1)
    Image.objects.filter(pk=image.pk).update(created_at=then)


def test_image_of_an_open_proposal_is_kept_until_it_is_taken(proposal, image, asker):
    grow_old(image)

    assert sweep_images() == 0
    take_proposal(proposal=proposal, by=asker)

    assert ImageUse.objects.get().image == image
    assert files.read(image.key)


def test_image_of_a_declined_proposal_is_swept(proposal, image, asker):
    grow_old(image)
    decline_proposal(proposal=proposal, by=asker)

    assert sweep_images() == 1


def test_image_of_a_draft_is_kept_as_long_as_the_draft(proposer, image):
    keep_draft(person=proposer, place="ask", fields={"title": "", "body": showing(image)})
    grow_old(image)

    assert sweep_images() == 0


def test_image_beside_a_kept_one_is_swept(proposal, proposer, image):
    other = make_image(by=proposer)
    grow_old(image)
    grow_old(other)

    assert sweep_images() == 1
    assert Image.objects.get() == image


@pytest.mark.parametrize(
    ("who", "status"), [("asker", 200), ("stranger", 404), ("employee", 404), (None, 404)]
)
def test_who_may_decide_a_proposal_sees_its_image(
    client, client_of, request, proposal, image, who, status
):
    viewer = client_of(request.getfixturevalue(who)) if who else client

    assert viewer.get(image.get_absolute_url()).status_code == status


def test_queue_sees_it_once_it_may_decide(client_of, proposal, image):
    decider = client_of(make_user(points=100_000))
    assert decider.get(image.get_absolute_url()).status_code == 404

    long_ago = timezone.now() - AUTHOR_DECIDES_FOR
    EditProposal.objects.update(created_at=long_ago)

    assert decider.get(image.get_absolute_url()).status_code == 200


def test_decided_proposal_shows_its_image_no_longer(client_of, proposal, image, asker):
    decline_proposal(proposal=proposal, by=asker)

    assert client_of(asker).get(image.get_absolute_url()).status_code == 404


def test_hidden_image_of_others_is_not_brought_back_by_a_proposal(client_of, asker, proposer):
    """A-AZ-13: whoever knows its address names it in vain."""
    secret = make_image(by=make_user())
    hide(make_answer(author=secret.owner, body=showing(secret)))
    own = make_answer(author=asker)

    propose_edit(post=own, by=proposer, version=1, body=showing(secret))

    assert client_of(asker).get(secret.get_absolute_url()).status_code == 404
