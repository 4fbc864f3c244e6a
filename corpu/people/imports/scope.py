"""How far the uploader's care reaches: asked for the preview, and again when applying."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.people.imports.contract import Problem
from corpu.people.imports.ground import Ground
from corpu.people.imports.unit_tree import UnitTree
from corpu.people.imports.wanted import Wanted
from corpu.people.models import Person, Unit
from corpu.people.permissions import is_national_hr

KEEPS_ADDRESS = gettext_lazy(
    "She holds an office beyond your care: her e-mail address stays as it is. "
    "Ask the HR office above to change it."
)
KEEPS_OFFICE = gettext_lazy(
    "She holds an office beyond your care: whether she serves is recorded by the HR "
    "office above. Ask it to do this."
)


def managed_paths(viewer: Person) -> tuple[str, ...] | None:
    """Paths of the units in the uploader's care; None means all."""
    if is_national_hr(viewer):
        return None
    grants = [g for g in viewer.active_grants() if g.role == "hr" and g.unit_id]
    units = Unit.objects.filter(pk__in=[grant.unit_id for grant in grants])
    return tuple(units.values_list("path", flat=True))


def is_new_root(wanted: Wanted, tree: UnitTree, ground: Ground) -> bool:
    """A unit that would become, or come under, an institution of its own."""
    code, steps = wanted.unit_code, 0
    while code and steps < 20:
        wish = tree.wishes.get(code)
        parent = wish.parent if wish else ""
        if code in ground.units and (not parent or parent in ground.units):
            return False
        code, steps = parent, steps + 1
    return True


def in_scope(
    wanted: Wanted, tree: UnitTree, ground: Ground, managed: tuple[str, ...] | None
) -> bool:
    """The person where she is now, and the unit where she shall be."""
    if managed is None:
        return True
    person = ground.people.get(wanted.nip)
    if person and person.unit and not person.unit.path.startswith(managed):
        return False
    unit, code, steps = None, wanted.unit_code, 0
    while code and unit is None and steps < 20:
        unit, steps = ground.units.get(code), steps + 1
        wish = tree.wishes.get(code)
        code = wish.parent if wish else ""
    placed = unit is not None and unit.path.startswith(managed)
    parent = ground.units.get(wanted.parent_code)
    stays = unit is not None and unit.parent_id == (parent.pk if parent else None)
    if parent is not None and not stays and not parent.path.startswith(managed):
        return False
    return placed


def still_in_scope(
    wanted: Wanted, ground: Ground, managed: tuple[str, ...] | None
) -> bool:
    """The same once the units are made: where she is, and where she shall be."""
    if managed is None:
        return True
    person, unit = ground.people.get(wanted.nip), ground.units.get(wanted.unit_code)
    now = person.unit if person else None
    stays_out = now is not None and not now.path.startswith(managed)
    return unit is not None and unit.path.startswith(managed) and not stays_out


def left_care() -> dict:
    """The problem of a row that left the uploader's care after the preview."""
    text = _(
        "Since the preview, this unit or this person left your care. Ask the HR office above."
    )
    return Problem("out_of_scope", text, "unor").as_json()
