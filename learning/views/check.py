"""The page behind a held lesson: why it is held, and three questions that release it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from learning.actions import checks
from learning.models import Enrolment, LessonHold
from learning.questions.rules.asking import shown_question
from learning.questions.rules.reading import answers_from
from learning.spans import hold_in_words


def _own_hold(request, public_id, key) -> LessonHold:
    mine = LessonHold.objects.filter(
        progress__enrolment__person=request.user,
        progress__enrolment__state__in=[
            Enrolment.State.ENROLLED,
            Enrolment.State.COMPLETED,
        ],
        reason=LessonHold.Reason.PACE,
    ).exclude(state=LessonHold.State.UNASKED)
    mine = mine.select_related("progress__lesson", "progress__enrolment__version")
    return get_object_or_404(
        mine, progress__enrolment__public_id=public_id, progress__lesson__key=key
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request, public_id, key):
    """Ask, or take the answers; what was released meanwhile leads back to the player."""
    hold = _own_hold(request, public_id, key)
    if not hold.is_open:
        return _go_on(public_id, hold)
    asked = checks.ask(hold)
    if request.method == "POST" and asked:
        drawn = [line["row"] for line in asked]
        known = {line["row"]["key"]: line["question"] for line in asked}
        if checks.answer(hold, answers_from(request.POST, drawn, known)):
            messages.success(request, _("Thank you. The lesson counts now."))
            return _go_on(public_id, hold)
        messages.info(
            request, _("Not yet: two of three have to be right. Read on for a minute.")
        )
        return redirect("learning:check", public_id=public_id, key=key)
    return render(request, "learning/check.html", _context(hold, asked))


def _go_on(public_id, hold: LessonHold):
    enrolment = Enrolment.objects.get(public_id=public_id)
    if enrolment.state == Enrolment.State.COMPLETED:
        return redirect("learning:finished", public_id=public_id)
    return redirect("learning:player", public_id=public_id)


def _context(hold: LessonHold, asked: list[dict]) -> dict:
    progress = hold.progress
    return {
        "hold": hold,
        "told": hold_in_words(hold),
        "lesson": progress.lesson,
        "enrolment": progress.enrolment,
        "questions": [
            shown_question(number, line["row"], line["question"], None)
            for number, line in enumerate(asked, 1)
        ],
        "read_on": checks.read_on_seconds(hold, progress.seconds),
    }
