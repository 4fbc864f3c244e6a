"""What coaching tells of requests, pairs, meetings, applications and credentials."""

from django.utils.translation import gettext_lazy as _

from corpu.notices.sentences import register

SENTENCES = {
    "asked": (
        _("%(who)s asks for your coaching or mentoring"),
        _("Please answer until %(answer_at)s. Then the request goes to somebody else."),
    ),
    "accepted": (_("%(coach)s accompanies you from now on"), "%(reason)s"),
    "declined": (_("%(coach)s cannot accompany you now"), "%(reason)s"),
    "expired": (
        _("%(coach)s has not answered your request"),
        _("The request has ended. Please choose another coach."),
    ),
    "passed_on": (
        _("Your request is now with %(coach)s"),
        _("%(before)s could not take it. You have an answer until %(answer_at)s."),
    ),
    "nobody_left": (
        _("Nobody could take your request"),
        _("Choose another coach from the directory. HR sees that you are looking."),
    ),
    "withdrawn": (_("%(who)s has withdrawn the request"), ""),
    "placed": (
        _("%(programme)s: you and %(who)s are a pair"),
        _("Read the agreement, sign it, and book the first meeting."),
    ),
    "joined": (_("%(who)s has joined the group %(circle)s"), ""),
    "ended": (_("%(who)s has ended the engagement"), ""),
    "to_sign": (
        _("%(who)s has signed the agreement"),
        _("Read it and sign, or write other terms."),
    ),
    "signed": (_("The agreement with %(who)s is signed by both of you"), ""),
    "parted": (
        _("You and %(who)s go separate ways"),
        _("After the first session that is nothing unusual, and nobody's fault."),
    ),
    "review": (
        _("%(who)s has written the closing review"),
        _("Confirm where the goals stand, or write it anew."),
    ),
    "end_coach_left": (
        _("%(who)s has left, and cannot accompany you any more"),
        _("Confirmed sessions stay yours. Choose another coach from those who fit."),
    ),
    "end_coachee_left": (_("%(who)s has left, and the engagement has ended"), ""),
    "end_line": (
        _("You and %(who)s now stand in one line of report"),
        _("The engagement has ended for that reason alone. Confirmed sessions stay."),
    ),
    "meeting": (_("Meeting with %(who)s: %(starts_at)s"), ""),
    "moved": (_("%(who)s has moved the meeting to %(starts_at)s"), "%(reason)s"),
    "meeting_cancelled": (
        _("%(who)s has cancelled the meeting of %(starts_at)s"),
        "%(reason)s",
    ),
    "meeting_soon": (_("You meet %(who)s: %(starts_at)s"), ""),
    "application_on": (
        _("You are on the register of coaches"),
        _("Offer times, so that people can book you."),
    ),
    "application_returned": (
        _("Your application as a coach was returned"),
        "%(reason)s",
    ),
    "application_declined": (
        _("Your application as a coach was declined"),
        "%(reason)s",
    ),
    "credential_checked": (_("%(name)s was checked"), ""),
    "credential_refused": (_("%(name)s was refused"), "%(reason)s"),
    "credential_expires": (
        _("%(name)s is valid until %(expires_on)s"),
        _("Add the new one in your entry, with its proof."),
    ),
}


def register_all() -> None:
    """Teach the house these sentences."""
    for kind, (title, body) in SENTENCES.items():
        register(f"coaching.{kind}", group="coaching", title=title, body=body)
