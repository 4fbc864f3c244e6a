"""The lessons of an enrolment as its learner meets them: done, open or locked."""

from dataclasses import dataclass

from learning.lessons import LessonKind, kind_of
from learning.models import Enrolment, Lesson, LessonProgress


@dataclass
class Step:
    """One lesson in the outline."""

    lesson: Lesson
    kind: LessonKind
    progress: LessonProgress | None
    number: int
    is_locked: bool = False
    is_now: bool = False

    @property
    def is_done(self) -> bool:
        """True when the lesson is completed."""
        return bool(self.progress and self.progress.state == "completed")

    @property
    def state(self) -> str:
        """What the outline says: done, locked, failed, started or open."""
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
    steps, is_blocked = [], False
    for number, lesson in enumerate(lessons, 1):
        progress = found.get(lesson.pk)
        step = Step(lesson, kind_of(lesson), progress, number, is_blocked)
        steps.append(step)
        if enrolment.version.in_order and lesson.is_required and not step.is_done:
            is_blocked = True
    return Outline(steps)
