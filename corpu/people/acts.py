"""What the acts of the decision log are called on screens.

Acts are dotted and stable ("appointment.added"). Each app names its own when it starts;
an act without a name is shown as it is.
"""

from django.utils.translation import gettext_lazy as _

_NAMES: dict[str, str] = {
    "person": _("People: everything"),
    "person.added": _("Person added"),
    "person.edited": _("Person edited"),
    "person.changed_by_file": _("Person changed by a file"),
    "person.nip_changed": _("New NIP"),
    "person.left": _("Left the service"),
    "person.returned": _("Back in service"),
    "person.merged": _("Two rows merged"),
    "appointment": _("Appointments: everything"),
    "appointment.added": _("Appointed"),
    "appointment.acting": _("Acting appointment"),
    "appointment.ended": _("Appointment ended"),
    "appointment.corrected": _("Appointment corrected"),
    "appointment.removed": _("Appointment removed"),
    "absence": _("Absences: everything"),
    "absence.added": _("Absence noted"),
    "absence.changed": _("Absence changed"),
    "absence.removed": _("Absence removed"),
    "unit": _("Units: everything"),
    "unit.created": _("Unit created"),
    "unit.renamed": _("Unit renamed"),
    "unit.moved": _("Unit moved"),
    "unit.closed": _("Unit closed"),
    "unit.reopened": _("Unit opened again"),
    "role": _("Roles: everything"),
    "role.given": _("Role given"),
    "role.ended": _("Role taken"),
    "delegation": _("Delegations: everything"),
    "delegation.given": _("Queue handed over"),
    "delegation.ended": _("Queue taken back"),
    "activation": _("Activation: everything"),
    "activation.issued": _("Activation code issued"),
    "activation.used": _("Account activated"),
    "import": _("Files: everything"),
    "import.people.confirmed": _("Personnel file confirmed"),
    "import.people.cancelled": _("Personnel file cancelled"),
}


def name_acts(names: dict[str, str]) -> None:
    """Name acts of another app; a name without a dot stands for all that begin so."""
    _NAMES.update(names)


def act_name(act: str) -> str:
    """What an act is called, in the language active now."""
    return str(_NAMES.get(act, act))


def act_choices() -> list[tuple[str, str]]:
    """Acts to search by, groups before their members."""
    return sorted(_NAMES.items())
