"""What the trainer's phone kept without a connection, and the worker that lets the list
open there."""

import json

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.refusals import Refused
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
        data = json.loads(body)
        sent_at = parse_datetime(data["sent_at"])
        rows = [_mark(row) for row in data["marks"][:MOST]]
    except (ValueError, KeyError, TypeError, AttributeError):
        sent_at = None
    if sent_at is None or sent_at.tzinfo is None:
        raise Refused("marks_unreadable", _("These marks could not be read."))
    return sent_at, rows


def _mark(row: dict) -> dict:
    moment = parse_datetime(row["at"])
    form = MarkForm({**row, "is_present": "true" if row["is_present"] else "false"})
    form.fields.pop("at")
    if not form.is_valid() or moment is None or moment.tzinfo is None:
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
