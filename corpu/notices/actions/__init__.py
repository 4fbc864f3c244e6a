"""The doorway of notices: `tell`, and what readers do with their own."""

from corpu.notices.actions.telling import mark_all_read, mark_read, tell, want_mail

__all__ = ["mark_all_read", "mark_read", "tell", "want_mail"]
