"""Work for an assignment: kept as a draft, handed in once, marked once."""

import hashlib
from decimal import Decimal

from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from learning.actions.progress import complete_lesson, fail_lesson
from learning.kinds.assignment import rules
from learning.kinds.assignment.models import Submission
from learning.kinds.assignment.notices import tell_marked
from learning.models import Enrolment, LessonProgress

FOLDER = "submissions"
SENTENCES = {
    "file_kind": _(
        "Hand in a PDF, a document, a table, a presentation, a picture or plain text."
    ),
    "file_too_large": _("The file is larger than 20 MB. Make it smaller or split it."),
    "file_empty": _("The file is empty. Choose it again."),
}


def _held(progress_id: int) -> LessonProgress:
    """The progress, its enrolment held until the transaction ends."""
    enrolment = Enrolment.objects.select_for_update().get(progress=progress_id)
    if enrolment.state not in (Enrolment.State.ENROLLED, Enrolment.State.COMPLETED):
        raise Refused(
            "not_enrolled", _("You are not enrolled in this course. Enrol again first.")
        )
    progress = LessonProgress.objects.select_related("lesson").get(pk=progress_id)
    progress.enrolment = enrolment
    return progress


def tries_left(progress: LessonProgress) -> int | None:
    """How often work may still be handed in; None where it is not limited."""
    most = progress.lesson.content.get("tries")
    used = progress.submissions.exclude(handed_in_at=None).count()
    return max(most - used, 0) if most else None


def keep_file(upload) -> dict:
    """Check and keep a file that was sent; only learner and instructors get it back."""
    problem = rules.problem_of_file(upload.name, upload.size)
    if problem:
        raise Refused(problem, SENTENCES[problem], field="file")
    digest = hashlib.file_digest(upload, "sha256").hexdigest()
    upload.seek(0)
    storage, path = storages["private"], f"{FOLDER}/{digest[:2]}/{digest}"
    if not storage.exists(path):
        storage.save(path, upload)
    name = upload.name.replace("\\", "/").rpartition("/")[2][-120:]
    # Handed back as a download only: nothing that a learner sends is shown in the page.
    kind = "application/octet-stream"
    return {"path": path, "name": name, "type": kind, "size": upload.size}


@transaction.atomic
def save_draft(
    progress: LessonProgress, *, text: str, upload=None, drops_file: bool = False
) -> Submission:
    """Keep work as far as it is; it is there on any device."""
    progress = _held(progress.pk)
    draft = _open(progress)
    draft.text = text.replace("\0", "")[: rules.MOST_TEXT]
    takes = progress.lesson.content["takes"]
    if takes == "file":
        draft.text = ""
    if drops_file or takes == "text":
        draft.file = None
    if upload is not None and takes != "text":
        draft.file = keep_file(upload)
    draft.saved_at = timezone.now()
    draft.save()
    return draft


def _open(progress: LessonProgress) -> Submission:
    if progress.submissions.filter(is_accepted=True).exists():
        raise Refused("accepted_already", _("Your work has been accepted already."))
    if progress.submissions.waiting().exists():
        raise Refused(
            "waits_for_marking",
            _("An instructor is reading your work. You are told the result."),
        )
    draft = progress.submissions.drafts().first()
    if draft:
        return draft
    if tries_left(progress) == 0:
        raise Refused(
            "no_tries_left",
            _("It cannot be handed in again. Ask the training agency for another try."),
        )
    return Submission(progress=progress, number=progress.submissions.count() + 1)


@transaction.atomic
def hand_in(
    progress: LessonProgress, *, text: str, upload=None, drops_file: bool = False
) -> Submission:
    """Hand in; sent twice it is once."""
    waiting = _held(progress.pk).submissions.waiting().first()
    if waiting:
        return waiting
    draft = save_draft(progress, text=text, upload=upload, drops_file=drops_file)
    if not draft.text.strip() and not draft.file:
        raise Refused(
            "nothing_handed_in", _("Write something, or choose a file."), field="text"
        )
    draft.handed_in_at = timezone.now()
    draft.save(update_fields=["handed_in_at"])
    return draft


@transaction.atomic
def mark(
    submission: Submission, *, points: dict[str, Decimal], note: str, by
) -> Submission:
    """By the rubric: at the pass mark or above it is accepted, below it comes back.

    Nobody marks her own; marked once it stays.
    """
    progress = _held(submission.progress_id)
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if progress.enrolment.person_id == by.pk:
        raise Refused("own_work", _("Nobody marks her own work."))
    if submission.marked_at or not submission.handed_in_at:
        raise Refused("marked_already", _("This work has been marked already."))
    content = progress.lesson.content
    submission.points = {key: str(value) for key, value in points.items()}
    submission.score = rules.percent(content["criteria"], points)
    submission.is_accepted = submission.score >= content["pass_mark"]
    submission.note, submission.marked_by = note, by
    submission.marked_at = timezone.now()
    submission.save()
    follow = complete_lesson if submission.is_accepted else fail_lesson
    follow(progress, score=submission.score)
    log_decision(
        "assignment.accepted" if submission.is_accepted else "assignment.returned",
        by=by,
        person=progress.enrolment.person,
        subject=f"{progress.enrolment.course.title}: {progress.lesson.title}",
    )
    tell_marked(submission, progress)
    return submission
