"""What nudges add to the pages of others."""

from corpu.lib.clock import today
from performance.models import Standing, Status
from performance.nudges.plans import closing_plan


def of_standing(standing: Standing, viewer) -> dict | None:
    """The closing plan, on the page that explains a standing in an open period."""
    is_open = standing.ends_on >= today()
    if not is_open or standing.target.is_ceiling or standing.status == Status.EXEMPT:
        return None
    if not standing.uncovered:
        return None
    return {
        "template": "performance/nudges/part.html",
        "plan": closing_plan(standing),
        "row": standing,
    }
