"""Loose ends of coaching before a year is closed (see `corpu.lib.checklists`)."""

from django.utils.translation import gettext_lazy as _

from coaching.models import Session
from corpu.lib.checklists import Check


def _sessions(people, year: int):
    state = Session.State
    rows = Session.objects.filter(
        state__in=[state.LOGGED, state.DISPUTED],
        engagement__coachee__in=people,
        started_at__year=year,
    )
    rows = rows.select_related("engagement__coachee__unit")
    return rows.order_by("started_at", "pk")


def _line(row: Session) -> dict:
    """The coachee and the day: what was spoken about is for the pair alone."""
    return {
        "person": row.engagement.coachee,
        "text": _("a session that the coachee has not confirmed"),
        "url": "",
        "at": row.started_at,
    }


sessions = Check(
    code="sessions",
    title=_("Coaching sessions that are not confirmed"),
    help=_("They count once the coachee has confirmed them; remind her."),
    rows=_sessions,
    line=_line,
)
