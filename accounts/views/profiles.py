from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import MemberRequest, members_only, public
from accounts.actions.profiles import CannotRename, remove_avatar, rename_member, set_avatar
from accounts.avatars.redrawing import UnacceptablePicture, redraw
from accounts.forms.profile import ProfileForm
from accounts.models import User
from accounts.portraits import portrait_of
from config.limits import TooOften, count_member
from config.reader_pages import for_readers


@public
@for_readers
@require_safe
def profile(request: HttpRequest, user_id: int) -> HttpResponse:
    person = get_object_or_404(User.objects.with_page(request.user), pk=user_id)
    if person.erased_at:
        return render(request, "accounts/profile_erased.html")
    portrait = portrait_of(person, viewer=request.user, query=request.GET)
    return render(request, "accounts/profile.html", {"portrait": portrait, "person": person})


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest) -> HttpResponse:
    """One's own name and picture."""
    if request.method != "POST":
        form = ProfileForm(initial={"display_name": request.user.display_name})
        return render(request, "accounts/profile_edit.html", {"form": form})
    form = ProfileForm(request.POST, request.FILES)
    if form.is_valid() and _save(form, request.user):
        messages.success(request, _("Saved. This is how others see you."))
        return redirect(request.user)
    return render(request, "accounts/profile_edit.html", {"form": form}, status=422)


def _save(form: ProfileForm, member: User) -> bool:
    """False, with the reason beside its field, where something cannot be."""
    upload = form.cleaned_data["picture"]
    try:
        picture = _redrawn(upload, member) if upload else None
        rename_member(user=member, display_name=form.cleaned_data["display_name"], by=member)
    except (UnacceptablePicture, TooOften) as problem:
        form.add_error("picture", _reason(problem))
        return False
    except CannotRename as problem:
        form.add_error("display_name", str(problem))
        if upload:
            form.add_error("picture", _("Please choose the picture again: it was not kept."))
        return False
    if picture:
        set_avatar(user=member, picture=picture, by=member)
    elif form.cleaned_data["remove_picture"]:
        remove_avatar(user=member, by=member)
    return True


def _redrawn(upload: UploadedFile, member: User) -> bytes:
    count_member("picture", member)
    return redraw(upload.read())


def _reason(problem: Exception) -> str:
    if isinstance(problem, TooOften):
        return _("You have changed your picture often in a short time. Please wait a little.")
    return str(problem)
