from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import MemberRequest, members_only, public
from community.actions.images import CannotStore, store_image
from community.forms.images import ALT_LENGTH, MOST_IMAGE_BYTES, ImageForm
from community.images import files
from community.images.addresses import image_markdown
from community.models import Image
from community.policies.images import can_see_proposed
from config.http import render_page
from config.limits import TooOften, count_member
from config.pictures.serving import picture_response
from config.text import clean_line
from config.uploads import takes_files

# Whoever may no longer see it has lost it within a minute (A-AZ-13).
CACHE = "private, max-age=60"


@public
@require_safe
def image(request: HttpRequest, key: str) -> HttpResponse:
    """An image, if one of its posts is there for the viewer, if he decides whether one will show
    it, or if it is his own."""
    found = Image.objects.visible_to(request.user).filter(key=key).first()
    found = found or _proposed(request.user, key)
    try:
        picture = files.read(found.key)
    except FileNotFoundError:
        raise Http404("no such image") from None
    file_name = f"image-{found.key[:8]}.webp"
    return picture_response(request, picture, key=key, cache=CACHE, file_name=file_name)


@members_only
@takes_files(most_bytes=MOST_IMAGE_BYTES)
@require_POST
def upload(request: MemberRequest) -> HttpResponse:
    """For the editor: keep one image and answer with the Markdown that shows it."""
    form = ImageForm(request.POST, request.FILES)
    stored = _store(request, form) if form.is_valid() else None
    if stored is None:
        return JsonResponse({"problem": _first_problem(form)}, status=422)
    description = form.cleaned_data["description"]
    shown = {"markdown": image_markdown(stored.key, description), "url": stored.get_absolute_url()}
    return JsonResponse(shown, status=201)


@members_only
@takes_files(most_bytes=MOST_IMAGE_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Without a script: upload an image, and take its Markdown along into the text."""
    if request.method != "POST":
        return _render(request, {"form": ImageForm(), **_shown(request)})
    form = ImageForm(request.POST, request.FILES)
    stored = _store(request, form) if form.is_valid() else None
    if stored is None:
        return _render(request, {"form": form}, status=422)
    query = {"image": stored.key, "description": form.cleaned_data["description"]}
    return redirect(f"{reverse('community:image-new')}?{urlencode(query)}")


def _proposed(viewer, key: str) -> Image:
    found = Image.objects.filter(key=key).first() if viewer.is_authenticated else None
    if found is None or not can_see_proposed(viewer, found, timezone.now()):
        raise Http404("no such image")
    return found


def _render(request: MemberRequest, context: dict, *, status: int = 200) -> HttpResponse:
    return render_page(
        request,
        "community/image_new.html",
        context,
        fragment="community/_image_form.html",
        status=status,
    )


def _store(request: MemberRequest, form: ImageForm) -> Image | None:
    try:
        count_member("image", request.user)
        return store_image(by=request.user, upload=form.cleaned_data["image"].read())
    except CannotStore as problem:
        form.add_error("image", str(problem))
    except TooOften:
        form.add_error("image", _("You have uploaded many images. Please wait a little."))
    return None


def _shown(request: MemberRequest) -> dict[str, object]:
    """What was just uploaded, if anything."""
    key = request.GET.get("image", "")
    stored = Image.objects.of(request.user).filter(key=key).first()
    if stored is None:
        return {}
    description = clean_line(request.GET.get("description", ""))[:ALT_LENGTH]
    return {"stored": stored, "markdown": image_markdown(stored.key, description)}


def _first_problem(form: ImageForm) -> str:
    return next(str(problem) for problems in form.errors.values() for problem in problems)
