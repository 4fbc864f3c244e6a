"""What a unit leader and HR see of coaching: numbers, never a word of a pair."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coaching.boards import guarded, office_board, team_board
from coaching.views.register import check_office
from corpu.lib.clock import today

PAGE = 30


@login_required
@require_safe
def unit(request):
    """How my people are accompanied, and my own hours as a coach."""
    if not (request.user.is_leader or request.user.stands_in_for()):
        raise Http404
    board = team_board(request.user, today().year)
    context = {
        "board": board,
        "year": str(today().year),
        "requests": guarded(board.requests),
        **_listed(board.records),
        "page": Paginator(board.records, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "coaching/unit.html", context)


def _listed(records) -> dict:
    """What the listed records come to, counted from the rows."""
    rows = list(records.order_by().values_list("person", "minutes"))
    return {
        "people_listed": len({person for person, _minutes in rows}),
        "minutes_listed": sum(minutes or 0 for _person, minutes in rows),
    }


@login_required
@require_safe
def board(request):
    """Supply and demand, idle and overloaded coaches, silence, hours and goals."""
    check_office(request)
    found = office_board(request.user)
    context = {
        "board": found,
        "year": str(today().year),
        "competence_bars": [
            {
                "label": row["name"],
                "parts": [
                    {"label": _("free places"), "value": row["supply"], "tone": "1"},
                    {
                        "label": _("people who lack it"),
                        "value": row["demand"],
                        "tone": "2",
                    },
                ],
            }
            for row in found.by_competence
        ],
        "place_bars": [
            {
                "label": row["name"],
                "parts": [
                    {"label": _("free places"), "value": row["free"], "tone": "1"},
                    {
                        "label": _("requests that wait"),
                        "value": row["waiting"],
                        "tone": "2",
                    },
                ],
            }
            for row in found.by_place
        ],
        "hours_bars": [
            {"label": row["name"], "value": row["minutes_sum"] // 60}
            for row in found.hours
        ],
    }
    return render(request, "coaching/board.html", context)
