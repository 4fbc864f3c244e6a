"""Assessments of potential from a file, row by row."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.lib.clock import today
from corpu.people.imports import Column
from corpu.people.imports.cells import CellFault, as_number, as_yes
from corpu.people.imports.person_rows import NIP, PersonRows, day_text, nip_text
from corpu.people.models import Person
from performance.careers.actions import talent
from performance.careers.models import Potential

COLUMNS = (
    NIP,
    Column(
        "score", gettext_lazy("Score"), ("skor", "nilai", "nilai potensi"), True,
        gettext_lazy("From 0 to 100."), "78,5",
    ),
    Column(
        "assessed_on", gettext_lazy("Assessed on"),
        ("tanggal", "tanggal penilaian", "tanggal asesmen"), True,
        gettext_lazy("31-12-2025, 2025-12-31 or 31/12/2025."), "17-03-2025",
    ),
    Column(
        "assessor", gettext_lazy("Assessed by"), ("penilai", "lembaga", "asesor"), True,
        example="Pusat Asesmen",
    ),
    Column(
        "is_validated", gettext_lazy("Validated"), ("tervalidasi", "valid"), False,
        gettext_lazy("“ya” if the result was validated; only then it counts."), "ya",
    ),
)  # fmt: skip
CHANGES = ("score", "assessor", "is_validated")


def _score(value) -> str | None:
    number = as_number(value)
    if number is not None and not 0 <= number <= 100:
        raise CellFault("score_out_of_range", _("A score is from 0 to 100."))
    return None if number is None else f"{number:.2f}"


def _past_day(value) -> str:
    day = day_text(value)
    if day > today().isoformat():
        raise CellFault("day_ahead", _("This day lies in the future."))
    return day


def _yes(value) -> bool:
    return bool(as_yes(value))


class PotentialImport(PersonRows):
    """Potential of people in the uploader's care."""

    code = "potential"
    title = gettext_lazy("Assessments of potential")
    description = gettext_lazy(
        "Results of an assessment centre for the nine-box: one row for each person and "
        "day."
    )
    columns = COLUMNS
    sheet = "potensi"
    readers = {
        "nip": nip_text, "score": _score, "assessed_on": _past_day, "is_validated": _yes,
    }  # fmt: skip

    def read_known(self, people: list[Person]) -> None:
        """Their results, by day."""
        for row in Potential.objects.filter(person__in=people):
            self.known[row.person_id, row.assessed_on.isoformat()] = row

    def key(self, person: Person, data: dict) -> tuple:
        """A person has one result of a day."""
        return person.pk, data["assessed_on"]

    def label(self, person: Person, data: dict) -> str:
        """The person and the day."""
        return f"{person.name} · {data['assessed_on']}"

    def old_values(self, known: Potential) -> dict:
        """What a file may change of a result."""
        return {
            "score": f"{known.score:.2f}",
            "assessor": known.assessor,
            "is_validated": known.is_validated,
        }

    def keep(self, rows: list[tuple[Person, dict]]) -> None:
        """Keep the results, and place these people again in the same transaction."""
        for person, data in rows:
            fields = {name: data[name] for name in CHANGES}
            Potential.objects.update_or_create(
                person=person, assessed_on=data["assessed_on"],
                defaults={**fields, "loaded_by": self.viewer},
            )  # fmt: skip
        talent.recount(person.pk for person, _data in rows)
