"""Files in which every row is about one person in the uploader's care, found by NIP.

What such kinds share: reading the cells, who may be loaded by whom, a row that stands
twice, and the second look when the rows are applied, for what has become impossible
since the preview. A kind says what its cells mean, what is known, and what to keep.
"""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.people.imports.cells import CellFault, as_day, as_nip, as_text
from corpu.people.imports.contract import (
    ADD,
    CHANGE,
    REFUSE,
    SAME,
    Column,
    ImportKind,
    Preview,
    Problem,
    RawRow,
)
from corpu.people.models import ImportRow, Person

PIECE = 500
NIP = Column(
    "nip", gettext_lazy("NIP"), ("nip", "nipBaru", "nip pegawai"), True,
    gettext_lazy("18 digits, as text."), "199001012015031001",
)  # fmt: skip


def nip_text(value) -> str:
    """The 18 digits, or "" for an empty cell."""
    nip = as_nip(value)
    return nip.text if nip else ""


def day_text(value) -> str:
    """The day as "2026-12-31", or "" for an empty cell."""
    day = as_day(value)
    return day.isoformat() if day else ""


def read_cells(
    columns: Iterable[Column], row: RawRow, readers: dict[str, Callable]
) -> tuple[dict, list[Problem]]:
    """The cells as JSON values by column name, and what is wrong with the row.

    `readers` maps a column to the function that reads it; others are text. A column
    whose cell is faulty has no value.
    """
    data: dict = {}
    problems = list(row.problems)
    for column in columns:
        read = readers.get(column.name, as_text)
        try:
            data[column.name] = read(row.values.get(column.name))
        except CellFault as fault:
            problems.append(fault.problem(column.name))
            continue
        if column.required and data[column.name] in ("", None):
            problems.append(Problem("required", _("Fill in this cell."), column.name))
    return data, problems


class PersonRows(ImportKind):
    """Base of the kinds whose rows are each about one person.

    A kind sets `readers` (column -> function from cell to JSON value) and writes
    `read_known`, `key`, `old_values` or `compared`, and `keep`.
    """

    readers: dict[str, Callable] = {}

    def begin(self, rows: list[RawRow]) -> None:
        """Read the people of the file and what is known of them, once."""
        self.seen: dict[tuple, int] = {}
        self.read_people("".join(str(r.values.get("nip") or "").split()) for r in rows)

    def read_people(self, nips: Iterable[str]) -> None:
        """Fill `people` by NIP with those in the uploader's care, in pieces."""
        self.people: dict[str, Person] = {}
        care = Person.objects.managed_by(self.viewer).select_related("unit")
        wanted = sorted(set(filter(None, nips)))
        self.known: dict[tuple, object] = {}
        for start in range(0, len(wanted), PIECE):
            some = list(care.filter(nip__in=wanted[start : start + PIECE]))
            self.people.update({person.nip: person for person in some})
            self.read_known(some)

    def read_known(self, people: list[Person]) -> None:
        """Add to `known` (by `key`) what was loaded for these people before."""

    def key(self, person: Person, data: dict) -> tuple | None:
        """What a file may say once, and what it is compared with; None: anything goes."""
        raise NotImplementedError

    def check(self, person: Person | None, data: dict) -> list[Problem]:
        """What else is wrong with a row whose cells were read."""
        return []

    def preview_row(self, row: RawRow) -> Preview:
        """Read the cells, find the person, and compare with what is known."""
        data, problems = read_cells(self.columns, row, self.readers)
        person, found = self.whose(data)
        problems += [*found, *self.check(person, data)]
        if person is None or problems:
            return Preview.refused(str(data.get("nip") or ""), problems)
        key = self.key(person, data)
        if key in self.seen:
            text = _("Row %(row)s says the same already. Keep one of the two.")
            message = text % {"row": self.seen[key]}
            return Preview.refused(person.name, [Problem("row_twice", message)])
        if key is not None:
            self.seen[key] = row.number
        return self.compared(person, data)

    def whose(self, data: dict) -> tuple[Person | None, list[Problem]]:
        """The person a row is about: in the uploader's care, and not the uploader."""
        nip = data.get("nip") or ""
        person = self.people.get(nip)
        if nip and person is None:
            message = _("Nobody in your care has this NIP. Check it, or load her first.")
            return None, [Problem("unknown_person", message, "nip")]
        if person is not None and person.pk == self.viewer.pk:
            message = _("Nobody loads a row about herself: ask another HR officer.")
            return person, [Problem("own_row", message, "nip")]
        return person, []

    def label(self, person: Person, data: dict) -> str:
        """What the preview calls the row."""
        return person.name

    def old_values(self, known) -> dict:
        """What is known, as the JSON values of the columns that may change."""
        raise NotImplementedError

    def compared(self, person: Person, data: dict) -> Preview:
        """New, changed, or known already."""
        known = self.known.get(self.key(person, data))
        label = self.label(person, data)[:200]
        if known is None:
            return Preview(ADD, label, data)
        changes = {
            name: [_shown(old), _shown(data[name])]
            for name, old in self.old_values(known).items()
            if _shown(old) != _shown(data[name])
        }
        return Preview(CHANGE if changes else SAME, label, data, changes)

    def apply_rows(self, rows: list[ImportRow]) -> None:
        """Apply a piece; what has become impossible since the preview is refused."""
        self.read_people(row.data.get("nip") or "" for row in rows)
        kept = []
        for row in rows:
            person, problems = self.whose(row.data)
            if person is None or problems:
                row.act = REFUSE
                row.problems = [problem.as_json() for problem in problems]
            else:
                kept.append((person, row.data))
        self.keep(kept)

    def keep(self, rows: list[tuple[Person, dict]]) -> None:
        """Keep these rows, inside the piece's transaction."""
        raise NotImplementedError


def _shown(value) -> str:
    return "" if value is None else str(value)
