from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from corpu.home import matrix as table
from corpu.home.dashboard import years_known
from corpu.home.views.team import team_asked
from corpu.lib.downloads import download
from corpu.lib.refusals import Refused
from learning.actions.enrolments import assign
from performance.nudges.actions.watching import remind

PAGE = 30


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def matrix(request):
    """My people against their targets in one table; remind or assign several at once."""
    team = team_asked(request)
    people = table.people_of(team)
    form = table.ManyForm(request.POST or None, people=people.order_by())
    if request.method == "POST" and form.is_valid():
        _do(request, form.cleaned_data)
        return redirect(request.get_full_path())
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    targets, rows = table.rows_of(list(page.object_list), team.year)
    context = {
        "year": team.year,
        "year_text": str(team.year),
        "years": years_known(),
        "form": team.form,
        "many": form,
        "ticked": request.POST.getlist("people"),
        "page": page,
        "targets": targets,
        "rows": rows,
        "query": request.GET.urlencode(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "home/matrix.html", context, status=status)


@login_required
@require_safe
def matrix_table(request, kind: str):
    """Everybody whom the filter leaves, as CSV or XLSX."""
    team = team_asked(request)
    header, rows = table.table_of(list(table.people_of(team)), team.year)
    return download(f"corpu-team-targets-{team.year}", header, rows, kind)


def _do(request, data: dict) -> None:
    if data["act"] == "remind":
        _remind(request, data["people"])
    else:
        _assign(request, data)


def _remind(request, people) -> None:
    told = sum(remind(person, by=request.user) for person in people)
    text = ngettext("%(n)d person was reminded.", "%(n)d people were reminded.", told)
    messages.success(request, text % {"n": told})
    if rest := len(people) - told:
        text = ngettext(
            "%(n)d person was not: not at risk, nothing to name, or two messages this "
            "week already.",
            "%(n)d people were not: not at risk, nothing to name, or two messages this "
            "week already.",
            rest,
        )
        messages.info(request, text % {"n": rest})


def _assign(request, data: dict) -> None:
    done = 0
    for person in data["people"]:
        try:
            assign(person, data["course"], by=request.user, due_on=data["due_on"])
        except Refused as refused:
            messages.warning(request, f"{person.full_name}: {refused}")
        else:
            done += 1
    if done:
        text = ngettext(
            "The course was assigned to %(n)d person.",
            "The course was assigned to %(n)d people.",
            done,
        )
        messages.success(request, text % {"n": done})
    else:
        messages.info(request, _("Nothing was assigned."))
