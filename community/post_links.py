"""Posts that points and medals are about, by the title of their question."""

from collections.abc import Iterable

from accounts.models import User
from accounts.post_links import PostLink, register
from community.models import Answer, Product, Question, Tag


def _answers(ids: Iterable[int], viewer: User) -> dict[int, PostLink]:
    shown = Answer.objects.visible_to(viewer).filter(pk__in=ids).select_related("question")
    shown = shown.only("question__title", "question__slug")
    return {
        answer.pk: PostLink(answer.question.title, answer.get_absolute_url()) for answer in shown
    }


def _questions(ids: Iterable[int], viewer: User) -> dict[int, PostLink]:
    shown = Question.objects.visible_to(viewer).filter(pk__in=ids).only("title", "slug")
    return {each.pk: PostLink(each.title, each.get_absolute_url()) for each in shown}


def _products(ids: Iterable[int], viewer: User) -> dict[int, PostLink]:
    shown = Product.objects.filter(pk__in=ids)
    return {product.pk: PostLink(product.name, product.get_absolute_url()) for product in shown}


def _tags(ids: Iterable[int], viewer: User) -> dict[int, PostLink]:
    shown = Tag.objects.visible_to(viewer).filter(pk__in=ids)
    return {tag.pk: PostLink(tag.name, tag.get_absolute_url()) for tag in shown}


register("answer", _answers)
register("question", _questions)
register("product", _products)
register("tag", _tags)
