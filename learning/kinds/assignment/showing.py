"""What the lesson page shows of an assignment, and what waits for instructors."""

from decimal import Decimal

from learning.kinds.assignment import rules
from learning.kinds.assignment.actions.submissions import tries_left
from learning.kinds.assignment.models import Submission
from learning.lessons import Work
from learning.waiting_work import by_lesson


def lesson_context(lesson, progress) -> dict:
    """The task, the draft or what waits, and what was marked before."""
    content = lesson.content
    context = {"task": content, "whole": rules.whole(content["criteria"])}
    if progress is None:
        return {**context, "is_preview": True}
    rows = list(progress.submissions.all())
    marked = [row for row in rows if row.marked_at]
    waiting = next((r for r in rows if r.handed_in_at and not r.marked_at), None)
    left = tries_left(progress)
    is_accepted = any(row.is_accepted for row in marked)
    return {
        **context,
        "draft": next((row for row in rows if not row.handed_in_at), None),
        "waiting": waiting,
        "marked": [dressed(row, lesson) for row in reversed(marked)],
        "left": left,
        "is_accepted": is_accepted,
        "may_hand_in": not waiting and not is_accepted and left != 0,
        "endings": ",".join(f".{ending}" for ending in rules.ENDINGS),
    }


def dressed(submission: Submission, lesson) -> Submission:
    """With the lines of the rubric and the points that each was given."""
    submission.lines = [
        {**c, "given": Decimal(submission.points.get(c["key"], "0"))}
        for c in lesson.content["criteria"]
    ]
    return submission


def waiting_work(providers) -> list[Work]:
    """One line an assignment, the longest waiting first."""
    rows = Submission.objects.waiting()
    page = "kind_assignment:waiting"
    return by_lesson(rows, providers, since="handed_in_at", page=page)
