"""The player: one calm page for each lesson, and the page after the last."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.ledger.models import Credit, Record
from corpu.lib.refusals import Refused
from corpu.lib.sent_json import read_json
from learning.actions import progress as actions
from learning.actions.corrections import standing_record
from learning.catalogue import needs_of, suggestions
from learning.lesson_files import serve
from learning.models import Enrolment, LessonHold, LessonProgress
from learning.outline import outline_of, time_kept, why_locked
from learning.spans import hold_in_words


def _mine(request, public_id) -> Enrolment:
    """The reader's own enrolment that she is learning or has completed."""
    rows = Enrolment.objects.filter(person=request.user).select_related(
        "version__form", "course__provider", "course__activity", "person"
    )
    return get_object_or_404(rows, public_id=public_id)


def _step(enrolment: Enrolment, key):
    outline = outline_of(enrolment)
    step = outline.at(key)
    if step is None:
        raise Http404
    return outline, step


@login_required
@require_safe
def player(request, public_id):
    """To the lesson where she left, on whatever device."""
    enrolment = _mine(request, public_id)
    if enrolment.state not in (Enrolment.State.ENROLLED, Enrolment.State.COMPLETED):
        return redirect("learning:course", slug=enrolment.course.slug)
    step = outline_of(enrolment).resume(enrolment.last_lesson_key)
    if step is None:
        return redirect("learning:course", slug=enrolment.course.slug)
    return redirect("learning:lesson", public_id=public_id, key=step.lesson.key)


@login_required
@require_safe
def lesson(request, public_id, key):
    """A lesson. Opening it is what marks the place where she resumes."""
    enrolment = _mine(request, public_id)
    outline, step = _step(enrolment, key)
    if enrolment.state not in (Enrolment.State.ENROLLED, Enrolment.State.COMPLETED):
        return redirect("learning:course", slug=enrolment.course.slug)
    if step.is_locked:
        messages.info(request, why_locked(step))
        return redirect("learning:player", public_id=public_id)
    step.progress = actions.open_lesson(enrolment, step.lesson)
    step.is_now = True
    before, after = outline.beside(step)
    context = {
        "enrolment": enrolment,
        "outline": outline,
        "step": step,
        "lesson": step.lesson,
        "progress": step.progress,
        "before": before,
        "after": after,
        "kept": time_kept(enrolment),
        **_hold(step.progress),
        **step.kind.context(request, step.lesson, step.progress),
    }
    return render(request, "learning/player.html", context)


def _hold(progress: LessonProgress) -> dict:
    """What holds the lesson back, and how many minutes more in it would release it."""
    if progress.state != LessonProgress.State.HELD:
        return {"hold": None, "minutes_needed": _minutes_needed(progress)}
    hold = progress.hold
    return {
        "hold": hold,
        "told": hold_in_words(hold),
        "hold_minutes": -(-hold.seconds_left(progress.seconds) // 60),
    }


def _minutes_needed(progress: LessonProgress) -> int:
    """Whole minutes until an open lesson may count as done, 0 where nobody set any."""
    minimum = (progress.lesson.minimum_minutes or 0) * 60
    return max(0, -(-(minimum - progress.seconds) // 60))


@login_required
@require_POST
def done(request, public_id, key):
    """She says that she has read or watched it. Twice is once."""
    enrolment = _mine(request, public_id)
    outline, step = _step(enrolment, key)
    if step.is_locked:
        raise Refused("locked", why_locked(step))
    if not step.kind.done_label:
        raise Refused(
            "not_by_hand",
            _("This lesson cannot be marked by hand. Open it and finish it."),
        )
    was_complete = enrolment.state == Enrolment.State.COMPLETED
    progress = actions.open_lesson(enrolment, step.lesson)
    progress = actions.complete_lesson(progress)
    enrolment.refresh_from_db()
    if progress.state == LessonProgress.State.HELD:
        page = "check" if progress.hold.reason == LessonHold.Reason.PACE else "lesson"
        return redirect(f"learning:{page}", public_id=public_id, key=key)
    if enrolment.state == Enrolment.State.COMPLETED and not was_complete:
        return redirect("learning:finished", public_id=public_id)
    _before, after = outline.beside(step)
    target = after or step
    return redirect("learning:lesson", public_id=public_id, key=target.lesson.key)


@login_required
@require_POST
def beat(request, public_id, key):
    """A sign of life from the page: seconds of learning, and the place in the lesson."""
    enrolment = _mine(request, public_id)
    _outline, step = _step(enrolment, key)
    if step.progress is None:
        raise Http404
    seconds, place = _read_beat(request)
    was_held = step.progress.state == LessonProgress.State.HELD
    if enrolment.state == Enrolment.State.ENROLLED:
        actions.add_time(step.progress, seconds)
    if place:
        actions.save_place(step.progress, place)
    if was_held and step.progress.state == LessonProgress.State.COMPLETED:
        return JsonResponse({"released": True})
    return HttpResponse(status=204)


def _read_beat(request) -> tuple[int, dict]:
    try:
        seconds = int(request.POST.get("seconds") or 0)
        place = read_json(request.POST.get("place") or "{}")
    except ValueError as error:
        raise BadRequest("seconds or place") from error
    if not isinstance(place, dict):
        raise BadRequest("place")
    return seconds, place


@login_required
@require_safe
def file(request, public_id, key, name: str):
    """A file of the lesson, for the learner of the course alone."""
    enrolment = _mine(request, public_id)
    if enrolment.state not in (Enrolment.State.ENROLLED, Enrolment.State.COMPLETED):
        raise Http404
    _outline, step = _step(enrolment, key)
    kept = step.lesson.content.get("files", {}).get(name)
    if kept is None or step.is_locked:
        raise Http404
    return serve(request, kept)


@login_required
@require_safe
def finished(request, public_id):
    """After the last lesson: the new number, the certificate, and what next."""
    enrolment = _mine(request, public_id)
    if enrolment.state != Enrolment.State.COMPLETED:
        return redirect("learning:player", public_id=public_id)
    record = standing_record(enrolment)
    # The certificate is the credentials app's own: read through the record it rests on.
    certificate = getattr(record, "certificate", None)
    needs = [n for n in needs_of(request.user) if not n.form_id and not n.competence_id]
    context = {
        "enrolment": enrolment,
        "record": record,
        "certificate": certificate,
        "gain": _gain(record) if record else None,
        "need": next(iter(needs), None),
        "suggestions": suggestions(request.user),
    }
    return render(request, "learning/finished.html", context)


def _gain(record: Record) -> dict:
    """Counted JP of the record's year without it and with it, read from the credits."""
    year = record.ended_on.year
    own = Credit.objects.filter(record=record, year=year)
    credit = own.select_related("rate").first()
    after = Credit.objects.filter(person=record.person_id, year=year).total()
    counted = credit.jp_recognised if credit else after - after
    return {
        "year": year,
        "before": after - counted,
        "after": after,
        "counted": counted,
        "claimed": credit.jp_claimed if credit else record.jp_stated,
        "reason": credit.get_reason_display() if credit else "",
        "is_less": bool(credit and credit.jp_recognised < credit.jp_claimed),
    }
