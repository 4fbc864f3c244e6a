"""Whether a finished lesson counts at once, or has to wait: for its minimum time, or
for three answers where it was finished far faster than others need."""

from django.utils import timezone

from learning.actions.checks import questions_about
from learning.lessons import kind_of
from learning.models import Enrolment, LessonHold, LessonProgress
from learning.rules import Pace, honest_pace

# The newest completions say how long a lesson takes.
LATEST = 300


def pace_of(lesson, *, without=None) -> Pace | None:
    """How long the lesson takes those who completed it, `without` one enrolment."""
    rows = LessonProgress.objects.filter(
        lesson=lesson, state=LessonProgress.State.COMPLETED, seconds__gt=0
    ).exclude(enrolment=without)
    seconds = list(rows.order_by("-pk").values_list("seconds", flat=True)[:LATEST])
    return honest_pace(seconds, lesson.content.get("minutes"))


def hold_back(progress: LessonProgress) -> LessonHold | None:
    """The hold of a lesson that was finished just now; None where it counts.

    Called with the enrolment locked and the seconds up to date. A hold is decided once:
    what was released stays so.
    """
    hold = LessonHold.objects.filter(progress=progress).first()
    if hold is None:
        hold = _new_hold(progress)
    if hold is None or not hold.is_open:
        return None
    if hold.seconds_left(progress.seconds) > 0:
        return hold
    release(hold, LessonHold.State.STAYED)
    return None


def release(hold: LessonHold, state: str) -> None:
    """It holds nothing back any more, and says by what."""
    hold.state, hold.released_at = state, timezone.now()
    hold.save(update_fields=["state", "released_at", "tries"])


def _new_hold(progress: LessonProgress) -> LessonHold | None:
    lesson = progress.lesson
    if not kind_of(lesson).is_studied:
        return None
    seconds = _known_seconds(progress)
    if lesson.minimum_minutes:
        return _before_minimum(progress, seconds, lesson.minimum_minutes * 60)
    is_over = progress.enrolment.state == Enrolment.State.COMPLETED
    if is_over or not lesson.is_required:
        return None
    pace = pace_of(lesson, without=progress.enrolment_id)
    if pace is None or seconds >= pace.limit:
        return None
    return LessonHold.objects.create(
        progress=progress,
        reason=LessonHold.Reason.PACE,
        state=_state_of(lesson),
        seconds=seconds,
        limit=pace.limit,
        median=pace.median,
        people=pace.people,
    )


def _known_seconds(progress: LessonProgress) -> int:
    """Seconds in the lesson; where nothing told of any (a page without script, read in
    one go), all the time since it was opened; none where the clock was set back."""
    since = timezone.now() - progress.started_at
    return progress.seconds or max(0, int(since.total_seconds()))


def _before_minimum(progress, seconds: int, minimum: int) -> LessonHold | None:
    if seconds >= minimum:
        return None
    return LessonHold.objects.create(
        progress=progress,
        reason=LessonHold.Reason.MINIMUM,
        seconds=seconds,
        limit=minimum,
    )


def _state_of(lesson) -> str:
    """Nobody is held who cannot be released at once."""
    has_questions = bool(questions_about(lesson))
    return LessonHold.State.OPEN if has_questions else LessonHold.State.UNASKED
