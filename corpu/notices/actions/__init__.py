"""The doorway of notices: `tell`, and what readers do with their own."""

from corpu.notices.actions.telling import (
    has_room_for_nudge,
    mark_all_read,
    mark_read,
    tell,
    want_mail,
)

__all__ = ["has_room_for_nudge", "mark_all_read", "mark_read", "tell", "want_mail"]
