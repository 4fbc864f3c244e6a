"""The dimensions that the ledger does not know, from a file, row by row."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.lib.clock import today
from corpu.people.imports import Column, ImportKind, Preview, Problem
from corpu.people.imports.cells import CellFault, as_nip, as_number, as_text
from corpu.people.imports.contract import ADD, CHANGE, REFUSE, SAME, RawRow
from corpu.people.models import ImportRow, Person
from performance.professionalism.actions import indices
from performance.professionalism.models import Imported, Sanction

SANCTIONS = {
    "": "", "tidak ada": Sanction.NONE, "tidak pernah": Sanction.NONE,
    "none": Sanction.NONE, "never": Sanction.NONE, "ringan": Sanction.LIGHT,
    "light": Sanction.LIGHT, "sedang": Sanction.MEDIUM, "medium": Sanction.MEDIUM,
    "berat": Sanction.HEAVY, "heavy": Sanction.HEAVY,
}  # fmt: skip
COLUMNS = (
    Column(
        "nip", gettext_lazy("NIP"), ("nip", "nipBaru"), True,
        gettext_lazy("18 digits, as text."), "199001012015031001",
    ),
    Column(
        "year", gettext_lazy("Year of the index"), ("tahun", "tahun indeks"), True,
        gettext_lazy("Four digits."), "2026",
    ),
    Column(
        "score", gettext_lazy("Score of performance"),
        ("skor kinerja", "nilai kinerja", "kinerja"), False,
        gettext_lazy("Of the year before, from 0 to 100; empty leaves it unknown."), "88",
    ),
    Column(
        "sanction", gettext_lazy("Heaviest sanction"),
        ("hukuman disiplin", "disiplin", "sanksi"), False,
        gettext_lazy("tidak ada, ringan, sedang or berat; empty leaves it unknown."),
        "tidak ada",
    ),
)  # fmt: skip


class DimensionsImport(ImportKind):
    """Performance and discipline of people in the uploader's care."""

    code = "professionalism"
    title = gettext_lazy("Dimensions of the professionalism index")
    description = gettext_lazy(
        "Scores of performance and disciplinary sanctions; qualification comes from the "
        "file of formal education, competence from the learning ledger."
    )
    columns = COLUMNS
    sheet = "indeks"

    def begin(self, rows: list[RawRow]) -> None:
        """Read the people and what was loaded before, once."""
        self._read_ground({"".join(str(r.values.get("nip") or "").split()) for r in rows})
        self.seen: dict[tuple, int] = {}

    def _read_ground(self, nips) -> None:
        self.people, self.known = {}, {}
        wanted = sorted(filter(None, nips))
        for start in range(0, len(wanted), 500):
            some = Person.objects.managed_by(self.viewer)
            some = some.filter(nip__in=wanted[start : start + 500])
            self.people.update({person.nip: person for person in some})
            for row in Imported.objects.filter(person__in=some):
                self.known[row.person_id, row.year] = row

    def preview_row(self, row: RawRow) -> Preview:
        """Read the cells and compare with what is known."""
        data, problems = _read(row)
        person = self.people.get(data.get("nip"))
        problems = [*row.problems, *problems]
        if data.get("nip") and person is None:
            message = _("Nobody in your care has this NIP. Check it, or load her first.")
            problems.append(Problem("unknown_person", message, "nip"))
        if person is not None and person.pk == self.viewer.pk:
            message = _("Nobody loads a result for herself: ask another HR officer.")
            problems.append(Problem("own_row", message, "nip"))
        if problems:
            return Preview.refused(str(data.get("nip") or ""), problems)
        key = (person.pk, data["year"])
        if key in self.seen:
            text = _("Row %(row)s says the same already. Keep one of the two.")
            message = text % {"row": self.seen[key]}
            return Preview.refused(person.name, [Problem("row_twice", message)])
        self.seen[key] = row.number
        return _compared(person, self.known.get(key), data)

    def apply_rows(self, rows: list[ImportRow]) -> None:
        """Keep the rows, and count these people again in the same transaction."""
        self._read_ground({row.data["nip"] for row in rows})
        super().apply_rows(rows)
        ids = [person.pk for person in self.people.values()]
        for year in sorted({row.data["year"] for row in rows}):
            indices.recount(ids, year)

    def apply_row(self, row: ImportRow) -> None:
        """Add what the file says, or correct it."""
        person = self.people.get(row.data["nip"])
        if person is None or person.pk == self.viewer.pk:
            message = _("Nobody in your care has this NIP. Check it, or load her first.")
            problem = Problem("unknown_person", message, "nip")
            row.act, row.problems = REFUSE, [problem.as_json()]
            return
        score = row.data["score"]
        fields = {
            "score": None if score is None else Decimal(score),
            "sanction": row.data["sanction"],
            "loaded_by": self.viewer,
        }
        Imported.objects.update_or_create(
            person=person, year=row.data["year"], defaults=fields
        )


def _compared(person: Person, known: Imported | None, data: dict) -> Preview:
    label = f"{person.name} · {data['year']}"[:200]
    if known is None:
        return Preview(ADD, label, data)
    old = {"score": None if known.score is None else f"{known.score:.2f}"}
    old["sanction"] = known.sanction
    changes = {
        name: [str(old[name] or ""), str(data[name] or "")]
        for name in old
        if old[name] != data[name]
    }
    return Preview(CHANGE if changes else SAME, label, data, changes)


def _read(row: RawRow) -> tuple[dict, list[Problem]]:
    data: dict = {}
    problems: list[Problem] = []
    for column in COLUMNS:
        try:
            data[column.name] = _value(column.name, row.values.get(column.name))
        except CellFault as fault:
            problems.append(fault.problem(column.name))
            continue
        if column.required and not data[column.name]:
            problems.append(Problem("required", _("Fill in this cell."), column.name))
    return data, problems


def _value(name: str, value):
    if name == "nip":
        nip = as_nip(value)
        return str(getattr(nip, "text", nip)) if nip else ""
    if name == "year":
        number = as_number(value)
        if number is not None and not 2018 <= number <= today().year + 1:
            raise CellFault("wrong_year", _("Give a year of four digits."))
        return None if number is None else int(number)
    if name == "score":
        number = as_number(value)
        if number is not None and not 0 <= number <= 100:
            raise CellFault("score_out_of_range", _("A score is from 0 to 100."))
        return None if number is None else f"{number:.2f}"
    text = as_text(value, 30).casefold()
    if text not in SANCTIONS:
        message = _("Write tidak ada, ringan, sedang or berat.")
        raise CellFault("unknown_sanction", message)
    return str(SANCTIONS[text])
