"""The dimensions that the ledger does not know, from a file, row by row."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.lib.clock import today
from corpu.people.imports import Column
from corpu.people.imports.cells import CellFault, as_number, as_text
from corpu.people.imports.person_rows import NIP, PersonRows, nip_text
from corpu.people.models import Person
from performance.professionalism.actions import indices
from performance.professionalism.models import Imported, Sanction

SANCTIONS = {
    "": "", "tidak ada": Sanction.NONE, "tidak pernah": Sanction.NONE,
    "none": Sanction.NONE, "never": Sanction.NONE, "ringan": Sanction.LIGHT,
    "light": Sanction.LIGHT, "sedang": Sanction.MEDIUM, "medium": Sanction.MEDIUM,
    "berat": Sanction.HEAVY, "heavy": Sanction.HEAVY,
}  # fmt: skip
COLUMNS = (
    NIP,
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


def _year(value) -> int | None:
    number = as_number(value)
    if number is not None and not 2018 <= number <= today().year + 1:
        raise CellFault("wrong_year", _("Give a year of four digits."))
    return None if number is None else int(number)


def _score(value) -> str | None:
    number = as_number(value)
    if number is not None and not 0 <= number <= 100:
        raise CellFault("score_out_of_range", _("A score is from 0 to 100."))
    return None if number is None else f"{number:.2f}"


def _sanction(value) -> str:
    text = as_text(value, 30).casefold()
    if text not in SANCTIONS:
        message = _("Write tidak ada, ringan, sedang or berat.")
        raise CellFault("unknown_sanction", message)
    return str(SANCTIONS[text])


class DimensionsImport(PersonRows):
    """Performance and discipline of people in the uploader's care."""

    code = "professionalism"
    title = gettext_lazy("Dimensions of the professionalism index")
    description = gettext_lazy(
        "Scores of performance and disciplinary sanctions; qualification comes from the "
        "file of formal education, competence from the learning ledger."
    )
    columns = COLUMNS
    sheet = "indeks"
    readers = {"nip": nip_text, "year": _year, "score": _score, "sanction": _sanction}

    def read_known(self, people: list[Person]) -> None:
        """What was loaded of them, by year."""
        for row in Imported.objects.filter(person__in=people):
            self.known[row.person_id, row.year] = row

    def key(self, person: Person, data: dict) -> tuple:
        """A person has one row of a year."""
        return person.pk, data["year"]

    def label(self, person: Person, data: dict) -> str:
        """The person and the year."""
        return f"{person.name} · {data['year']}"

    def old_values(self, known: Imported) -> dict:
        """What a file may change of a year."""
        score = None if known.score is None else f"{known.score:.2f}"
        return {"score": score, "sanction": known.sanction}

    def keep(self, rows: list[tuple[Person, dict]]) -> None:
        """Keep the rows, and count these people again in the same transaction."""
        for person, data in rows:
            score = data["score"]
            fields = {
                "score": None if score is None else Decimal(score),
                "sanction": data["sanction"],
                "loaded_by": self.viewer,
            }
            Imported.objects.update_or_create(
                person=person, year=data["year"], defaults=fields
            )
        ids = [person.pk for person, _data in rows]
        for year in sorted({data["year"] for _person, data in rows}):
            indices.recount(ids, year)
