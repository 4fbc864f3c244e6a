"""What was posted turns out wrong: the fact is voided and posted anew, never changed."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from corpu.ledger.actions import records
from corpu.ledger.models import Record
from learning.actions import progress as progress_actions
from learning.actions.enrolments import promise_to_learn
from learning.models import Enrolment, LessonProgress


def standing_record(enrolment: Enrolment) -> Record | None:
    """The fact that the enrolment led to and that has not been voided.

    A fact that moved when two rows of a person were merged has another source.
    """
    source = f"enrolment:{enrolment.public_id}"
    rows = Record.objects.standing().filter(person=enrolment.person_id, token=None)
    ours = rows.filter(Q(source=source) | Q(source__startswith=f"{source}:"))
    moved = rows.filter(
        source__startswith="merge:", activity=enrolment.course.activity_id
    )
    return ours.first() or moved.first()


@transaction.atomic
def post_again(enrolment: Enrolment, *, by, reason: str) -> Record | None:
    """Void the fact and post what is true now; None if nothing had been posted."""
    record = standing_record(enrolment)
    if record is None:
        return None
    records.void(record, reason=reason, by=by)
    fresh = progress_actions.post_record(enrolment)
    for path in settings.COURSE_FOLLOWERS:
        import_string(path)(fresh)
    return fresh


@transaction.atomic
def undo_lesson(progress: LessonProgress, *, by, reason: str) -> None:
    """A lesson was not completed after all; a course that needed it is open again."""
    LessonProgress.objects.filter(pk=progress.pk).update(
        state=LessonProgress.State.STARTED, completed_at=None, place={}
    )
    enrolment = Enrolment.objects.select_for_update().get(pk=progress.enrolment_id)
    if enrolment.state != Enrolment.State.COMPLETED:
        return
    if not progress_actions.missing_lessons(enrolment).exists():
        return
    if record := standing_record(enrolment):
        records.void(record, reason=reason, by=by)
    enrolment.state, enrolment.completed_at = Enrolment.State.ENROLLED, None
    enrolment.save(update_fields=["state", "completed_at"])
    promise_to_learn(enrolment)
