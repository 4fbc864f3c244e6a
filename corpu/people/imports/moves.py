"""Which units a personnel file puts under another institution, and who goes with them.

One wrong code of the unit above is enough to move a whole branch: the preview says so
at the top, and above a handful of people the owner must confirm it by itself.
"""

from collections import Counter
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.imports.ground import Ground, pieces
from corpu.people.imports.unit_tree import UnitTree
from corpu.people.imports.wanted import Wanted
from corpu.people.models import ImportRun, Person, Unit
from corpu.people.models.imports import MOST_QUIET


@dataclass(frozen=True)
class Move:
    """One unit (empty: people by themselves) that would stand under another root: how
    many `units` and `people` in service change institution with it."""

    code: str
    unit: str
    old: str
    new: str
    units: int
    people: int


def moves_of(wishes: list[Wanted], ground: Ground) -> list[dict]:
    """The moves between institutions that these accepted rows ask for, as JSON."""
    return _Moves(wishes, ground).found()


def refuse_new_moves(run: ImportRun, now: list[dict]) -> None:
    """Refuse the whole file if it would move a unit that its owner did not see moving."""
    seen = {(row["code"], row["new"]) for row in run.moves}
    new = [row for row in now if (row["code"], row["new"]) not in seen]
    if sum(row["people"] for row in new) > MOST_QUIET:
        raise Refused(
            "moves_changed",
            _(
                "Since the preview, units were moved: this file would now put %(people)s "
                "people under another institution. Load it again and look at its preview."
            )
            % {"people": sum(row["people"] for row in new)},
        )


class _Moves:
    def __init__(self, wishes: list[Wanted], ground: Ground):
        self.tree = UnitTree()
        for number, wanted in enumerate(wishes, start=1):
            self.tree.add(wanted, number)
        self.ground = ground
        self.parents = self.tree.parents(ground.units)
        self.own = {w.nip: w for w in wishes if w.kind == "definitive"}
        roots = Unit.objects.filter(parent=None).values_list("pk", "code", "name")
        self.roots = {str(pk): (code, name) for pk, code, name in roots}
        self.paths = {unit.code: unit.path for unit in ground.units.values()}

    def found(self) -> list[dict]:
        moved = self._moved_units()
        units, people, alone = Counter(), Counter(), Counter()
        branches = self._branches(moved)
        for code, unit in branches.values():
            changes = self._root_after(unit.code) != self._root_now(unit.path)
            units[code] += changes
        for nip, unit_id, path in self._people(branches):
            target = self.own.get(nip)
            if target is not None and target.gone:
                continue
            at = target.unit_code if target else branches[unit_id][1].code
            new, old = self._root_after(at), self._root_now(path)
            if new == old:
                continue
            if unit_id in branches:
                people[branches[unit_id][0]] += 1
            else:
                alone[old, new] += 1
        names = self._names(moved, alone)
        rows = [
            Move(
                code, self.ground.units[code].name,
                names[self._root_now(self.paths[code])], names[self._root_after(code)],
                units[code], people[code],
            )
            for code in moved if units[code]
        ]  # fmt: skip
        rows += [
            Move("", "", names[o], names[n], 0, many) for (o, n), many in alone.items()
        ]
        return [asdict(row) for row in sorted(rows, key=lambda row: -row.people)]

    def _moved_units(self) -> list[str]:
        """Codes of known units whose unit above would be another."""
        return [
            code
            for code, unit in self.ground.units.items()
            if (parent := self.parents.get(code))
            and parent != (unit.parent.code if unit.parent else None)
        ]

    def _branches(self, moved: list[str]) -> dict[int, tuple[str, Unit]]:
        """Unit id -> (code of the nearest moved unit at or above it, the unit)."""
        found: dict[int, tuple[str, Unit]] = {}
        for code in sorted(moved, key=lambda code: self.paths[code].count("/")):
            for unit in Unit.objects.filter(path__startswith=self.paths[code]):
                found[unit.pk] = (code, unit)
        for code, unit in found.values():
            if unit.code not in self.parents:
                # Unnamed by the file, it goes where the unit above it goes.
                self.parents[unit.code] = code
        return found

    def _people(self, branches):
        """(NIP, id and path of the unit) of those in service whom the file may move."""
        rows = {}
        service = Person.objects.filter(is_active=True, unit__isnull=False)
        for field, values in (("unit", branches), ("nip", self.own)):
            for some in pieces(values):
                wanted = service.filter(**{f"{field}__in": some})
                for pk, *row in wanted.values_list("pk", "nip", "unit", "unit__path"):
                    rows[pk] = row
        return rows.values()

    def _root_after(self, code: str) -> str:
        """Code of the institution above this unit once the file is applied."""
        seen = set()
        while (above := self.parents.get(code)) and code not in seen:
            seen.add(code)
            code = above
        return code

    def _root_now(self, path: str) -> str:
        """Code of the institution at the top of this path."""
        return self.roots[path.split("/")[0]][0]

    def _names(self, moved, alone) -> dict[str, str]:
        """Code of a root -> its name, now or as the file would make it."""
        codes = {self._root_after(code) for code in moved}
        names = {code: code for code in codes | {new for _old, new in alone}}
        for code in names:
            if wish := self.tree.wishes.get(code):
                names[code] = wish.name or code
        names |= dict(Unit.objects.filter(code__in=names).values_list("code", "name"))
        return names | dict(self.roots.values())
