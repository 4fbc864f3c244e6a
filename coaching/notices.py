"""What coaching tells of sessions; of the rest see `coaching.pair_notices`."""

from django.utils.translation import gettext_lazy as _

from coaching.letters import link_of
from corpu.notices.sentences import register


def register_all() -> None:
    """Teach the house the sentences of sessions."""
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
