"""How each status looks and is called, the same on every screen."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Look:
    """A tone of the design tokens, an icon, and a word."""

    tone: str
    icon: str
    label: object


LOOKS = {
    # standings
    "met": Look("met", "check-circle", _("Met")),
    "on_track": Look("on_track", "trend", _("On track")),
    "at_risk": Look("at_risk", "alert", _("At risk")),
    "unmet": Look("unmet", "x-circle", _("Unmet")),
    "exempt": Look("exempt", "minus-circle", _("Exempt")),
    # requests that somebody decides
    "waiting": Look("at_risk", "clock", _("Waiting")),
    "requested": Look("at_risk", "clock", _("Requested")),
    "submitted": Look("at_risk", "clock", _("Submitted")),
    "accepted": Look("met", "check-circle", _("Accepted")),
    "approved": Look("met", "check-circle", _("Approved")),
    "handed_in": Look("at_risk", "clock", _("Handed in")),
    "returned": Look("unmet", "arrow-left", _("Returned")),
    "declined": Look("unmet", "x-circle", _("Declined")),
    "rejected": Look("unmet", "x-circle", _("Declined")),
    "refused": Look("unmet", "x-circle", _("Refused")),
    "cancelled": Look("exempt", "minus-circle", _("Cancelled")),
    "withdrawn": Look("exempt", "minus-circle", _("Withdrawn")),
    "confirmed": Look("met", "check-circle", _("Confirmed")),
    "unconfirmed": Look("at_risk", "clock", _("Not confirmed yet")),
    "disputed": Look("unmet", "alert", _("Disputed")),
    "verified": Look("met", "shield", _("Verified")),
    # learning
    "enrolled": Look("on_track", "check", _("Enrolled")),
    "invited": Look("at_risk", "mail", _("Invited")),
    "active": Look("on_track", "play", _("Active")),
    "not_started": Look("exempt", "dot", _("Not started")),
    "open": Look("on_track", "play", _("Open")),
    "in_progress": Look("on_track", "play", _("In progress")),
    "started": Look("on_track", "play", _("In progress")),
    "completed": Look("met", "check-circle", _("Completed")),
    "passed": Look("met", "check-circle", _("Passed")),
    "failed": Look("unmet", "x-circle", _("Failed")),
    "waitlisted": Look("at_risk", "clock", _("On the waiting list")),
    "booked": Look("on_track", "calendar", _("Booked")),
    "claimed": Look("on_track", "play", _("Taken up")),
    "answered": Look("on_track", "check", _("Answered")),
    "offered": Look("at_risk", "clock", _("A seat is offered")),
    "lapsed": Look("exempt", "clock", _("Offer not answered")),
    "no_show": Look("unmet", "x-circle", _("Did not come")),
    "full": Look("exempt", "minus-circle", _("Full")),
    "attended": Look("met", "check-circle", _("Attended")),
    "present": Look("met", "check-circle", _("Present")),
    "absent": Look("unmet", "x-circle", _("Absent")),
    "excused": Look("exempt", "minus-circle", _("Excused")),
    # things with a life
    "draft": Look("exempt", "edit", _("Draft")),
    "planned": Look("on_track", "calendar", _("Planned")),
    "published": Look("met", "check-circle", _("Published")),
    "closed": Look("exempt", "lock", _("Closed")),
    "done": Look("met", "check-circle", _("Done")),
    "counting": Look("on_track", "refresh", _("Being counted")),
    "proposed": Look("at_risk", "clock", _("Proposed")),
    "locked": Look("met", "lock", _("Locked")),
    "ended": Look("exempt", "minus-circle", _("Ended")),
    "expired": Look("exempt", "clock", _("Expired")),
    "revoked": Look("exempt", "x-circle", _("Revoked")),
    "voided": Look("unmet", "x-circle", _("Voided")),
    # work in the background
    "previewed": Look("on_track", "eye", _("Preview ready")),
    "ready": Look("on_track", "check", _("Ready")),
    "queued": Look("at_risk", "clock", _("In the queue")),
    "running": Look("on_track", "refresh", _("Running")),
    "added": Look("met", "plus", _("Added")),
    "changed": Look("on_track", "edit", _("Changed")),
    "unchanged": Look("exempt", "check", _("Unchanged")),
}


def status_look(status) -> Look:
    """The look of `status`; an unknown one is shown as it is, in a neutral tone."""
    key = str(getattr(status, "value", status) or "")
    return LOOKS.get(key) or Look("neutral", "dot", key.replace("_", " ").capitalize())
