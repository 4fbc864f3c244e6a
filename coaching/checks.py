"""A clock of sessions that runs backwards would let them lapse before anybody is asked."""

from django.conf import settings
from django.core.checks import Error, register


@register()
def session_days_in_order(app_configs, **kwargs):
    """Reminded first, lapsed later, and notes are kept for a while."""
    errors = []
    if not 0 < settings.SESSION_REMIND_DAYS < settings.SESSION_LAPSE_DAYS:
        text = "CORPU_SESSION_LAPSE_DAYS must exceed CORPU_SESSION_REMIND_DAYS, above 0."
        errors.append(Error(text, id="corpu.E025"))
    if settings.NOTES_KEEP_DAYS < 1:
        errors.append(Error("CORPU_NOTES_KEEP_DAYS must be above 0.", id="corpu.E026"))
    return errors
