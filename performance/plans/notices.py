"""What plans tell people."""

from django.utils.translation import gettext_lazy as _

from corpu.notices.sentences import register

KINDS = {
    "started": (
        _("The performance plan %(year)s of %(name)s has begun"),
        _("Write your lines and comments; it is agreed when both have signed."),
    ),
    "changed": (
        _("%(by)s wrote in the performance plan %(year)s of %(name)s"),
        _("Read what was changed, answer, and sign when it is right."),
    ),
    "signed": (
        _("%(by)s signed the performance plan %(year)s of %(name)s"),
        _("Your signature is missing now."),
    ),
    "agreed": (
        _("The performance plan %(year)s of %(name)s is agreed"),
        _("Both have signed. A change opens it again and asks for both signatures."),
    ),
    "feedback": (
        _("%(by)s gave feedback in the performance plan %(year)s of %(name)s"),
        _("Read it, and answer in the same place."),
    ),
    "reported": (
        _("%(name)s reports progress in the performance plan %(year)s"),
        _("Confirm the report, or send it back with a reason."),
    ),
    "report_confirmed": (
        _("Your report was confirmed (performance plan %(year)s)"),
        _("The line shows it now."),
    ),
    "report_returned": (
        _("Your report was sent back (performance plan %(year)s)"),
        _("Reason: %(reason)s"),
    ),
    "part": (
        _("Assess the days on which you led %(name)s in %(year)s"),
        _("You no longer lead this person; your part is shown beside that of the next."),
    ),
    "assessed": (
        _("Your performance was assessed (%(year)s)"),
        _("Acknowledge it, or object with a reason by %(object_at)s."),
    ),
    "objection_accepted": (
        _("The objection of %(name)s was accepted (%(year)s)"),
        _("The assessment was corrected. %(reason)s"),
    ),
    "objection_declined": (
        _("The objection of %(name)s was declined (%(year)s)"),
        _("Reason: %(reason)s"),
    ),
    "sign_now": (
        _("Your signature is missing: performance plan %(year)s of %(name)s"),
        _("It was to be agreed by %(due_on)s."),
    ),
    "no_feedback": (
        _("Quarter %(quarter)s of %(year)s ended without feedback for %(name)s"),
        _("A sentence is enough: what went well, what to change, what would help."),
    ),
    "assess_quarter": (
        _("Assess quarter %(quarter)s of %(year)s: %(name)s"),
        _("It was to be done by %(due_on)s."),
    ),
    "assess_year": (
        _("Assess the year %(year)s: %(name)s"),
        _("It was to be done by %(due_on)s."),
    ),
    "silence": (
        _("A step of the performance plan %(year)s of %(name)s is overdue"),
        _("It was to be done by %(due_on)s and waits for %(leader)s."),
    ),
}


def register_all() -> None:
    """Teach the house the sentences of plans."""
    for code, (title, body) in KINDS.items():
        register(f"plans.{code}", group="performance", title=title, body=body)
    register(
        "plans.objected",
        group="decisions",
        title=_("%(name)s objects to the assessment of %(year)s"),
        body=_("Decide it: the ratings that are wanted, or those that were given."),
    )
