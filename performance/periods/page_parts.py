"""What closings add to the page of a standing."""

from corpu.lib.clock import today
from performance.models import Standing
from performance.periods.models import Page


def frozen(standing: Standing, viewer) -> dict | None:
    """The frozen page of this result, or that its ended year is not closed yet."""
    if standing.ends_on.year >= today().year:
        return None
    pages = Page.objects.in_force().visible_to(viewer).select_related("closing")
    page = (
        pages.of(standing.person_id)
        .filter(target=standing.target_id, asked_year=standing.year)
        .first()
    )
    return {
        "template": "performance/periods/parts/frozen.html",
        "page": page,
        "year": standing.ends_on.year,
        "has_moved": page is not None
        and (page.counted, page.required, page.status)
        != (standing.counted, standing.required, standing.status),
    }
