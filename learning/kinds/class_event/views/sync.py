"""What the trainer's phone kept without a connection, and the worker that lets the list
open there."""

import datetime

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.refusals import Refused
from corpu.lib.sent_json import read_json
from learning.kinds.class_event.actions.marking import merge
from learning.kinds.class_event.forms import MarkForm
from learning.kinds.class_event.models import Attendance
from learning.kinds.class_event.views.attendance import run_event

MOST = 1000


@login_required
@require_POST
def sync(request, public_id):
    """Take marks in; answers which are kept, and what holds now on every sitting."""
    event = run_event(request, public_id)
    sent_at, rows = _read(request.body)
    done = merge(event, rows, sent_at=sent_at, by=request.user)
    held = Attendance.objects.filter(sitting__event=event)
    found = held.values_list("sitting", "booking__public_id", "is_present")
    truth = [[sitting, str(booking), here] for sitting, booking, here in found]
    return JsonResponse({"done": done, "truth": truth})


def _read(body: bytes):
    try:
        data = read_json(body)
        sent_at = _moment(data["sent_at"])
        rows = [_mark(row) for row in data["marks"][:MOST]]
    except (ValueError, KeyError, TypeError, AttributeError):
        text = _("These marks could not be read.")
        raise Refused("marks_unreadable", text) from None
    return sent_at, rows


def _moment(text: str) -> datetime.datetime:
    """A moment with its zone; phones that lost their clock say 1970, none says 9999."""
    moment = parse_datetime(text)
    if moment is None or moment.tzinfo is None or not 1969 < moment.year < 2200:
        raise ValueError("no moment")
    return moment


def _mark(row: dict) -> dict:
    moment = _moment(row["at"])
    form = MarkForm({**row, "is_present": "true" if row["is_present"] else "false"})
    form.fields.pop("at")
    if not form.is_valid():
        raise ValueError("not a mark")
    return {**form.cleaned_data, "at": moment}


@login_required
@require_safe
def worker(request):
    """The script that keeps opened lists on the phone, for `/classes/` alone."""
    response = render(
        request,
        "learning/kinds/class_event/worker.js",
        content_type="text/javascript; charset=utf-8",
    )
    response["Cache-Control"] = "no-cache"
    return response
