"""What learning must tell people."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from corpu.notices.actions import tell
from corpu.notices.sentences import register


def register_all() -> None:
    """Teach the house the sentences of learning."""
    register(
        "learning.enrolled",
        group="learning",
        title=_("You are enrolled: %(title)s"),
        body=_("You can begin at once, and go on later where you were."),
    )
    register(
        "learning.asked",
        group="decisions",
        title=_("%(name)s asks to take a course"),
        body=_("Course: %(title)s. Accept it, or refuse it with a reason."),
    )
    register(
        "learning.assigned",
        group="learning",
        title=_("%(name)s asks you to learn: %(title)s"),
        body=_("You are enrolled. Please finish it by %(due_on)s."),
    )
    register(
        "learning.refused",
        group="learning",
        title=_("Your enrolment was refused: %(title)s"),
        body=_("Reason: %(reason)s"),
    )
    register(
        "learning.reminder",
        group="learning",
        title=_("Waiting for you: %(title)s"),
        body=_("You have not been here for two weeks. You go on where you were."),
        is_nudge=True,
    )
    register(
        "learning.date_set",
        group="learning",
        title=_("There is a date now: %(title)s"),
        body=_("You wanted to know. Seats go to those who book first."),
    )
    register(
        "learning.course_gone",
        group="learning",
        title=_("No new learners any more: %(title)s"),
        body=_("You may finish what you have begun. What you have learnt stays."),
    )
    register(
        "learning.completed",
        group="learning",
        title=_("Completed: %(title)s"),
        body=_("It is in your learning records. See what it is worth."),
    )


def _url(enrolment) -> str:
    return reverse("learning:course", args=[enrolment.course.slug])


def tell_gone(person, course) -> None:
    """To somebody who is in a course that was taken out: she may finish."""
    tell(
        person,
        "learning.course_gone",
        source=f"course:{course.public_id}:gone:{course.gone_on}",
        url=reverse("learning:course", args=[course.slug]),
        title=course.title,
    )


def tell_enrolled(enrolment) -> None:
    """To the learner: she can begin."""
    tell(
        enrolment.person,
        "learning.enrolled",
        source=f"enrolment:{enrolment.public_id}:enrolled",
        url=reverse("learning:player", args=[enrolment.public_id]),
        title=enrolment.version.title,
    )


def tell_assigned(enrolment) -> None:
    """To the learner: who asks for it, and by when; a new day is told again."""
    tell(
        enrolment.person,
        "learning.assigned",
        source=f"enrolment:{enrolment.public_id}:due:{enrolment.due_on}",
        url=reverse("learning:player", args=[enrolment.public_id]),
        title=enrolment.version.title,
        name=enrolment.assigned_by.full_name,
        due_on=enrolment.due_on,
    )


def tell_asked(enrolment) -> None:
    """To the one who decides; HR looks at its queue."""
    if enrolment.decider:
        tell(
            enrolment.decider,
            "learning.asked",
            source=f"enrolment:{enrolment.public_id}:asked:{enrolment.decider_id}",
            url=reverse("home:decisions"),
            title=enrolment.version.title,
            name=enrolment.person.full_name,
        )


def tell_refused(enrolment) -> None:
    """To the learner, with the reason."""
    tell(
        enrolment.person,
        "learning.refused",
        source=f"enrolment:{enrolment.public_id}:refused",
        url=_url(enrolment),
        title=enrolment.version.title,
        reason=enrolment.reason,
    )


def tell_reminder(enrolment, day) -> None:
    """To a learner who has not been back for a while."""
    tell(
        enrolment.person,
        "learning.reminder",
        source=f"enrolment:{enrolment.public_id}:reminder:{day:%Y-%m-%d}",
        url=reverse("learning:player", args=[enrolment.public_id]),
        title=enrolment.version.title,
    )


def tell_completed(enrolment) -> None:
    """To the learner: it is in the ledger."""
    tell(
        enrolment.person,
        "learning.completed",
        source=f"enrolment:{enrolment.public_id}:completed",
        url=reverse("learning:finished", args=[enrolment.public_id]),
        title=enrolment.version.title,
    )


def tell_date(interest, url: str) -> None:
    """To somebody who wanted a class of the course: one has been announced."""
    tell(
        interest.person,
        "learning.date_set",
        source=f"interest:{interest.pk}:{url}",
        url=url,
        title=interest.course.title,
    )
