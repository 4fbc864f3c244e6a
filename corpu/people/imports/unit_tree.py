"""The units that a personnel file names: told apart, joined to a tree, checked."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.actions import units as unit_actions
from corpu.people.imports.contract import Problem
from corpu.people.imports.wanted import Wanted, short_hash
from corpu.people.models import Unit
from corpu.people.rules import in_circles


@dataclass
class UnitWish:
    """A unit as the file describes it. An empty parent says nothing about the parent."""

    code: str
    name: str
    parent: str = ""
    number: int = 0


class UnitTree:
    """The units of one file against those that are known."""

    def __init__(self):
        self.wishes: dict[str, UnitWish] = {}
        self.by_name: dict[tuple[str, str], list[str]] = {}

    def learn_names(self) -> None:
        """Read the names of open units once, for files without codes."""
        rows = Unit.objects.open().values_list("name", "parent__name", "code")
        for name, parent, code in rows:
            for key in ((name, parent or ""), (name, "")):
                self.by_name.setdefault(_key(*key), []).append(code)

    def code_of(self, name: str, parent: str) -> str:
        """The code for a unit without one: that of the only unit of this name (below a
        parent of that name), else one made of both names, the same every time."""
        known = set(self.by_name.get(_key(name, parent), ()))
        if len(known) != 1 and not parent:
            known = set(self.by_name.get(_key(name, ""), ()))
        return known.pop() if len(known) == 1 else "U-" + short_hash(name, parent)

    def complete(self, wanted: Wanted) -> None:
        """Give the row's unit and parent codes where the file has none."""
        if wanted.parent_name and not wanted.parent_code:
            wanted.parent_code = self.code_of(wanted.parent_name, "")
        if wanted.unit_name and not wanted.unit_code:
            wanted.unit_code = self.code_of(wanted.unit_name, wanted.parent_name)
        if wanted.unit_code == wanted.parent_code:
            wanted.parent_code = wanted.parent_name = ""

    def add(self, wanted: Wanted, number: int) -> list[Problem]:
        """Take up what a row says of its unit; what contradicts an earlier row is a
        problem."""
        wish = self.wishes.get(wanted.unit_code)
        problems = []
        if wish is None or not wish.number:
            parent = wanted.parent_code or (wish.parent if wish else "")
            self.wishes[wanted.unit_code] = UnitWish(
                wanted.unit_code, wanted.unit_name, parent, number
            )
        else:
            problems = self._contradictions(wish, wanted)
            wish.parent = wish.parent or wanted.parent_code
        if wanted.parent_code and wanted.parent_code not in self.wishes:
            name = wanted.parent_name
            self.wishes[wanted.parent_code] = UnitWish(wanted.parent_code, name)
        return problems

    def _contradictions(self, wish: UnitWish, wanted: Wanted) -> list[Problem]:
        if _key(wish.name, "") != _key(wanted.unit_name, ""):
            text = _("Row %(row)s gives the unit %(code)s another name: “%(name)s”.")
            return [
                Problem(
                    "unit_conflict",
                    text % {"row": wish.number, "code": wish.code, "name": wish.name},
                    "unor",
                )
            ]
        if wish.parent and wanted.parent_code and wish.parent != wanted.parent_code:
            text = _("Row %(row)s puts the unit %(code)s below another unit: %(parent)s.")
            return [
                Problem(
                    "unit_conflict",
                    text % {"row": wish.number, "code": wish.code, "parent": wish.parent},
                    "unorIndukId",
                )
            ]
        return []

    def parents(self, known: dict[str, Unit]) -> dict[str, str | None]:
        """Code to code of the parent, in the file and above it as it is now."""
        parents: dict[str, str | None] = {}
        for wish in self.wishes.values():
            unit = known.get(wish.code)
            now = unit.parent.code if unit and unit.parent else None
            parents[wish.code] = wish.parent or now
        climb = [code for code in parents.values() if code and code not in parents]
        while climb:
            rows = Unit.objects.filter(code__in=climb).values_list("code", "parent__code")
            parents.update(dict(rows))
            climb = [code for _code, code in rows if code and code not in parents]
        return parents

    def circles(self, known: dict[str, Unit]) -> set[str]:
        """Codes of units that would lie below themselves."""
        return in_circles(self.parents(known))

    def changes(self, wish: UnitWish, known: dict[str, Unit]) -> dict:
        """What the file changes of a unit, as column -> [old, new]."""
        unit = known.get(wish.code)
        if unit is None:
            return {"unor": [None, wish.name or wish.code]}
        changes = {}
        if wish.name and wish.name != unit.name:
            changes["unor"] = [unit.name, wish.name]
        now = unit.parent.code if unit.parent else None
        if wish.parent and wish.parent != now:
            changes["unorIndukId"] = [now, wish.parent]
        return changes


def _key(name: str, parent: str) -> tuple[str, str]:
    return " ".join(name.lower().split()), " ".join((parent or "").lower().split())


def build_units(rows: Iterable[dict], *, by) -> None:
    """Make, rename and move the units that accepted rows name. Doing it twice changes
    nothing; each unit is a transaction of its own, parents first."""
    tree = UnitTree()
    for number, data in enumerate(rows, start=1):
        tree.add(Wanted(**data), number)
    known = {u.code: u for u in Unit.objects.filter(code__in=tree.wishes)}
    done: set[str] = set()
    for code in list(tree.wishes):
        _build(code, tree, known, done, by)


def _build(code: str, tree: UnitTree, known: dict, done: set, by) -> Unit | None:
    """One unit after its parents; refusals were shown in the preview."""
    if code in done:
        return known.get(code)
    done.add(code)
    wish = tree.wishes.get(code)
    if wish is None:
        return known.get(code) or Unit.objects.filter(code=code).first()
    parent = _build(wish.parent, tree, known, done, by) if wish.parent else None
    unit = known.get(code)
    if unit is None:
        unit = unit_actions.create_unit(
            code=code, name=wish.name or code, parent=parent, by=by
        )
        known[code] = unit
        return unit
    unit.refresh_from_db()
    if wish.name and wish.name != unit.name:
        unit_actions.rename_unit(unit, name=wish.name, by=by)
    if parent is not None and unit.parent_id != parent.pk:
        try:
            unit = unit_actions.move_unit(unit, parent=parent, by=by)
        except Refused:
            return unit
        known[code] = unit
    return unit
