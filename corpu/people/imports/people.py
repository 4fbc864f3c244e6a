"""The personnel file: what its rows would change, and changing it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.lib.clock import today
from corpu.people.imports import people_apply
from corpu.people.imports.contract import (
    ADD,
    CHANGE,
    REFUSE,
    SAME,
    Preview,
    Problem,
    RawRow,
)
from corpu.people.imports.moves import moves_of, refuse_new_moves
from corpu.people.imports.people_columns import COLUMNS
from corpu.people.imports.people_diff import changes_of
from corpu.people.imports.scope import managed_paths
from corpu.people.imports.unit_tree import UnitTree
from corpu.people.imports.wanted import Wanted, understand
from corpu.people.imports.whole_file import WholeFile
from corpu.people.models import ImportRow


class PeopleImport(WholeFile):
    """People, their units, posts and line of report, as they are on the day of the file."""

    code = "people"
    title = gettext_lazy("Personnel file")
    description = gettext_lazy(
        "People, units, posts and the line of report, with the column names of the "
        "national personnel system. People who are not in the file stay as they are."
    )
    columns = COLUMNS
    sheet = "pegawai"

    def begin(self, rows: list[RawRow]) -> None:
        """Understand every row, then look at them together."""
        self.read = {row.number: understand(row) for row in rows}
        self.problems = {number: list(found) for number, (_w, found) in self.read.items()}
        self.wanted = {n: w for n, (w, _found) in self.read.items() if w is not None}
        self.tree = UnitTree()
        if any(not (w.unit_code and (w.parent_code or not w.parent_name))
               for w in self.wanted.values()):  # fmt: skip
            self.tree.learn_names()
        for number, wanted in self.wanted.items():
            self.tree.complete(wanted)
            if wanted.unit_code and wanted.unit_name and not self._is_refused(number):
                self.problems[number] += self.tree.add(wanted, number)
        self.shown_units: set[str] = set()
        self.ground = self._read_ground()
        self.managed = managed_paths(self.viewer)
        self._check_doubles()
        self._check_units()
        self._check_scope()
        self._check_accounts()
        self._check_leaders()

    # -- row by row ------------------------------------------------------------------

    def preview_row(self, row: RawRow) -> Preview:
        """What this row would do."""
        wanted, _found = self.read[row.number]
        problems = self.problems[row.number]
        if wanted is None:
            label = str(row.values.get("nama") or row.values.get("nipBaru") or "")[:200]
            return Preview.refused(label, problems)
        label = f"{wanted.name} · {wanted.nip}"[:200]
        if self._is_refused(row.number):
            return Preview.refused(label, problems, {"nip": wanted.nip})
        person = self.ground.people.get(wanted.nip)
        changes = changes_of(wanted, person, self.ground, today())
        changes |= self._unit_changes(wanted)
        if wanted.gone and person is None:
            problems.append(
                Problem(
                    "not_in_service",
                    _("She is no longer in service and not known here: she is not added."),
                    "kedudukanPns", warning=True,
                )
            )  # fmt: skip
            return Preview(SAME, label, wanted.as_json(), {}, problems)
        added = person is None and wanted.kind == "definitive"
        act = ADD if added else CHANGE if changes else SAME
        return Preview(act, label, wanted.as_json(), changes, problems)

    def _unit_changes(self, wanted: Wanted) -> dict:
        """What the file changes of the unit, shown once: at its first accepted row."""
        wish = self.tree.wishes.get(wanted.unit_code)
        if wish is None or wish.code in self.shown_units:
            return {}
        self.shown_units.add(wish.code)
        return self.tree.changes(wish, self.ground.units)

    # -- applying ----------------------------------------------------------------------

    def moves(self) -> list[dict]:
        """Units and people that the accepted rows put under another institution."""
        rows = self.wanted.items()
        return moves_of([w for n, w in rows if not self._is_refused(n)], self.ground)

    def begin_apply(self) -> None:
        """Is it all still hers to change? Then the units, so that every row finds hers."""
        rows = self.run.rows.exclude(act=REFUSE).filter(applied_at=None)
        rows = {row.number: row for row in rows.iterator(chunk_size=2_000)}
        self._look_again({number: Wanted(**row.data) for number, row in rows.items()})
        changed = [row for number, row in rows.items() if self._is_refused(number)]
        for row in changed:
            row.act = REFUSE
            row.problems += [found.as_json() for found in self.problems[row.number]]
        refuse_new_moves(self.run, self.moves())
        ImportRow.objects.bulk_update(changed, ["act", "problems"], batch_size=200)
        people_apply.build_all_units(self.run)

    def _look_again(self, wanted: dict[int, Wanted]) -> None:
        """What the preview asked about the uploader's care, as things are now."""
        self.wanted, self.problems = wanted, {number: [] for number in wanted}
        self.tree = UnitTree()
        for number, row in wanted.items():
            self.tree.add(row, number)
        self.ground = self._read_ground()
        self.managed = managed_paths(self.viewer)
        self._check_scope()
        self._check_accounts()

    def apply_rows(self, rows) -> None:
        """People and appointments of one piece."""
        people_apply.apply_piece(rows, by=self.viewer, on=today())

    def finish_apply(self) -> None:
        """The line of report last: by now every leader has a row."""
        people_apply.set_leaders(self.run, by=self.viewer)
