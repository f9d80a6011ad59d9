"""What a page of results shows."""

from django.urls import reverse

SEARCH = reverse("knowledge:search")


def groups_of(response) -> dict[str, dict[str, int | None]]:
    return {
        group.label: {choice.label: choice.count for choice in group.choices}
        for group in response.context["groups"]
    }


def titles(response) -> list[str]:
    return [find.row.title for find in response.context["finds"].items]


def link_called(response, label: str) -> str:
    choices = [each for group in response.context["groups"] for each in group.choices]
    return SEARCH + next(each.url for each in choices if each.label == label)
