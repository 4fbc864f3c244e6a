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
        "learning.invited",
        group="learning",
        title=_("%(name)s invites you: %(title)s"),
        body=_("Accept or decline it by %(until)s."),
    )
    register(
        "learning.expired",
        group="learning",
        title=_("Not answered in time: %(title)s"),
        body="%(reason)s",
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
        "learning.demand_answered",
        group="learning",
        title=_("An agency answers what was asked for: %(title)s"),
        body=_("%(agency)s offers the course “%(course)s”."),
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
        "learning.held",
        group="learning",
        title=_("One more step: %(title)s"),
        body=_("You finished it very quickly. Three short questions, and it counts."),
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


def tell_asked(enrolment, *, again: bool = False) -> None:
    """To those who decide: the leader, or the managers of the agency; HR looks at its
    queue. `again` asks a last time before the request expires."""
    mark = ":again" if again else ""
    for person in _deciders(enrolment):
        tell(
            person,
            "learning.asked",
            source=f"enrolment:{enrolment.public_id}:asked:{person.pk}{mark}",
            url=reverse("home:decisions"),
            title=enrolment.version.title,
            name=enrolment.person.full_name,
        )


def _deciders(enrolment) -> list:
    from corpu.people.models import Person, RoleGrant

    if enrolment.step == "leader":
        return [enrolment.decider] if enrolment.decider else []
    managers = RoleGrant.objects.active().filter(
        role="manager", provider=enrolment.course.provider_id
    )
    people = Person.objects.filter(pk__in=managers.values("person"), is_active=True)
    return list(people.exclude(pk=enrolment.person_id))


def tell_invited(enrolment) -> None:
    """To the person: who invites her, and until when she may answer."""
    tell(
        enrolment.person,
        "learning.invited",
        source=f"enrolment:{enrolment.public_id}:invited",
        url=_url(enrolment),
        title=enrolment.version.title,
        name=enrolment.invited_by.full_name,
        until=enrolment.decide_by.date(),
    )


def tell_expired(enrolment) -> None:
    """To the person: nobody answered."""
    tell(
        enrolment.person,
        "learning.expired",
        source=f"enrolment:{enrolment.public_id}:expired",
        url=_url(enrolment),
        title=enrolment.version.title,
        reason=enrolment.reason,
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


def tell_held(hold) -> None:
    """To the learner: three answers release her lesson. A minimum time needs no notice,
    the page itself says what is left."""
    if hold.reason != hold.Reason.PACE:
        return
    progress = hold.progress
    tell(
        progress.enrolment.person,
        "learning.held",
        source=f"progress:{progress.pk}:held",
        url=reverse("learning:check", args=_place(progress)),
        title=progress.lesson.title,
    )


def _place(progress) -> list:
    return [progress.enrolment.public_id, progress.lesson.key]


def tell_date(interest, url: str) -> None:
    """To somebody who wanted a class of the course: one has been announced."""
    tell(
        interest.person,
        "learning.date_set",
        source=f"interest:{interest.pk}:{url}",
        url=url,
        title=interest.course.title,
    )


def tell_answered(person, card) -> None:
    """To those who need what a card is about, and who asked for them."""
    tell(
        person,
        "learning.demand_answered",
        source=f"demand:{card.public_id}:{card.course_id}:{person.pk}",
        url=reverse("learning:course", args=[card.course.slug]),
        title=card.title,
        course=card.course.title,
        agency=card.provider.name,
    )
