"""A learner at a package: attempts, sittings, and what a browser reports of them."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.lib.refusals import Refused
from learning.actions.progress import add_time, complete_lesson, fail_lesson
from learning.kinds.scorm import rules
from learning.kinds.scorm.contents import (
    launchable,
    mark_of,
    mastery_of,
    required_keys,
)
from learning.kinds.scorm.models import Package, ScormAttempt, ScormSitting, ScormTrack
from learning.models import Enrolment, LessonProgress
from learning.standards.scorm_data import clean
from learning.standards.scorm_time import seconds_of

LONGEST_SITTING = datetime.timedelta(hours=12)
EXITS = ("cmi.core.exit", "cmi.exit")
SESSION_TIME = {"scorm12": "cmi.core.session_time", "scorm2004": "cmi.session_time"}


def current_attempt(progress: LessonProgress) -> ScormAttempt | None:
    """The latest attempt."""
    return progress.scorm_attempts.order_by("number").last()


def sit(progress: LessonProgress, *, item_key: str) -> ScormSitting:
    """Open an item: begin an attempt where there is none, and a sitting in it.

    An item that was not passed begins anew; any other goes on where it was left.
    """
    sitting = _sit(progress, item_key)
    if sitting is None:
        raise Refused(
            "attempt_is_over",
            _("This attempt is over. Begin a new one to try again."),
        )
    return sitting


@transaction.atomic
def _sit(progress: LessonProgress, item_key: str) -> ScormSitting | None:
    progress = _locked(progress.pk)
    lesson = progress.lesson
    item = launchable(lesson).get(item_key)
    if item is None:
        raise Refused("no_such_item", _("This part is not in the package. Reload."))
    package = Package.objects.get(digest=lesson.content["digest"])
    if package.state != Package.State.READY:
        raise Refused(
            "package_not_ready",
            _("The package is still being prepared. Try again in a minute."),
        )
    attempt = current_attempt(progress) or _begin(progress, package)
    track, _new = ScormTrack.objects.get_or_create(attempt=attempt, item=item_key)
    _leave(track)
    _settle(attempt)
    if attempt.state == ScormAttempt.State.FAILED:
        return None
    _prepare(track, item)
    if not item["is_sco"]:
        _settle(attempt)
    return ScormSitting.objects.create(track=track)


def _leave(track: ScormTrack) -> None:
    """A sitting that never said goodbye has ended when the next one begins."""
    if track.state == rules.FAILED:
        track.sittings.update(has_ended=True)


def _prepare(track: ScormTrack, item: dict) -> None:
    """What was not passed begins with nothing; a page without reports is done at once."""
    if track.state == rules.FAILED:
        track.state, track.data, track.score = rules.NOT_ATTEMPTED, {}, None
    if not item["is_sco"]:
        track.state = rules.COMPLETED
    elif track.state == rules.NOT_ATTEMPTED:
        track.state = rules.INCOMPLETE
    track.data = {k: v for k, v in track.data.items() if k not in EXITS}
    track.save(update_fields=["state", "data", "score"])


@transaction.atomic
def begin_again(progress: LessonProgress) -> ScormAttempt:
    """A new attempt after one that was not passed; what was passed in it is kept."""
    progress = _locked(progress.pk)
    last = current_attempt(progress)
    if last is None or last.state != ScormAttempt.State.FAILED:
        raise Refused("attempt_is_open", _("Your attempt is not over. Go on with it."))
    if attempts_left(progress, last) == 0:
        raise Refused(
            "no_attempts_left",
            _("No attempts are left. Ask the training agency for another one."),
        )
    attempt = _begin(progress, last.package, number=last.number + 1)
    mark = mark_of(progress.lesson)
    for track in last.tracks.all():
        if rules.is_to_repeat(rules.Verdict(track.state, track.score), mark):
            continue
        ScormTrack.objects.create(
            attempt=attempt,
            item=track.item,
            state=track.state,
            score=track.score,
            data=track.data,
        )
    return attempt


def attempts_left(progress: LessonProgress, last: ScormAttempt | None) -> int | None:
    """How many attempts remain after `last`; None where they are not limited."""
    most = progress.lesson.content.get("attempts") or 0
    used = last.number if last else 0
    return max(most - used, 0) if most else None


def _begin(progress, package: Package, number: int = 1) -> ScormAttempt:
    return ScormAttempt.objects.create(progress=progress, package=package, number=number)


def _locked(progress_id: int) -> LessonProgress:
    """The progress, with its enrolment held until the transaction ends.

    The enrolment is what every writer of progress locks first.
    """
    enrolment = Enrolment.objects.select_for_update().get(progress=progress_id)
    if enrolment.state not in (Enrolment.State.ENROLLED, Enrolment.State.COMPLETED):
        raise Refused(
            "not_enrolled", _("You are not enrolled in this course. Enrol again first.")
        )
    progress = LessonProgress.objects.select_related("lesson").get(pk=progress_id)
    progress.enrolment = enrolment
    return progress


@transaction.atomic
def commit(
    sitting: ScormSitting, *, sequence: int, data: dict, has_ended: bool
) -> ScormSitting:
    """Keep what the browser reports, once, in order, and only what can be true.

    A report that arrives twice or late changes nothing; one from a sitting that another
    device has taken over is refused.
    """
    progress = _locked(sitting.track.attempt.progress_id)
    sitting = ScormSitting.objects.select_related("track__attempt__package").get(
        pk=sitting.pk
    )
    if sequence <= sitting.last_sequence:
        return sitting
    track, attempt = sitting.track, sitting.track.attempt
    _refuse_if_stale(sitting)
    kind = attempt.package.kind
    cleaned = clean(kind, data)
    kept = _keep_time(sitting, kind, cleaned.values)
    sitting.last_sequence = sequence
    sitting.last_commit_at = timezone.now()
    sitting.has_ended = sitting.has_ended or has_ended
    sitting.ignored = [list(pair) for pair in cleaned.ignored] or sitting.ignored
    sitting.save()
    add_time(progress, kept)
    if attempt.state == ScormAttempt.State.FAILED:
        return sitting
    track.data = {**track.data, **cleaned.values}
    track.save(update_fields=["data"])
    item = launchable(progress.lesson)[track.item]
    if item["is_sco"]:
        _reach(track, _verdict(progress.lesson, item, sitting))
        _settle(attempt)
    return sitting


def _refuse_if_stale(sitting: ScormSitting) -> None:
    newer = ScormSitting.objects.filter(
        track__attempt__progress=sitting.track.attempt.progress_id,
        track__item=sitting.track.item,
        pk__gt=sitting.pk,
    )
    if newer.exists():
        raise Refused(
            "opened_elsewhere",
            _("You have opened this part elsewhere. Go on there, or reload this page."),
        )
    if timezone.now() - sitting.started_at > LONGEST_SITTING:
        raise Refused(
            "sitting_expired", _("This page has been open too long. Reload it to go on.")
        )


def _keep_time(sitting: ScormSitting, kind: str, values: dict) -> int:
    """Bring the sitting's seconds up to date; returns how many are new."""
    before = sitting.seconds
    elapsed = int((timezone.now() - sitting.started_at).total_seconds())
    stated = seconds_of(kind, values.pop(SESSION_TIME[kind], ""))
    sitting.seconds = rules.bounded_seconds(stated, before, elapsed)
    since = sitting.last_commit_at or sitting.started_at
    return int((timezone.now() - since).total_seconds())


def _verdict(lesson, item: dict, sitting: ScormSitting) -> rules.Verdict:
    track = sitting.track
    threshold = item["threshold"]
    return rules.judge(
        track.attempt.package.kind,
        track.data,
        has_ended=sitting.has_ended and not is_suspended(track.data),
        mastery=mastery_of(lesson, item),
        threshold=None if threshold is None else Decimal(threshold),
    )


def is_suspended(data: dict) -> bool:
    """Left in order to come back."""
    return any(data.get(name) == "suspend" for name in EXITS)


def _reach(track: ScormTrack, verdict: rules.Verdict) -> None:
    """Keep the better state; the score follows the state it belongs to."""
    if verdict.state == rules.NOT_ATTEMPTED:
        return  # it was opened, which is more
    state = rules.keep_best(track.state, verdict.state)
    if state == verdict.state or track.score is None:
        best = [s for s in (track.score, verdict.percent) if s is not None]
        track.score = max(best) if state in rules.DONE and best else verdict.percent
    track.state = state
    track.save(update_fields=["state", "score"])


def _settle(attempt: ScormAttempt) -> None:
    """What the items together make of the attempt, and the attempt of the lesson."""
    if attempt.state != ScormAttempt.State.OPEN:
        return
    lesson = attempt.progress.lesson
    tracks = {track.item: track for track in attempt.tracks.all()}
    verdicts = [
        rules.Verdict(tracks[key].state, tracks[key].score)
        if key in tracks
        else rules.Verdict(rules.NOT_ATTEMPTED)
        for key in required_keys(lesson)
    ]
    whole = rules.sum_up(verdicts, mark_of(lesson))
    attempt.score = whole.percent
    if whole.state in rules.DONE:
        attempt.state = ScormAttempt.State.PASSED
    elif whole.state == rules.FAILED and _all_left(attempt, mark_of(lesson)):
        attempt.state = ScormAttempt.State.FAILED
    if attempt.state != ScormAttempt.State.OPEN:
        attempt.ended_at = timezone.now()
    attempt.save(update_fields=["score", "state", "ended_at"])
    if attempt.state == ScormAttempt.State.PASSED:
        complete_lesson(attempt.progress, score=whole.percent)
    elif attempt.state == ScormAttempt.State.FAILED:
        fail_lesson(attempt.progress, score=whole.percent or Decimal(0))


def _all_left(attempt: ScormAttempt, mark: Decimal | None) -> bool:
    """Nobody is failed while she is still at it: an item may offer a second try."""
    required = required_keys(attempt.progress.lesson)
    short = [
        track
        for track in attempt.tracks.filter(item__in=required)
        if rules.is_to_repeat(rules.Verdict(track.state, track.score), mark)
    ]
    last = [track.sittings.order_by("pk").last() for track in short]
    return all(sitting is None or sitting.has_ended for sitting in last)
