"""Past learning records from a file: what each row would post, and posting it."""

import hashlib

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.ledger.actions import records
from corpu.ledger.actions.facts import Conversions, Fact, check
from corpu.ledger.actions.invalid import Invalid
from corpu.ledger.models import LearningForm, Record
from corpu.ledger.rules import certificate_key
from corpu.lib.refusals import Refused
from corpu.people.imports.cells import CellFault, as_day, as_nip, as_number, as_text
from corpu.people.imports.contract import (
    ADD,
    REFUSE,
    SAME,
    Column,
    ImportKind,
    Preview,
    Problem,
    RawRow,
)
from corpu.people.models import ImportRow, Person

SCOPES = {
    "": "national",
    "nasional": "national",
    "national": "national",
    "internasional": "international",
    "international": "international",
}
# The ledger's name of a field -> the column that feeds it.
COLUMN_OF = {
    "nip": "nipBaru",
    "form": "jenisDiklatId",
    "title": "namaKursus",
    "provider_name": "institusiPenyelenggara",
    "started_on": "tanggalKursus",
    "ended_on": "tanggalSelesaiKursus",
    "jp_stated": "jumlahJam",
    "certificate_number": "nomorSertipikat",
    "scope": "lingkup",
    "minutes": "menit",
    "days": "hari",
    "sessions": "sesi",
    "semesters": "semester",
}
COUNTS = ("minutes", "days", "sessions", "semesters")

COLUMNS = (
    Column(
        "nipBaru",
        gettext_lazy("NIP"),
        ("nip", "NIP Baru"),
        required=True,
        example="199003172015032001",
        help=gettext_lazy("18 digits, as text."),
    ),
    Column(
        "jenisDiklatId",
        gettext_lazy("Form"),
        ("jenisDiklat", "jalur", "form", "jenis diklat", "jenis kompetensi"),
        required=True,
        example="seminar",
        help=gettext_lazy("Our code, its Indonesian or English name, or the SIASN id."),
    ),
    Column(
        "namaKursus",
        gettext_lazy("Title"),
        ("judul", "title", "nama diklat", "nama kegiatan"),
        required=True,
        example="Seminar Pelayanan Publik",
    ),
    Column(
        "institusiPenyelenggara",
        gettext_lazy("Provider"),
        ("penyelenggara", "provider", "institusi"),
        required=True,
        example="Balai Pelatihan Contoh",
    ),
    Column(
        "tanggalKursus",
        gettext_lazy("From"),
        ("tanggal mulai", "started on", "mulai", "tanggal"),
        required=True,
        example="12-03-2025",
        help=gettext_lazy("31-12-2025, 2025-12-31 or 31/12/2025."),
    ),
    Column(
        "tanggalSelesaiKursus",
        gettext_lazy("Until"),
        ("tanggal selesai", "ended on", "selesai"),
        example="12-03-2025",
        help=gettext_lazy("Empty for learning of one day."),
    ),
    Column(
        "jumlahJam",
        gettext_lazy("JP"),
        ("jp", "jumlah jp", "jam pelajaran"),
        example="8",
        help=gettext_lazy("JP on the certificate; at least 1."),
    ),
    Column("menit", gettext_lazy("Minutes"), ("minutes",), example=""),
    Column("hari", gettext_lazy("Days"), ("days", "jumlah hari"), example="1"),
    Column("sesi", gettext_lazy("Sessions"), ("sessions",), example=""),
    Column("semester", gettext_lazy("Semesters"), ("semesters",), example=""),
    Column(
        "nomorSertipikat",
        gettext_lazy("Certificate number"),
        ("nomor sertifikat", "certificate number", "nomor"),
        example="SRT/2025/0012",
    ),
    Column(
        "lingkup",
        gettext_lazy("Scope"),
        ("scope",),
        example="nasional",
        help=gettext_lazy("nasional or internasional; empty means nasional."),
    ),
)


class RecordsImport(ImportKind):
    """Learning that happened before, or in systems that have no connection to ours."""

    code = "records"
    title = gettext_lazy("Past learning records")
    description = gettext_lazy(
        "Learning that people finished before or elsewhere, with the column names of "
        "the national personnel system. Loading the same row again changes nothing."
    )
    columns = COLUMNS
    sheet = "kursus"

    def begin(self, rows: list[RawRow]) -> None:
        """Read forms, people in scope and known sources once for the whole file."""
        self.forms = _form_names()
        self.conversions = Conversions(LearningForm.objects.values_list("pk", flat=True))
        self.read = {row.number: _read(row, self.forms) for row in rows}
        nips = {values.get("nip") for values, _problems in self.read.values()}
        self.people = _people_by_nip(self.viewer, nips)
        for values, _problems in self.read.values():
            values["source"] = _source(values)
        self.known = _known_sources({v["source"] for v, _p in self.read.values()})
        self.first_row: dict[str, int] = {}

    def preview_row(self, row: RawRow) -> Preview:
        """Everything that is wrong with a row at once, or what it would post."""
        values, problems = self.read[row.number]
        label = f"{values.get('nip', '')} · {values.get('title', '')}"[:200]
        source = values["source"]
        problems = [*row.problems, *problems]
        person = self.people.get(values.get("nip"))
        if values.get("nip") and person is None:
            message = _(
                "Nobody in your units has this NIP. Load the personnel file first."
            )
            problems.append(Problem("unknown_person", message, "nipBaru"))
        if not problems:
            problems += self._check(values, person)
        if source in self.first_row:
            message = _("Row %(row)s says the same. Keep one of the two.")
            message %= {"row": self.first_row[source]}
            problems.append(Problem("row_twice", message, "nipBaru"))
        self.first_row.setdefault(source, row.number)
        if any(not problem.warning for problem in problems):
            return Preview.refused(label, problems)
        act = SAME if source in self.known else ADD
        return Preview(act, label, _as_json(values), {}, problems)

    def _check(self, values: dict, person) -> list[Problem]:
        try:
            check(_fact(values, person, self.viewer), self.conversions)
        except Invalid as invalid:
            return [
                Problem(fault.code, fault.message, COLUMN_OF.get(fault.field, ""))
                for fault in invalid.errors
            ]
        return []

    def begin_apply(self) -> None:
        """People are looked up again, piece by piece."""
        self.forms = _form_names()

    def apply_rows(self, rows: list[ImportRow]) -> None:
        """Post the piece in one go; what can no longer be posted is refused by itself."""
        people = _people_by_nip(self.viewer, {row.data["nip"] for row in rows})
        ready = []
        for row in rows:
            person = people.get(row.data["nip"])
            if person is None:
                message = _("This person is no longer in your units.")
                _refuse(row, "unknown_person", message, "nipBaru")
            else:
                ready.append((row, _fact_arguments(_from_json(row.data), person, self)))
        try:
            records.record_many([arguments for _row, arguments in ready])
        except Refused:
            self._apply_singly(ready)

    def _apply_singly(self, ready) -> None:
        for row, arguments in ready:
            try:
                records.record(**arguments)
            except Refused as refusal:
                column = COLUMN_OF.get(refusal.field, "")
                _refuse(row, refusal.code, refusal.message, column)


def _refuse(row: ImportRow, code: str, message, column: str) -> None:
    row.act = REFUSE
    row.problems = [*row.problems, Problem(code, message, column).as_json()]


def _form_names() -> dict[str, str]:
    """Whatever a file may call a form -> its code."""
    names = {}
    for form in LearningForm.objects.all():
        for name in (form.code, form.name_id, form.name_en, form.siasn_id):
            if name is not None:
                names[_plain(str(name))] = form.code
    return names


def _plain(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())


def _people_by_nip(viewer, nips) -> dict[str, Person]:
    """People of the viewer's scope by their NIP."""
    nips = sorted(nip for nip in nips if nip)
    found = {}
    for start in range(0, len(nips), 500):
        scope = Person.objects.visible_to(viewer).exclude(pk=viewer.pk)
        rows = scope.filter(nip__in=nips[start : start + 500]).select_related("unit")
        found.update({person.nip: person for person in rows})
    return found


def _known_sources(sources) -> set[str]:
    sources, known = sorted(sources), set()
    for start in range(0, len(sources), 500):
        rows = Record.objects.filter(token=None, source__in=sources[start : start + 500])
        known.update(rows.values_list("source", flat=True))
    return known


def _read(row: RawRow, forms: dict[str, str]) -> tuple[dict, list[Problem]]:
    """The cells as values, and what is wrong with them."""
    values: dict = {}
    problems: list[Problem] = []

    def take(name: str, parse):
        column = COLUMN_OF[name]
        try:
            values[name] = parse(row.values.get(column))
        except CellFault as fault:
            problems.append(fault.problem(column))

    take("nip", lambda cell: getattr(as_nip(cell), "text", ""))
    for name in ("title", "provider_name"):
        take(name, as_text)
    take("certificate_number", lambda cell: as_text(cell, 100))
    take("form", lambda cell: _form(cell, forms))
    take("scope", _scope)
    take("started_on", as_day)
    take("ended_on", as_day)
    values["ended_on"] = values.get("ended_on") or values.get("started_on")
    take("jp_stated", _jp)
    for name in COUNTS:
        take(name, _count)
    for name in ("nip", "title", "provider_name", "form", "started_on"):
        column = COLUMN_OF[name]
        if not values.get(name) and not any(p.field == column for p in problems):
            message = _("This cell is empty. Fill it in.")
            problems.append(Problem("required", message, column))
    return values, problems


def _form(cell, forms: dict[str, str]) -> str:
    text = as_text(cell)
    if not text:
        return ""
    code = forms.get(_plain(text))
    if code is None:
        raise CellFault(
            "unknown_form",
            _("“%(text)s” is no form of learning. Use a code of the template's list.")
            % {"text": text[:40]},
        )
    return code


def _scope(cell) -> str:
    text = as_text(cell).lower()
    if text not in SCOPES:
        raise CellFault("unknown_scope", _("Write nasional or internasional."))
    return SCOPES[text]


def _jp(cell):
    value = as_number(cell)
    if value is not None and value < 1:
        raise CellFault("jp_too_small", _("JP are at least 1. Leave the cell empty."))
    return value


def _count(cell):
    value = as_number(cell)
    if value is None:
        return None
    if value != value.to_integral_value() or value < 1:
        raise CellFault("wrong_count", _("Give a whole number of at least 1."))
    return int(value)


def _source(values: dict) -> str:
    """The same learning of the same person has the same source, whatever the file."""
    parts = [
        values.get("nip"),
        values.get("form"),
        values.get("started_on"),
        values.get("ended_on"),
        _plain(values.get("title") or ""),
        certificate_key(values.get("certificate_number") or ""),
    ]
    digest = hashlib.sha256("|".join(str(part) for part in parts).encode())
    return f"import:records:{digest.hexdigest()[:40]}"


def _as_json(values: dict) -> dict:
    """Days and JP as text, for the row that waits."""
    return {
        name: value if isinstance(value, int | None) else str(value)
        for name, value in values.items()
    }


def _from_json(data: dict) -> dict:
    values = dict(data)
    for name in ("started_on", "ended_on"):
        values[name] = as_day(values[name])
    values["jp_stated"] = as_number(values.get("jp_stated"))
    return values


def _fact_arguments(values: dict, person: Person, kind: RecordsImport) -> dict:
    arguments = {name: value for name, value in values.items() if name != "nip"}
    return {**arguments, "person": person, "by": kind.viewer}


def _fact(values: dict, person: Person, viewer) -> Fact:
    arguments = {name: value for name, value in values.items() if name != "nip"}
    return Fact(**arguments, person=person, by=viewer)
