"""What the lesson page asks of the server while a package runs."""

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from corpu.lib.refusals import Refused
from corpu.lib.sent_json import read_json
from learning.kinds.scorm import launching
from learning.kinds.scorm.actions import attempts
from learning.kinds.scorm.models import ScormSitting
from learning.models import LessonProgress

MAX_REPORT_BYTES = 1_000_000
MAX_ELEMENTS = 20_000
MAX_SEQUENCE = 2**31 - 1


def _own_progress(request, progress_id: int) -> LessonProgress:
    mine = LessonProgress.objects.filter(
        enrolment__person=request.user, lesson__kind="scorm"
    )
    return get_object_or_404(mine.select_related("lesson"), pk=progress_id)


@login_required
@require_POST
def sit(request, progress_id: int):
    """Open a part of the package; answers what the browser needs to run it."""
    progress = _own_progress(request, progress_id)
    item = _json(request.body).get("item")
    sitting = attempts.sit(progress, item_key=str(item))
    return JsonResponse(launching.launch(sitting))


@login_required
@require_POST
def commit(request, public_id):
    """Keep a report of the package."""
    mine = ScormSitting.objects.visible_to(request.user)
    mine = mine.select_related("track__attempt")
    sitting = get_object_or_404(mine, public_id=public_id)
    report = _report(request)
    attempts.commit(sitting, **report)
    return JsonResponse(launching.standing(sitting.track.attempt_id))


@login_required
@require_POST
def again(request, progress_id: int):
    """Begin a new attempt."""
    progress = _own_progress(request, progress_id)
    attempts.begin_again(progress)
    return redirect("learning:lesson", progress.enrolment.public_id, progress.lesson.key)


def _json(text) -> dict:
    try:
        found = read_json(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Refused(
            "report_unreadable", _("The package sent something that cannot be read.")
        )
    return found


def _report(request) -> dict:
    """The report of a request: a JSON body, or a field where the page was closing."""
    text = request.POST.get("report") or request.body
    if len(text) > MAX_REPORT_BYTES:
        raise Refused(
            "report_too_large",
            _("The package sent more than can be kept. Tell the training agency."),
        )
    found = _json(text)
    sequence, data = found.get("sequence"), found.get("data")
    if not _is_sequence(sequence) or not isinstance(data, dict):
        raise Refused(
            "report_unreadable", _("The package sent something that cannot be read.")
        )
    if len(data) > MAX_ELEMENTS:
        raise Refused(
            "report_too_large",
            _("The package sent more than can be kept. Tell the training agency."),
        )
    return {"sequence": sequence, "data": data, "has_ended": found.get("ended") is True}


def _is_sequence(number) -> bool:
    is_number = isinstance(number, int) and not isinstance(number, bool)
    return is_number and 0 < number <= MAX_SEQUENCE
