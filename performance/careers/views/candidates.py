from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpu.lib.downloads import download
from performance.careers.actions import candidates as actions
from performance.careers.actions.gathering import asked_by
from performance.careers.forms import CandidateFilter, ListForm
from performance.careers.models import Answer, CandidateList
from performance.careers.permissions import may_ask_lists, may_open_lists
from performance.careers.sentences import title_of

PAGE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request):
    """The lists that were counted, and a new one."""
    if not may_open_lists(request.user):
        raise PermissionDenied
    form = ListForm(request.POST or None, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        sheet = actions.ask_list(**form.cleaned_data, by=request.user)
        return redirect("careers:candidate_list", sheet.pk)
    rows = CandidateList.objects.visible_to(request.user).select_related("post", "unit")
    context = {
        "form": form,
        "may_ask": may_ask_lists(request.user),
        "page": Paginator(rows, 20).get_page(request.GET.get("page")),
    }
    status = 422 if form.errors else 200
    return render(
        request, "performance/careers/candidate_lists.html", context, status=status
    )


@login_required
@require_safe
def candidates(request, pk: int):
    """The people of a unit with the three answers for one post."""
    sheet, form, rows = _list(request, pk)
    whole = dict.fromkeys(Answer.values, 0)
    everybody = sheet.candidates.in_scope_of(request.user).order_by()
    whole |= dict(everybody.values_list("answer").annotate(Count("pk")))
    page = Paginator(form.chosen(rows), PAGE).get_page(request.GET.get("page"))
    titles = {one.rule.key: title_of(one) for one in asked_by(sheet.post, _day(sheet))}
    context = {
        "sheet": sheet,
        "form": form,
        "page": page,
        "rows": [(row, _missing(row, titles)) for row in page],
        "tally": [(code, Answer(code).label, whole[code]) for code in Answer.values],
        "total": sum(whole.values()),
        "has_gate": bool(titles),
        "query": request.GET.urlencode(),
        "may_ask": may_ask_lists(request.user),
    }
    return render(request, "performance/careers/candidates.html", context)


@login_required
@require_POST
def count(request, pk: int):
    """Have the list counted again."""
    sheet, _form, _rows = _list(request, pk)
    actions.ask_list(post=sheet.post, unit=sheet.unit, by=request.user)
    return redirect("careers:candidate_list", pk)


@login_required
@require_safe
def table(request, pk: str, kind: str):
    """The same rows as the screen, as CSV or XLSX."""
    sheet, form, rows = _list(request, int(pk))
    titles = {one.rule.key: title_of(one) for one in asked_by(sheet.post, _day(sheet))}
    header = [
        _("Name"), _("NIP"), _("Unit"), _("Present post"), _("Answer"), pgettext("answer of a gate", "Met"),
        _("Needs checking by hand"), _("Not met"), *titles.values(),
    ]  # fmt: skip
    lines = (_cells(row, titles) for row in form.chosen(rows).iterator(chunk_size=2000))
    return download(f"corpu-candidates-{sheet.post.code}", header, lines, kind)


def _list(request, pk: int):
    """The list with its filter and the rows in the reader's scope, or 404."""
    sheets = CandidateList.objects.visible_to(request.user)
    sheet = get_object_or_404(sheets.select_related("post", "unit", "asked_by"), pk=pk)
    rows = sheet.candidates.in_scope_of(request.user)
    rows = rows.select_related("person__unit", "person__post")
    return sheet, CandidateFilter(request.GET), rows


def _day(sheet: CandidateList):
    return sheet.begun_at.date()


def _missing(row, titles) -> list[tuple[str, str]]:
    """What is not met, by title; (answer, title)."""
    return [
        (a, titles[key]) for key, a, _r in row.findings if a != "met" and key in titles
    ]


def _cells(row, titles) -> list:
    answers = {key: str(Answer(answer).label) for key, answer, _r in row.findings}
    person = row.person
    return [
        person.full_name, person.nip or "", person.unit.name if person.unit else "",
        str(person.post or ""), row.get_answer_display(), row.met, row.check_by_hand,
        row.not_met, *(answers.get(key, "") for key in titles),
    ]  # fmt: skip
