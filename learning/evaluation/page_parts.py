"""What evaluation says on pages of learning (see `corpu.lib.page_parts`)."""

from corpu.people.actions.deciders import decider_for
from learning.evaluation.figures import figures_of
from learning.evaluation.forms import HurdleForm, UseForm
from learning.evaluation.models import BEST, Opinion, Use
from learning.models import Course, Enrolment


def after_course(enrolment: Enrolment, viewer) -> dict | None:
    """On the page after a course: rate it, and say whether it is used."""
    if enrolment.person_id != viewer.pk:
        return None
    use = Use.objects.filter(enrolment=enrolment).select_related("decider").first()
    is_open = use is None or use.state in (Use.State.NOT_SEEN, Use.State.HINDERED)
    return {
        "template": "learning/evaluation/parts/after_course.html",
        "enrolment": enrolment,
        "stars": range(1, BEST + 1),
        "given": Opinion.objects.filter(enrolment=enrolment).first(),
        "use": use,
        "is_open": is_open,
        "decider": decider_for(enrolment.person) if is_open else None,
        "use_form": UseForm(),
        "hurdle_form": HurdleForm(),
    }


def of_course(course: Course, viewer) -> dict | None:
    """On the page of a course: what those say who took it."""
    figures = figures_of(course)
    if not figures.opinions and not (figures.is_told and figures.confirmed):
        return None
    return {
        "template": "learning/evaluation/parts/of_course.html",
        "figures": figures,
        "best": BEST,
    }


def of_participants(course: Course, viewer) -> dict:
    """On the agency's page of a course: the same, with what was in the way."""
    return {
        "template": "learning/evaluation/parts/of_participants.html",
        "course": course,
        "figures": figures_of(course),
        "best": BEST,
    }
