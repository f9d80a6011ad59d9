"""Who may see a post may see its images: which they are is noted whenever its text changes."""

import os
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import TestCase
from django.utils import timezone

from community.actions.editing import edit_answer
from community.actions.images import UNUSED_KEPT, remove_image, remove_images, sweep_images
from community.actions.proposals import propose_edit, take_proposal
from community.actions.texts import settle_text
from community.images import files
from community.models import Answer, Image
from config.personal_data import Leaver
from tests.community.images.uploading import make_image, showing
from tests.factories import hide, make_answer, make_comment, make_question, make_user

ANYBODY = AnonymousUser()


def sees(viewer, image: Image) -> bool:
    return Image.objects.visible_to(viewer).filter(pk=image.pk).exists()


@pytest.fixture
def image(asker):
    return make_image(by=asker)


@pytest.fixture
def answer(asker, image) -> Answer:
    return make_answer(author=asker, body=showing(image))


def test_image_that_no_post_shows_is_its_owners_alone(image, asker, stranger, employee):
    assert sees(asker, image)
    assert not any(sees(viewer, image) for viewer in (ANYBODY, stranger, employee))


@pytest.mark.parametrize("make", [make_question, make_answer, make_comment])
def test_everybody_sees_the_image_of_a_post(make, asker, image):
    make(author=asker, body=showing(image))

    assert sees(ANYBODY, image)


@pytest.mark.parametrize("make", [make_question, make_answer, make_comment])
def test_image_is_hidden_with_its_post(make, asker, image, stranger, moderator):
    """A-AZ-13"""
    hide(make(author=asker, body=showing(image)))

    assert not sees(ANYBODY, image)
    assert not sees(stranger, image)
    assert sees(asker, image)
    assert sees(moderator, image)


def test_image_of_an_answer_is_hidden_with_its_question(answer, image):
    """A-AZ-13"""
    hide(answer.question)

    assert not sees(ANYBODY, image)


def test_image_of_two_posts_is_there_as_long_as_one_is(asker, image, answer):
    make_question(author=asker, body=f"And once more. {showing(image)}")

    hide(answer)

    assert sees(ANYBODY, image)


def test_hidden_image_cannot_be_brought_back_by_who_knows_its_address(answer, image, stranger):
    """A-AZ-13: a post of another author shows it only while its own one is there."""
    make_answer(author=stranger, body=showing(image))
    assert sees(ANYBODY, image)

    hide(answer)

    assert not sees(ANYBODY, image)
    assert not sees(stranger, image)


def test_what_is_edited_out_is_seen_by_moderators_alone(answer, image, asker, moderator):
    edit_answer(answer=answer, by=asker, version=1, body="Without the image now.")

    assert not sees(ANYBODY, image)
    assert sees(moderator, image)


def test_what_is_edited_in_again_is_there_again(answer, image, asker):
    edit_answer(answer=answer, by=asker, version=1, body="Without the image now.")
    edit_answer(answer=answer, by=asker, version=2, body=showing(image))

    assert sees(ANYBODY, image)
    assert image.uses.count() == 1


def test_image_of_an_edit_that_the_author_takes_is_seen(answer, asker, helper):
    covered = make_image(by=helper, colour="black")
    body = showing(covered)
    proposal = propose_edit(post=answer, by=helper, version=1, body=body, reason="Covered")

    take_proposal(proposal=proposal, by=asker)

    assert sees(ANYBODY, covered)


def test_settling_twice_notes_an_image_once(answer, image):
    settle_text(answer)

    assert image.uses.count() == 1


def test_text_without_images_asks_for_none(asker, count_queries):
    answer = make_answer(author=asker)

    assert count_queries(lambda: settle_text(answer)) <= 1


def test_queries_do_not_grow_with_the_images(asker, count_queries):
    """A-DO-10"""
    one = make_answer(author=asker)
    ten = make_answer(author=asker)
    one.body_html = f'<img src="{make_image(by=asker).get_absolute_url()}">'
    ten.body_html = "".join(
        f'<img src="{make_image(by=asker).get_absolute_url()}">' for _ in range(10)
    )

    assert count_queries(lambda: settle_text(one)) == count_queries(lambda: settle_text(ten))


def test_removed_image_is_nobodys(answer, image, asker, moderator):
    remove_image(image=image, by=moderator)

    assert not any(sees(viewer, image) for viewer in (ANYBODY, asker, moderator))


def test_removed_image_does_not_come_back_with_another_post(image, asker):
    remove_image(image=image, by=asker)

    make_answer(author=asker, body=showing(image))

    assert not sees(ANYBODY, image)


def test_who_takes_his_texts_along_takes_his_images(answer, image, asker):
    """L-GD-02"""
    leaver = Leaver(asker.pk, keeps_texts=False)

    with TestCase.captureOnCommitCallbacks(execute=True):
        remove_images(Image.objects.filter(owner=asker), leaver)

    assert not sees(ANYBODY, image)
    with pytest.raises(FileNotFoundError):
        files.read(image.key)


def test_who_leaves_his_texts_leaves_his_images(answer, image, asker):
    remove_images(Image.objects.filter(owner=asker), Leaver(asker.pk, keeps_texts=True))

    assert sees(ANYBODY, image)


def grow_old(settings, image: Image, age: timedelta) -> None:
    then = timezone.now() - age
    Image.objects.filter(pk=image.pk).update(created_at=then)
    path = settings.MEDIA_ROOT / "images" / f"{image.key}.webp"
    os.utime(path, (then.timestamp(), then.timestamp()))


def test_image_that_no_post_ever_showed_is_swept(settings, image):
    grow_old(settings, image, UNUSED_KEPT + timedelta(hours=1))

    assert sweep_images() == 1

    assert not Image.objects.exists()
    with pytest.raises(FileNotFoundError):
        files.read(image.key)


def test_image_of_a_draft_is_kept(settings, image):
    grow_old(settings, image, UNUSED_KEPT - timedelta(hours=1))

    assert sweep_images() == 0
    assert files.read(image.key)


def test_image_that_was_edited_out_is_kept_for_its_revision(settings, answer, image, asker):
    edit_answer(answer=answer, by=asker, version=1, body="Without the image now.")
    grow_old(settings, image, UNUSED_KEPT * 10)

    assert sweep_images() == 0
    assert files.read(image.key)


def test_file_without_a_row_is_swept(db, settings):
    """F-15: what a crash has left between the file and its row."""
    lost = make_image(by=make_user())
    grow_old(settings, lost, timedelta(hours=2))
    Image.objects.all().delete()

    sweep_images()

    assert os.listdir(settings.MEDIA_ROOT / "images") == []


def test_file_whose_row_is_being_written_is_left_alone(settings, image):
    Image.objects.all().delete()

    sweep_images()

    assert files.read(image.key)
