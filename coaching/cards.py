"""What coaching shows on a person's home: sessions that wait for her signature."""

from coaching.models import Session


def to_confirm(viewer) -> dict | None:
    """A card with the sessions to confirm, or None if there are none."""
    waiting = Session.objects.to_confirm_by(viewer).select_related(
        "engagement__coach__person"
    )
    sessions = list(waiting[:5])
    if not sessions:
        return None
    return {"template": "coaching/card_to_confirm.html", "sessions": sessions}
