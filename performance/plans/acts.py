"""What the acts about plans are called in the decision log."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "plan": _("Performance plans: everything"),
    "plan.signed": _("Performance plan signed by the leader"),
    "plan.report_confirmed": _("Report on a plan line confirmed"),
    "plan.report_returned": _("Report on a plan line sent back"),
    "plan.assessed": _("Performance assessed"),
    "plan.part_assessed": _("Part of a year assessed by a former leader"),
    "plan.assessment_stands": _("Assessment stands after silence"),
    "plan.objection_accepted": _("Objection to an assessment accepted"),
    "plan.objection_declined": _("Objection to an assessment declined"),
    "plan.objection_passed_on": _("Objection passed on after silence"),
    "predicatematrix": _("Matrices of predicates: everything"),
    "predicatematrix.published": _("Matrix of predicates published"),
    "predicatematrix.ended": _("Matrix of predicates ended"),
    "cyclecalendar": _("Calendars of the cycle: everything"),
    "cyclecalendar.published": _("Calendar of the cycle published"),
    "cyclecalendar.ended": _("Calendar of the cycle ended"),
}
