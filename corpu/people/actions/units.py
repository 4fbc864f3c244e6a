"""Changing the organisation: the only writer of `Unit.path`."""

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.lib.followers import call_followers
from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Person, Unit

DEEPEST = 20


@transaction.atomic
def create_unit(*, code: str, name: str, parent: Unit | None, by) -> Unit:
    """Add a unit below `parent`; without one it is an institution."""
    code = code.strip()
    if Unit.objects.filter(code__iexact=code).exists():
        raise Refused(
            "unit_code_taken", _("Another unit has this code. Choose another one."),
            field="code",
        )  # fmt: skip
    if parent and parent.closed_on:
        raise Refused(
            "unit_closed", _("The parent unit is closed. Choose an open one."),
            field="parent",
        )  # fmt: skip
    unit = Unit.objects.create(code=code, name=name.strip(), parent=parent)
    unit.path = f"{parent.path if parent else ''}{unit.pk}/"
    unit.save(update_fields=["path"])
    above = parent.code if parent else None
    log_decision("unit.created", by=by, subject=unit, code=code, parent=above)
    return unit


@transaction.atomic
def rename_unit(unit: Unit, *, name: str, by) -> Unit:
    """Give the unit another name; its code stays."""
    before, unit.name = unit.name, name.strip()
    if before == unit.name:
        return unit
    unit.save(update_fields=["name"])
    log_decision(
        "unit.renamed",
        by=by,
        subject=unit,
        code=unit.code,
        before=before,
        after=unit.name,
    )
    return unit


def who_moves(unit: Unit) -> tuple[int, int]:
    """What a reorganisation of `unit` touches: (units in its subtree, people in them)."""
    units = Unit.objects.subtree_of(unit).count()
    return units, Person.objects.in_subtree(unit).filter(is_active=True).count()


@transaction.atomic
def move_unit(unit: Unit, *, parent: Unit | None, by) -> Unit:
    """Put the unit with all below it under another parent; codes and people stay."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if parent:
        parent = Unit.objects.select_for_update().get(pk=parent.pk)
    if unit.parent_id == (parent.pk if parent else None):
        return unit
    _refuse_wrong_parent(unit, parent)
    before = unit.parent.code if unit.parent else None
    old, new = unit.path, f"{parent.path if parent else ''}{unit.pk}/"
    Unit.objects.filter(path__startswith=old).update(
        path=Concat(Value(new), Substr("path", len(old) + 1))
    )
    unit.parent, unit.path = parent, new
    unit.save(update_fields=["parent"])
    units, people = who_moves(unit)
    log_decision(
        "unit.moved", by=by, subject=unit, code=unit.code, before=before,
        after=parent.code if parent else None, units=units, people=people,
    )  # fmt: skip
    moved = Person.objects.in_subtree(unit).values_list("pk", flat=True)
    call_followers("PEOPLE_FOLLOWERS", list(moved), [today().year])
    return unit


def _refuse_wrong_parent(unit: Unit, parent: Unit | None) -> None:
    if parent is None:
        return
    if parent.path.startswith(unit.path):
        raise Refused(
            "unit_below_itself",
            _("A unit cannot be moved below itself. Choose a unit of another branch."),
            field="parent",
        )
    if parent.closed_on:
        raise Refused(
            "unit_closed", _("The parent unit is closed. Choose an open one."),
            field="parent",
        )  # fmt: skip
    longest = max(
        path.count("/")
        for path in Unit.objects.subtree_of(unit).values_list("path", flat=True)
    )
    if parent.depth + longest - unit.depth + 1 > DEEPEST:
        raise Refused(
            "unit_too_deep",
            _("The tree would be more than %(levels)s levels deep. Choose a higher unit.")
            % {"levels": DEEPEST},
            field="parent",
        )


@transaction.atomic
def close_unit(unit: Unit, *, by, on=None) -> Unit:
    """Close an empty unit; its history stays."""
    if unit.closed_on:
        return unit
    if Unit.objects.open().filter(parent=unit).exists():
        raise Refused(
            "unit_has_units",
            _("Units below it are still open. Move or close them first."),
        )
    people = Person.objects.filter(unit=unit, is_active=True).count()
    if people:
        raise Refused(
            "unit_has_people",
            _("%(people)s people still work in it. Move them to another unit first.")
            % {"people": people},
        )
    unit.closed_on = on or today()
    unit.save(update_fields=["closed_on"])
    log_decision(
        "unit.closed", by=by, subject=unit, code=unit.code, on=str(unit.closed_on)
    )
    return unit


@transaction.atomic
def reopen_unit(unit: Unit, *, by) -> Unit:
    """Open a closed unit again."""
    if unit.parent and unit.parent.closed_on:
        raise Refused("unit_closed", _("Its parent unit is closed. Open that one first."))
    unit.closed_on = None
    unit.save(update_fields=["closed_on"])
    log_decision("unit.reopened", by=by, subject=unit, code=unit.code)
    return unit
