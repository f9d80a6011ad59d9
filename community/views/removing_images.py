"""Removing one image, while the text that shows it stays."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import MemberRequest, moderators_only
from community import policies
from community.actions.removing_images import CannotRemoveImage, remove_shown_image
from community.forms.moderating import HideForm
from community.models import Image
from community.policies import moderation
from community.withheld import showing


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: MemberRequest, image_id: int) -> HttpResponse:
    images = Image.objects.visible_to(request.user).select_related("owner")
    image = get_object_or_404(images, pk=image_id)
    policies.require(moderation.can_decide_about(request.user, image.owner))
    posts = showing(image)
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            remove_shown_image(image=image, by=request.user, **form.cleaned_data)
        except CannotRemoveImage as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Removed. Whoever added it can read why."))
            return redirect(posts[0].post if posts else "community:question-list")
    context = {"image": image, "posts": posts, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "community/image_remove.html", context, status=status)
