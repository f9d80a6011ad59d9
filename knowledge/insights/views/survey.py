"""“Did this solve it?”, asked of a sample: the fragment for a drawn view, and its answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import anonymous_post, public
from config.http import render_page, wants_fragment
from config.limits import TooOften, count, visitor
from config.reach import is_counted, is_customer
from knowledge.insights.actions.survey import answer_survey
from knowledge.insights.documents import Document, named
from knowledge.insights.forms.survey import SurveyForm
from knowledge.policies import is_insider

SAID = "said"


@public
@never_cache
@require_safe
def survey(request: HttpRequest, document: str) -> HttpResponse:
    """The questions about one article or thread; nothing for whom the survey does not ask."""
    about = _document(request, document)
    if wants_fragment(request) and not is_counted(request, is_insider=is_insider):
        return HttpResponse(status=204)
    return _page(request, about, SurveyForm(), said=SAID in request.GET)


@anonymous_post("survey")
def answer(request: HttpRequest, document: str) -> HttpResponse:
    """One answer a day for a page, from one account or network (A-VO-16).

    Whoever answers again, is a program, works here or objects to being counted reads the same
    thanks and is not counted.
    """
    about = _document(request, document)
    form = SurveyForm(request.POST)
    if not form.is_valid():
        return _page(request, about, form, status=422)
    if is_customer(request, is_insider=is_insider) and _is_first_answer(request, about):
        language = get_language() or "en"
        answer_survey(document=about.key, language=language, **form.cleaned_data)
    if not wants_fragment(request):
        return redirect(f"{request.path.removesuffix('answer/')}?{SAID}=1")
    return _page(request, about, form, said=True)


def _document(request: HttpRequest, key: str) -> Document:
    found = named([key], viewer=request.user).get(key)
    if found is None:
        raise Http404("nothing there")
    return found


def _is_first_answer(request: HttpRequest, document: Document) -> bool:
    user = request.user
    who = f"member-{user.pk}" if user.is_authenticated else visitor(request)
    try:
        count("survey-document", f"{who}-{document.key}")
    except TooOften:
        return False
    return True


def _page(
    request: HttpRequest,
    document: Document,
    form: SurveyForm,
    *,
    said: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"document": document, "form": form, "said": said}
    return render_page(
        request, "insights/survey.html", context, fragment="insights/_survey.html", status=status
    )
