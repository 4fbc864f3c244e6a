"""What the evidence of outside learning must tell people."""

from django.utils.translation import gettext_lazy as _

from corpu.notices.sentences import register


def register_all() -> None:
    """Teach the house the sentences of evidence."""
    for kind, group, title, body in (
        (
            "evidence_waiting",
            "decisions",
            _("%(name)s sent evidence of learning"),
            _("%(title)s. Accept it, or return it with a reason, until %(until_on)s."),
        ),
        (
            "evidence_accepted",
            "decisions",
            _("Your evidence was accepted: %(title)s"),
            _("It is in your learning records. See what it counts."),
        ),
        (
            "evidence_returned",
            "decisions",
            _("Your evidence was returned: %(title)s"),
            _("Reason: %(reason)s. You can mend it and send it again."),
        ),
        (
            "evidence_voided",
            "decisions",
            _("Accepted evidence was voided by HR: %(title)s"),
            _("Reason: %(reason)s. It no longer counts."),
        ),
        (
            "evidence_escalated_owner",
            "decisions",
            _("Your evidence was passed on: %(title)s"),
            _("It was not answered in time, so somebody else decides now."),
        ),
        (
            "evidence_escalated_silent",
            "decisions",
            _("Evidence of %(name)s was passed on"),
            _("%(title)s was not answered in time, so it left your queue."),
        ),
    ):
        register(f"learning.{kind}", group=group, title=title, body=body)
