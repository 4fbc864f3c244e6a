"""An agency's bank outside the editor: its figures, and ways in and out."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from corpu.lib.downloads import download
from corpu.people.models import Provider
from learning.questions import exports
from learning.questions.figures_shown import with_figures
from learning.questions.forms import BankForm
from learning.questions.models import Question
from learning.questions.permissions import may_keep_bank

PAGE = 25


def provider_of(request, code: str) -> Provider:
    """An agency for which the reader writes; others find nothing here."""
    for provider in Provider.objects.of(request.user):
        if provider.code == code and may_keep_bank(request.user, provider):
            return provider
    raise Http404


@login_required
@require_safe
def bank(request, code: str = ""):
    """Questions with their figures; who writes for one agency alone is led to it."""
    own = [p for p in Provider.objects.of(request.user) if may_keep_bank(request.user, p)]
    if not own:
        raise Http404
    if not code:
        return redirect("questions:bank_of", code=own[0].code)
    provider = provider_of(request, code)
    form = BankForm(request.GET, provider=provider)
    form.is_valid()
    page = Paginator(_chosen(provider, form.cleaned_data), PAGE)
    page = page.get_page(request.GET.get("page"))
    with_figures(page.object_list)
    context = {
        "provider": provider,
        "others": [p for p in own if p != provider],
        "form": form,
        "page": page,
        "held": Question.objects.filter(provider=provider).count(),
        "may_write": request.user.has_perm("wagtailadmin.access_admin"),
    }
    return render(request, "learning/questions/bank.html", context)


def _chosen(provider: Provider, wanted: dict):
    rows = Question.objects.filter(provider=provider)
    rows = rows.select_related("category", "competence")
    for word in (wanted.get("q") or "").split():
        rows = rows.filter(search_text__icontains=word)
    if wanted.get("category"):
        rows = rows.filter(category=wanted["category"])
    if wanted.get("state"):
        rows = rows.filter(state=wanted["state"])
    return rows.order_by("category__name", "name", "pk")


def _exported(request, provider: Provider):
    form = BankForm(request.GET, provider=provider)
    form.is_valid()
    return list(_chosen(provider, form.cleaned_data))


@login_required
@require_safe
def export_gift(request, code: str):
    """What the list shows, for another system."""
    provider = provider_of(request, code)
    text = exports.as_gift(_exported(request, provider))
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    name = f"{provider.code}-questions.gift.txt"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@require_safe
def export_csv(request, code: str):
    """What the list shows, for a spreadsheet."""
    provider = provider_of(request, code)
    questions = with_figures(_exported(request, provider))
    rows = [exports.row_of(question) for question in questions]
    return download(f"{provider.code}-questions", exports.header(), rows, "csv")
