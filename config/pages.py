"""Pages of nothing but words. For most of them the law asks; every footer links to them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

PAGES = (
    *("imprint", "privacy", "accessibility", "rules", "contact"),
    *("writing", "shortcuts"),
)


def page(name: str) -> Callable[[HttpRequest], HttpResponse]:
    """A view that shows `templates/pages/<name>.html` to everybody."""

    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        return render(request, f"pages/{name}.html")

    view.access = "public"  # type: ignore[attr-defined]
    return view
