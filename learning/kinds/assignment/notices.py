"""What assignments must tell people."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from corpu.notices.actions import tell
from corpu.notices.sentences import register


def register_all() -> None:
    """Teach the house the sentences of assignments."""
    register(
        "assignment.accepted",
        group="learning",
        title=_("Your work was accepted: %(title)s"),
        body=_("%(course)s: %(score)s%%. See what the instructor wrote."),
    )
    register(
        "assignment.returned",
        group="learning",
        title=_("Your work came back to be done better: %(title)s"),
        body=_("%(course)s: %(score)s%%. Read the note and hand it in again."),
    )


def tell_marked(submission, progress) -> None:
    """The learner is told once for each piece of work."""
    enrolment = progress.enrolment
    kind = "accepted" if submission.is_accepted else "returned"
    tell(
        enrolment.person,
        f"assignment.{kind}",
        source=f"assignment:{submission.public_id}",
        url=reverse("learning:lesson", args=[enrolment.public_id, progress.lesson.key]),
        title=progress.lesson.title,
        course=enrolment.course.title,
        score=f"{submission.score:.0f}",
    )
