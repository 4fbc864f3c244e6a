"""Results of a class from a file: who was there, at which of its sittings."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.lib.refusals import Refused
from corpu.people.imports import Column, Problem
from corpu.people.imports.cells import CellFault, as_text
from corpu.people.imports.person_rows import NIP, PIECE, PersonRows, nip_text
from corpu.people.models import ImportRow, Person
from learning.kinds.class_event.actions.attending import attend
from learning.kinds.class_event.models import Attendance, ResultsFile
from learning.kinds.class_event.permissions import may_run
from learning.models.course import folded

ALL = {"ya", "yes", "y", "hadir", "present", "semua", "all"}
NONE = {"tidak", "no", "t", "n", "absen", "absent", "tidak hadir", "0", "-"}


def _sittings(value) -> str:
    """ "all", "none", or the numbers of the sittings: "1,3"."""
    text = as_text(value).casefold().removesuffix(".0")
    if text in ALL:
        return "all"
    if text in NONE:
        return "none"
    numbers = text.replace(";", ",").replace(" ", ",").split(",")
    numbers = [number for number in numbers if number]
    if not all(re.fullmatch("[0-9]{1,4}", number) for number in numbers):
        message = _("Write yes, no, or the numbers of the sittings: 1, 3.")
        raise CellFault("wrong_sittings", message)
    return ",".join(sorted(set(numbers), key=int))


class ResultsImport(PersonRows):
    """Who attended a class that its agency held. A person is found by NIP and name
    together, so that no file tells whose number a NIP is."""

    code = "class_results"
    title = gettext_lazy("Results of a class")
    description = gettext_lazy("Who was there, one row for each participant.")
    sheet = "kehadiran"
    columns = (
        NIP,
        Column(
            "name", gettext_lazy("Name"), ("nama", "nama pegawai"), True,
            gettext_lazy("As in the HR data, without titles."), "Sari Wulandari",
        ),
        Column(
            "present", gettext_lazy("Present"), ("hadir", "kehadiran"), True,
            gettext_lazy("Yes (all sittings), no, or the numbers of the sittings: 1, 3."),
            "ya",
        ),
    )  # fmt: skip
    readers = {"nip": nip_text, "present": _sittings}

    @classmethod
    def may_start(cls, viewer) -> bool:
        """It is loaded on the page of its class, not among the files of HR."""
        return False

    def __init__(self, run):
        super().__init__(run)
        rows = ResultsFile.objects.select_related("event__course__provider")
        self.event = rows.get(run=run).event
        self.sittings = list(self.event.sittings.all())

    def read_people(self, nips) -> None:
        """Civil servants with these NIPs, and what is marked of them."""
        self.people, self.known = {}, {}
        wanted = sorted(set(filter(None, nips)))
        everybody = Person.objects.employees().select_related("unit")
        for start in range(0, len(wanted), PIECE):
            some = list(everybody.filter(nip__in=wanted[start : start + PIECE]))
            self.people.update({person.nip: person for person in some})
            self.read_known(some)

    def read_known(self, people: list[Person]) -> None:
        """At which sittings they are marked present, or absent."""
        numbers = {sitting.pk: n for n, sitting in enumerate(self.sittings, start=1)}
        rows = Attendance.objects.filter(
            sitting__in=self.sittings, booking__person__in=people
        )
        for sitting, person, is_present in rows.values_list(
            "sitting", "booking__person", "is_present"
        ):
            marked = self.known.setdefault((person,), [])
            if is_present:
                marked.append(numbers[sitting])

    def whose(self, data: dict):
        """The person, if NIP and name belong together; not the uploader."""
        person, problems = super().whose(data)
        name = folded(str(data.get("name") or ""))
        if person is None or not name or name in _names(person):
            return person, [p for p in problems if p.code != "unknown_person"] + (
                [_unknown()] if person is None and data.get("nip") else []
            )
        return None, [_unknown()]

    def check(self, person, data: dict) -> list[Problem]:
        """The sittings exist, and the class has been held."""
        present = data.get("present") or ""
        if present in ("all", "none", ""):
            return []
        numbers = {int(number) for number in present.split(",")}
        every = set(range(1, len(self.sittings) + 1))
        if numbers == every:
            data["present"] = "all"
        if numbers <= every:
            return []
        message = _("This class has %(number)s sittings.") % {
            "number": len(self.sittings)
        }
        return [Problem("unknown_sitting", message, "present")]

    def key(self, person: Person, data: dict) -> tuple:
        """A person stands in the file once."""
        return (person.pk,)

    def old_values(self, known) -> dict:
        """At which sittings she was marked present before."""
        numbers = [str(n) for n in sorted(known)]
        everything = len(numbers) == len(self.sittings)
        return {"present": "all" if everything else ",".join(numbers) or "none"}

    def keep(self, rows: list[tuple[Person, dict]]) -> None:
        """Mark them; whoever was there without a booking gets one."""

    def apply_rows(self, rows: list[ImportRow]) -> None:
        """One by one; what has become impossible is refused."""
        self.read_people(row.data.get("nip") or "" for row in rows)
        for row in rows:
            person, problems = self.whose(row.data)
            if person is not None and not problems:
                problems = self._attend(person, row.data["present"])
            if problems:
                row.act = ImportRow.Act.REFUSE
                row.problems = [problem.as_json() for problem in problems]

    def _attend(self, person: Person, present: str) -> list[Problem]:
        if not may_run(self.viewer, self.event):
            return [Problem("not_yours", _("You do not run this class any more."))]
        numbers = {"all": range(1, len(self.sittings) + 1), "none": ()}.get(present)
        if numbers is None:
            numbers = [int(number) for number in present.split(",")]
        there = {self.sittings[number - 1].pk for number in numbers}
        try:
            attend(self.event, person, there, by=self.viewer, reason=self.run.filename)
        except Refused as refusal:
            return [Problem(refusal.code, str(refusal.message), refusal.field)]
        return []


def _unknown() -> Problem:
    message = _("No civil servant has this NIP and this name together. Check both.")
    return Problem("unknown_person", message, "nip")


def _names(person: Person) -> set[str]:
    return {folded(person.name), folded(person.full_name)}
