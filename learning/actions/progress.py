"""How a learner gets on: places, time, lessons, and the completion of the course."""

import datetime
from decimal import ROUND_DOWN, Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from corpu.agenda import actions as agenda
from corpu.ledger.actions import records
from corpu.ledger.models import LearningClass, Record
from corpu.lib.clock import today
from corpu.lib.refusals import Refused
from learning.actions.holds import hold_back, release
from learning.lessons import kind_of
from learning.models import Enrolment, Lesson, LessonHold, LessonProgress, StudyDay
from learning.notices import tell_completed, tell_held

# Between two signs of life longer than this, nothing is known of the learner.
LONGEST_SILENCE = datetime.timedelta(minutes=10)
# A place is a bookmark, not a store: more than this is not one.
MAX_PLACE_BYTES = 100_000


def _locked(enrolment: Enrolment) -> Enrolment:
    """The enrolment, held until the transaction ends: one writer at a time."""
    return Enrolment.objects.select_for_update().get(pk=enrolment.pk)


def _refuse_unless_learning(enrolment: Enrolment) -> None:
    if enrolment.state not in (Enrolment.State.ENROLLED, Enrolment.State.COMPLETED):
        raise Refused(
            "not_enrolled",
            _("You are not enrolled in this course (any more). Enrol again to go on."),
        )


@transaction.atomic
def open_lesson(enrolment: Enrolment, lesson: Lesson) -> LessonProgress:
    """The learner stands at a lesson: where she resumes, on any device."""
    _refuse_unless_learning(enrolment)
    progress, _new = LessonProgress.objects.get_or_create(
        enrolment=enrolment, lesson=lesson
    )
    _settle(progress)
    now = timezone.now()
    Enrolment.objects.filter(pk=enrolment.pk).update(
        last_lesson_key=lesson.key, last_seen_at=now
    )
    _release_if_stayed(progress)
    kind_of(lesson).opened(progress)
    return progress


def save_place(progress: LessonProgress, place: dict) -> None:
    """Remember where in the lesson she is; the kind alone knows what `place` means."""
    if len(str(place)) > MAX_PLACE_BYTES:
        raise Refused("place_too_long", _("This place in the lesson cannot be kept."))
    LessonProgress.objects.filter(pk=progress.pk).update(place=place)
    progress.place = place


@transaction.atomic
def add_time(progress: LessonProgress, seconds: int) -> int:
    """Keep `seconds` of learning, at most the time since the last that was kept.

    Two tabs, a replay or a clock that runs fast cannot make more time than has passed.
    Returns the seconds that were kept.
    """
    now = timezone.now()
    enrolment = _locked(progress.enrolment)
    since = enrolment.counted_until or now
    kept = max(0, min(int(seconds), int((now - since).total_seconds())))
    kept = min(kept, int(LONGEST_SILENCE.total_seconds()))
    # Only what was kept is used up: of two signs at once, the later may tell of more.
    Enrolment.objects.filter(pk=enrolment.pk).update(
        counted_until=since + datetime.timedelta(seconds=kept), last_seen_at=now
    )
    _keep(progress, kept)
    _release_if_stayed(progress)
    return kept


def _keep(progress: LessonProgress, seconds: int) -> None:
    """Add seconds to the lesson and to today."""
    if seconds:
        LessonProgress.objects.filter(pk=progress.pk).update(
            seconds=F("seconds") + seconds
        )
    day, _new = StudyDay.objects.get_or_create(
        enrolment_id=progress.enrolment_id, day=today()
    )
    StudyDay.objects.filter(pk=day.pk).update(seconds=F("seconds") + seconds)


def _settle(progress: LessonProgress) -> None:
    """Begin a sitting, or go on with one: without script, going on keeps the time."""
    now = timezone.now()
    enrolment = _locked(progress.enrolment)
    since = enrolment.counted_until
    elapsed = now - since if since else None
    if elapsed is not None and elapsed <= LONGEST_SILENCE:
        _keep(progress, max(0, int(elapsed.total_seconds())))
    Enrolment.objects.filter(pk=enrolment.pk).update(counted_until=now)


@transaction.atomic
def complete_lesson(progress: LessonProgress, *, score=None) -> LessonProgress:
    """The lesson is done; with the last required one the course is completed.

    Done once, it stays done: a replay changes nothing but a better score. Before its
    minimum time, or far faster than others, it is held first (see `LessonHold`).
    `score` is 0 to 100.
    """
    enrolment = _locked(progress.enrolment)
    _refuse_unless_learning(enrolment)
    progress = LessonProgress.objects.select_for_update().get(pk=progress.pk)
    progress.enrolment = enrolment
    progress.score = max(
        (s for s in (progress.score, score) if s is not None), default=None
    )
    if progress.state == LessonProgress.State.COMPLETED:
        progress.save(update_fields=["score"])
        return progress
    if not kind_of(progress.lesson).attended_days(progress):
        _settle(progress)
        progress.refresh_from_db(fields=["seconds"])
    if hold := hold_back(progress):
        progress.state = LessonProgress.State.HELD
        progress.save(update_fields=["state", "score"])
        # What comes between now and opening it again is no time in the lesson.
        Enrolment.objects.filter(pk=enrolment.pk).update(counted_until=None)
        tell_held(hold)
        return progress
    return _finish(progress, enrolment)


def _finish(progress: LessonProgress, enrolment: Enrolment) -> LessonProgress:
    """It counts."""
    progress.state = LessonProgress.State.COMPLETED
    progress.completed_at = progress.completed_at or timezone.now()
    progress.save(update_fields=["state", "score", "completed_at"])
    if enrolment.state == Enrolment.State.ENROLLED:
        _complete_if_done(enrolment)
    return progress


@transaction.atomic
def finish_held(hold: LessonHold, state: str) -> LessonProgress:
    """What held the lesson back has been answered or waited for: it counts."""
    enrolment = _locked(hold.progress.enrolment)
    _refuse_unless_learning(enrolment)
    progress = LessonProgress.objects.select_for_update().get(pk=hold.progress_id)
    release(hold, state)
    return _finish(progress, enrolment)


def _release_if_stayed(progress: LessonProgress) -> None:
    """Who has stayed in a held lesson long enough has nothing to prove any more."""
    if progress.state != LessonProgress.State.HELD:
        return
    held = LessonHold.objects.filter(progress=progress, state=LessonHold.State.OPEN)
    hold = held.filter(limit__lte=F("progress__seconds")).first()
    if hold:
        finish_held(hold, LessonHold.State.STAYED)
        progress.refresh_from_db()


@transaction.atomic
def fail_lesson(progress: LessonProgress, *, score) -> LessonProgress:
    """Not passed yet; a lesson that was completed before stays so."""
    LessonProgress.objects.filter(pk=progress.pk).exclude(
        state__in=[LessonProgress.State.COMPLETED, LessonProgress.State.HELD]
    ).update(state=LessonProgress.State.FAILED, score=score)
    progress.refresh_from_db()
    return progress


def missing_lessons(enrolment: Enrolment):
    """Required lessons that are not completed."""
    done = LessonProgress.objects.filter(
        enrolment=enrolment, state=LessonProgress.State.COMPLETED
    )
    lessons = Lesson.objects.filter(version=enrolment.version_id, is_required=True)
    return lessons.exclude(pk__in=done.values("lesson"))


def _complete_if_done(enrolment: Enrolment) -> None:
    if missing_lessons(enrolment).exists():
        return
    now = timezone.now()
    enrolment.state, enrolment.completed_at = Enrolment.State.COMPLETED, now
    enrolment.save(update_fields=["state", "completed_at"])
    record = post_record(enrolment)
    agenda.release(f"enrolment:{enrolment.public_id}")
    tell_completed(enrolment)
    for path in settings.COURSE_FOLLOWERS:
        import_string(path)(record)


def learning_days(enrolment: Enrolment) -> list[datetime.date]:
    """The local days that count: with a kept minute, or on which a lesson was done.

    What was attended in person counts on the days of attendance; a classical course is
    learnt on those days alone.
    """
    attended: set[datetime.date] = set()
    own: set[datetime.date] = set()
    for progress in enrolment.progress.select_related("lesson", "enrolment"):
        found = kind_of(progress.lesson).attended_days(progress)
        attended.update(found)
        if progress.completed_at and not found:
            own.add(timezone.localdate(progress.completed_at))
    in_class = enrolment.version.form.learning_class == LearningClass.CLASSICAL
    if attended and in_class:
        return sorted(attended)
    minutes = enrolment.study_days.filter(seconds__gte=60)
    return sorted(own | attended | set(minutes.values_list("day", flat=True)))


def post_record(enrolment: Enrolment) -> Record:
    """The fact of the ledger, under the version that the learner took.

    Posting twice is once; after a correction voided the fact, the next is a new one.
    """
    version, course = enrolment.version, enrolment.course
    days = learning_days(enrolment) or [today()]
    return records.record(
        person=enrolment.person,
        form=version.form,
        scope=version.scope,
        title=version.title,
        started_on=days[0],
        ended_on=days[-1],
        learning_days=days,
        jp_stated=_jp_earned(enrolment),
        activity=course.activity,
        provider=course.provider,
        provider_name=course.provider.name,
        content_version=f"v{version.number}",
        source=_free_source(enrolment),
    )


def _jp_earned(enrolment: Enrolment) -> Decimal | None:
    """The JP of the version, or the share of them that attendance in part has earned."""
    jp = enrolment.version.jp
    rows = enrolment.progress.filter(state=LessonProgress.State.COMPLETED)
    shares = [
        kind_of(progress.lesson).share_earned(progress)
        for progress in rows.select_related("lesson", "enrolment")
    ]
    share = min(shares, default=Decimal(1))
    if jp is None or share >= 1:
        return jp
    return (jp * share).quantize(Decimal("0.01"), ROUND_DOWN)


def _free_source(enrolment: Enrolment) -> str:
    """`enrolment:<id>`, with a number behind it after facts that were voided."""
    source = f"enrolment:{enrolment.public_id}"
    facts = Record.objects.facts().filter(person=enrolment.person_id, token=None)
    ours = facts.filter(Q(source=source) | Q(source__startswith=f"{source}:"))
    voided = ours.exclude(voided_by=None).count()
    return f"{source}:{voided + 1}" if voided else source
