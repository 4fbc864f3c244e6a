"""What the browser is told: how to run an item, and how the learner stands."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from learning.kinds.scorm import passes, rules
from learning.kinds.scorm.actions.attempts import EXITS
from learning.kinds.scorm.contents import items_of, mastery_of
from learning.kinds.scorm.models import ScormAttempt, ScormSitting
from learning.standards.scorm_time import SCORM_12, span_of

LABELS = {
    rules.NOT_ATTEMPTED: gettext_lazy("not opened yet"),
    rules.INCOMPLETE: gettext_lazy("begun"),
    rules.COMPLETED: gettext_lazy("completed"),
    rules.PASSED: gettext_lazy("passed"),
    rules.FAILED: gettext_lazy("not passed"),
}


def launch(sitting: ScormSitting) -> dict:
    """Where the frame is, what it opens, and the data that the item finds there."""
    attempt = sitting.track.attempt
    lesson = attempt.progress.lesson
    item = next(i for i in items_of(lesson) if i["key"] == sitting.track.item)
    ticket = passes.issue(sitting, attempt.package)
    return {
        "frame": f"{settings.CONTENT_URL}/scorm/{ticket}/run",
        "launch": item["launch"],
        "commit": reverse("kind_scorm:commit", args=[sitting.public_id]),
        "data": initial_data(sitting, item, mastery_of(lesson, item)),
        **standing(attempt.pk),
    }


def initial_data(sitting: ScormSitting, item: dict, mastery) -> dict[str, str]:
    """The elements that the item reads when it starts.

    The learner is named, because packages greet; her number is that of the enrolment,
    never the NIP.
    """
    track = sitting.track
    enrolment = track.attempt.progress.enrolment
    kind = track.attempt.package.kind
    said = {name: text for name, text in track.data.items() if name not in EXITS}
    before = sum(track.sittings.exclude(pk=sitting.pk).values_list("seconds", flat=True))
    own = {
        "id": str(enrolment.public_id),
        "name": enrolment.person.name,
        "entry": "resume" if said else "ab-initio",
        "total_time": span_of(kind, before),
    }
    told = (
        _told_12(own, item, mastery)
        if kind == SCORM_12
        else _told_2004(own, item, mastery)
    )
    return {**said, **{name: text for name, text in told.items() if text != ""}}


def _told_12(own: dict, item: dict, mastery) -> dict[str, str]:
    return {
        "cmi.core.student_id": own["id"],
        "cmi.core.student_name": own["name"],
        "cmi.core.entry": own["entry"],
        "cmi.core.total_time": own["total_time"],
        "cmi.core.credit": "credit",
        "cmi.core.lesson_mode": "normal",
        "cmi.student_data.mastery_score": "" if mastery is None else f"{mastery:f}",
        "cmi.launch_data": item["launch_data"],
    }


def _told_2004(own: dict, item: dict, mastery) -> dict[str, str]:
    scaled = "" if mastery is None else f"{(mastery / 100).normalize():f}"
    return {
        "cmi.learner_id": own["id"],
        "cmi.learner_name": own["name"],
        "cmi.entry": own["entry"],
        "cmi.total_time": own["total_time"],
        "cmi.credit": "credit",
        "cmi.mode": "normal",
        "cmi.scaled_passing_score": scaled,
        "cmi.completion_threshold": item["threshold"] or "",
        "cmi.launch_data": item["launch_data"],
    }


def standing(attempt_id: int) -> dict:
    """How the attempt stands: each item's state, and a sentence when it is over."""
    attempt = ScormAttempt.objects.select_related(
        "progress__enrolment", "progress__lesson"
    ).get(pk=attempt_id)
    items = {
        track.item: {"state": track.state, "label": str(LABELS[track.state])}
        for track in attempt.tracks.all()
    }
    return {
        "state": attempt.state,
        "items": items,
        "message": outcome(attempt),
        "next": _next_page(attempt.progress),
    }


def _next_page(progress) -> str:
    """Where to go when the package is done: the finished course, or the lesson again."""
    enrolment = progress.enrolment
    if enrolment.state == enrolment.State.COMPLETED:
        return reverse("learning:finished", args=[enrolment.public_id])
    if progress.state == progress.State.HELD:
        page = "check" if progress.hold.reason == "pace" else "lesson"
        return reverse(
            f"learning:{page}", args=[enrolment.public_id, progress.lesson.key]
        )
    return reverse("learning:lesson", args=[enrolment.public_id, progress.lesson.key])


def outcome(attempt: ScormAttempt) -> str:
    """The sentence that tells how an attempt ended; empty while it goes on."""
    if attempt.state == ScormAttempt.State.OPEN:
        return ""
    score = {"score": _number(attempt.score)}
    if attempt.state == ScormAttempt.State.PASSED:
        if held := _held(attempt.progress):
            return held
        if attempt.score is None:
            return _("You have completed this package.")
        return _("You have completed this package with a score of %(score)s%%.") % score
    if attempt.score is None:
        return _("This attempt is over: the package reported no score.")
    return _("This attempt is over with a score of %(score)s%%: not passed.") % score


def _held(progress) -> str:
    """What is still missing where the finished lesson does not count yet."""
    if progress.state != progress.State.HELD:
        return ""
    if progress.hold.reason == "pace":
        return _(
            "You went through this package very quickly. Three short questions, and it "
            "counts."
        )
    minutes = -(-progress.hold.seconds_left(progress.seconds) // 60)
    return ngettext(
        "You are through. It counts after %(minutes)s more minute in this lesson.",
        "You are through. It counts after %(minutes)s more minutes in this lesson.",
        minutes,
    ) % {"minutes": minutes}


def _number(score) -> str:
    """A percentage by locale, without needless zeros."""
    if score is None:
        return ""
    whole = score.to_integral_value()
    return str(localize(whole if score == whole else score))
