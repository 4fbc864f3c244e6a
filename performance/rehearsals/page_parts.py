"""What rehearsals add to the pages of drafts."""

from corpu.ledger.models import Rate
from performance.models import Target
from performance.rehearsals.actions.guards import is_fresh, latest
from performance.rehearsals.forms import RehearsalForm
from performance.rehearsals.permissions import may_rehearse, may_see_rehearsals


def of_target(target: Target, viewer) -> dict | None:
    """The latest rehearsal of a draft, and how to make one."""
    return _part("target", target, viewer)


def of_rate(rate: Rate, viewer) -> dict | None:
    """See `of_target`."""
    return None if rate.published_at else _part("rate", rate, viewer)


def _part(kind: str, draft: Target | Rate, viewer) -> dict | None:
    if draft.live or not may_see_rehearsals(viewer):
        return None
    rehearsal = latest(draft)
    people = None
    if rehearsal and rehearsal.done_at:
        people = rehearsal.shifts.flips().values("person").distinct().count()
    return {
        "template": "performance/rehearsals/parts/draft.html",
        "kind": kind,
        "draft": draft,
        "rehearsal": rehearsal,
        "people": people,
        "is_fresh": is_fresh(rehearsal),
        "may_rehearse": may_rehearse(viewer, draft),
        "form": RehearsalForm(draft=draft),
    }
