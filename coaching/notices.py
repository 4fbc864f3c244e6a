"""What coaching tells people."""

from django.utils.translation import gettext_lazy as _

from coaching.letters import link_of
from corpu.notices.sentences import register


def register_all() -> None:
    """Teach the house the sentences of coaching."""
    _register(
        "asked", _("%(who)s asks you for coaching"), _("Please answer within 7 days.")
    )
    _register("accepted", _("%(coach)s accompanies you from now on"), "%(reason)s")
    _register("declined", _("%(coach)s cannot accompany you now"), "%(reason)s")
    _register(
        "expired",
        _("%(coach)s has not answered your request"),
        _("The request has ended. Please choose another coach."),
    )
    _register("ended", _("%(who)s has ended the engagement"))
    _register("meeting", _("Next meeting with %(who)s: %(starts_at)s"))
    _register(
        "confirm",
        _("Please confirm the session of %(held_on)s"),
        _("%(coach)s logged %(minutes)s minutes. It counts once you confirm it."),
        mail_url=link_of,
    )
    _register(
        "remind",
        _("The session of %(held_on)s still waits for you"),
        _(
            "%(coach)s logged it. Without your confirmation it lapses after "
            "%(lapse_days)s days."
        ),
        mail_url=link_of,
    )
    _register("confirmed", _("%(who)s confirmed the session of %(held_on)s"))
    _register(
        "disputed",
        _("%(who)s disputes the session of %(held_on)s"),
        _("Read the reason, then correct it or withdraw it."),
    )
    _register(
        "correct",
        _("%(who)s waits for you to correct the session of %(held_on)s"),
        _("Correct or withdraw it. Otherwise it lapses after %(lapse_days)s days."),
    )
    _register(
        "lapsed",
        _("The session of %(held_on)s has lapsed"),
        _("It was not confirmed within %(lapse_days)s days and counts nothing."),
    )


def _register(kind: str, title, body="", **more) -> None:
    register(f"coaching.{kind}", group="coaching", title=title, body=body, **more)
