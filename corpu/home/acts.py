"""What the acts of the domains are called in the decision log."""

from django.utils.translation import gettext_lazy as _

from corpu.people.acts import name_acts

name_acts(
    {
        "evidence": _("Evidence: everything"),
        "evidence.accepted": _("Evidence accepted"),
        "evidence.returned": _("Evidence returned"),
        "evidence.voided": _("Evidence voided"),
        "evidence.escalated": _("Evidence passed on after silence"),
        "evidence.duplicate_file": _("Evidence stopped: the same file"),
        "evidence.duplicate_number": _("Evidence stopped: the same number"),
        "enrolment": _("Enrolments: everything"),
        "enrolment.accepted": _("Enrolment accepted"),
        "enrolment.refused": _("Enrolment refused"),
        "enrolment.passed_on": _("Enrolment passed on after silence"),
        "booking": _("Bookings: everything"),
        "booking.refused": _("Booking refused"),
        "class": _("Classes: everything"),
        "class.cancelled": _("Class cancelled"),
        "class.closed": _("Attendance of a class closed"),
        "attendance.corrected": _("Attendance corrected"),
        "course.withdrawn": _("Course withdrawn"),
        "coach": _("Coaches: everything"),
        "coach.registered": _("Coach registered"),
        "coach.removed": _("Coach removed from the register"),
        "session.lapsed": _("Session lapsed without signature"),
        "record": _("Learning records: everything"),
        "record.voided": _("Learning record voided"),
        "record.jp_approved": _("JP approved"),
        "rate.published": _("Conversion published"),
        "target": _("Targets: everything"),
        "target.published": _("Target published"),
        "target.ended": _("Target ended"),
        "target.switched_on": _("Target switched on"),
        "standing": _("Exemptions: everything"),
        "standing.exempted": _("Exempted from a target"),
        "standing.exemption_ended": _("Exemption ended"),
        "import.records.confirmed": _("File of learning records confirmed"),
        "import.records.cancelled": _("File of learning records cancelled"),
        "api_token.created": _("API token created"),
        "person.first_admin": _("First administrator made"),
        "activation.mailed": _("Sign-in link mailed"),
    }
)
