from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, members_only
from accounts.templatetags.people import disclosure
from community.addressees import Addressee, addressees
from config.errors import too_often
from config.limits import TooOften, count_member
from config.text import number_in


@members_only
@require_safe
def complete(request: MemberRequest) -> HttpResponse:
    """Whom `q` may be the beginning of, in the thread `question` and elsewhere."""
    try:
        count_member("mention", request.user)
    except TooOften as limit:
        return too_often(request, limit.seconds)
    typed, thread = request.GET.get("q", ""), number_in(request.GET.get("question", ""))
    found = addressees(typed, question_id=thread, viewer=request.user)
    return JsonResponse({"people": [_told(each) for each in found]})


def _told(someone: Addressee) -> dict[str, str]:
    affiliation, company = someone.affiliation, str(settings.COMMUNITY["company"])
    mark = disclosure(affiliation, company) if affiliation else ""
    return {"name": someone.name, "mark": mark}
