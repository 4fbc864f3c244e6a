"""The lessons of an enrolment as its learner meets them: done, open or locked, and what
opens a locked one."""

from dataclasses import dataclass

from django.db.models import Count, Sum
from django.utils import formats
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from learning.lessons import LessonKind, kind_of
from learning.models import Enrolment, Lesson, LessonProgress
from learning.rules import Conditions, Lock, Rung, locks
from learning.spans import span


@dataclass
class Step:
    """One lesson in the outline."""

    lesson: Lesson
    kind: LessonKind
    progress: LessonProgress | None
    number: int
    lock: Lock | None = None
    is_now: bool = False
    waits_for: tuple[str, ...] = ()

    @property
    def is_locked(self) -> bool:
        """True while something has to come first: a day, or lessons (`waits_for`)."""
        return self.lock is not None

    @property
    def why_locked(self) -> str:
        """What opens it, in words; empty for an open one."""
        return why_locked(self) if self.lock else ""

    @property
    def is_done(self) -> bool:
        """True when the lesson is completed."""
        return bool(self.progress and self.progress.state == "completed")

    @property
    def state(self) -> str:
        """What the outline says: done, locked, held, failed, started or open."""
        if self.is_done:
            return "completed"
        if self.is_locked:
            return "locked"
        return self.progress.state if self.progress else "not_started"


@dataclass
class Outline:
    """All steps, and where the learner stands among them."""

    steps: list[Step]

    @property
    def required(self) -> list[Step]:
        """The steps that the course asks for."""
        return [step for step in self.steps if step.lesson.is_required]

    @property
    def done(self) -> int:
        """How many required steps are done."""
        return sum(step.is_done for step in self.required)

    def at(self, key) -> Step | None:
        """The step of a lesson key."""
        return next((step for step in self.steps if step.lesson.key == key), None)

    def beside(self, step: Step) -> tuple[Step | None, Step | None]:
        """The steps before and after."""
        place = self.steps.index(step)
        before = self.steps[place - 1] if place else None
        after = self.steps[place + 1] if place + 1 < len(self.steps) else None
        return before, after

    def resume(self, last_key) -> Step | None:
        """Where to go on: the last lesson if it is not done, else the next open one."""
        last = self.at(last_key)
        if last and not last.is_done and not last.is_locked:
            return last
        start = self.steps.index(last) if last else 0
        ring = self.steps[start:] + self.steps[:start]
        todo = [s for s in ring if not s.is_done and not s.is_locked]
        required = [step for step in todo if step.lesson.is_required]
        return next(iter(required or todo), last or next(iter(self.steps), None))


def outline_of(enrolment: Enrolment) -> Outline:
    """The outline, in two queries."""
    found = {row.lesson_id: row for row in enrolment.progress.all()}
    lessons = enrolment.version.lessons.all()
    steps = [
        Step(lesson, kind_of(lesson), found.get(lesson.pk), number)
        for number, lesson in enumerate(lessons, 1)
    ]
    closed = locks(
        [_rung(step) for step in steps],
        in_order=enrolment.version.in_order,
        began_on=enrolment.began_on,
        day=today(),
    )
    titles = {str(step.lesson.key): step.lesson.title for step in steps}
    for step in steps:
        step.lock = closed.get(str(step.lesson.key))
        after = step.lock.after if step.lock else ()
        step.waits_for = tuple(titles[key] for key in after)
    return Outline(steps)


def _rung(step: Step) -> Rung:
    lesson = step.lesson
    return Rung(
        key=str(lesson.key),
        is_done=step.is_done,
        is_required=lesson.is_required,
        is_gate=lesson.is_gate,
        conditions=Conditions(
            lesson.opens_on, lesson.opens_after_days, tuple(lesson.after)
        ),
    )


def time_kept(enrolment: Enrolment) -> dict:
    """All that is kept of the time of a learner in a course: words, and on how many
    days; empty before the first minute."""
    days = enrolment.study_days.filter(seconds__gte=60)
    found = days.aggregate(seconds=Sum("seconds"), days=Count("pk"))
    if not found["days"]:
        return {}
    return {"span": span(found["seconds"]), "days": found["days"]}


def why_locked(step: Step) -> str:
    """The sentences that say what opens a locked lesson."""
    said = []
    if step.waits_for:
        names = ", ".join(f"“{title}”" for title in step.waits_for)
        said.append(_("It opens when %(lessons)s is done.") % {"lessons": names})
    if step.lock and step.lock.until:
        day = formats.date_format(step.lock.until, "j F Y")
        said.append(_("It opens on %(day)s.") % {"day": day})
    return " ".join(said)
