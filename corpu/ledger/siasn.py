"""A period's records in the fields of the national personnel system (SIASN).

Structural leadership training goes to *diklat*, everything else with a `jenisDiklat` id
to *kursus*; JP are whole numbers, rounded down, and days are d-m-Y (FACTS of the two
POST calls as their public clients use them). What the system would refuse is listed with
the reason instead of being exported.
"""

import io
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook

from corpu.ledger.models import Record
from corpu.lib.downloads import XLSX, harmless

LISTS = ("diklat", "kursus", "refused")
STRUCTURAL = 1

DIKLAT = [
    "nipBaru", "nama", "bobot", "id", "institusiPenyelenggara", "jenisKompetensi",
    "jumlahJam", "latihanStrukturalId", "nomor", "pnsOrangId", "tahun", "tanggal",
    "tanggalSelesai",
]  # fmt: skip
KURSUS = [
    "nipBaru", "nama", "instansiId", "institusiPenyelenggara", "jenisDiklatId",
    "jenisKursus", "jenisKursusSertipikat", "jumlahJam", "lokasiId", "namaKursus",
    "nomorSertipikat", "pnsOrangId", "tahunKursus", "tanggalKursus",
    "tanggalSelesaiKursus",
]  # fmt: skip
REFUSED = ["nipBaru", "nama", "kegiatan", "jalur", "tanggalSelesai", "alasan", "catatan"]


@dataclass
class Table:
    """Three lists: what goes to each of the two calls, and what would be refused."""

    diklat: list[list] = field(default_factory=list)
    kursus: list[list] = field(default_factory=list)
    refused: list[list] = field(default_factory=list)

    def sheet(self, name: str) -> tuple[list[str], list[list]]:
        """(header, rows) of one list."""
        header = {"diklat": DIKLAT, "kursus": KURSUS, "refused": REFUSED}[name]
        return header, getattr(self, name)


def export(people, *, start, end) -> Table:
    """The standing facts of these people that ended from `start` to `end`."""
    facts = Record.objects.standing().filter(
        person__in=people, ended_on__range=(start, end)
    )
    table = Table()
    for fact in facts.with_credits().in_order().iterator(chunk_size=1000):
        jp = int(fact.credit().jp_recognised)
        if reasons := _refusals(fact, jp):
            notes = " ".join(text for _code, text in reasons)
            codes = ", ".join(code for code, _text in reasons)
            table.refused.append([
                fact.person.nip or "", fact.person.name, fact.title, fact.form.name_id,
                _day(fact.ended_on), codes, notes,
            ])  # fmt: skip
        elif fact.form.siasn_id == STRUCTURAL:
            table.diklat.append(_diklat(fact, jp))
        else:
            table.kursus.append(_kursus(fact, jp))
    return table


def _refusals(fact: Record, jp: int) -> list[tuple[str, str]]:
    """(code, sentence) of everything for which the system would refuse the fact."""
    checks = [
        (not fact.person.nip, "no_nip", _("The person has no NIP.")),
        (
            not fact.form.siasn_id,
            "no_kind",
            _("The national system has no kind of training for this form."),
        ),
        (
            fact.role != "learner",
            "not_learner",
            _("Only what a person learnt is sent, not what she taught."),
        ),
        (
            jp < 1,
            "less_than_one_jp",
            _("Less than one whole JP is recognised; the system takes whole JP only."),
        ),
        (
            not fact.certificate_number,
            "no_number",
            _("The certificate number is missing: record it anew with its number."),
        ),
        (
            not fact.provider_name,
            "no_provider",
            _("The training agency is missing: record it anew with its name."),
        ),
    ]
    return [(code, text) for is_wrong, code, text in checks if is_wrong]


def _day(day) -> str:
    return day.strftime("%d-%m-%Y")


def _diklat(fact: Record, jp: int) -> list:
    return [
        fact.person.nip, fact.person.name, "", "", fact.provider_name, "", jp, "",
        fact.certificate_number, "", fact.ended_on.year, _day(fact.started_on),
        _day(fact.ended_on),
    ]  # fmt: skip


def _kursus(fact: Record, jp: int) -> list:
    return [
        fact.person.nip, fact.person.name, "", fact.provider_name, fact.form.siasn_id, "",
        fact.form.siasn_flag, jp, "", fact.title, fact.certificate_number, "",
        fact.ended_on.year, _day(fact.started_on), _day(fact.ended_on),
    ]  # fmt: skip


def workbook(table: Table) -> HttpResponse:
    """All three lists as the sheets of one file."""
    book = Workbook(write_only=True)
    for name in LISTS:
        header, rows = table.sheet(name)
        sheet = book.create_sheet(name)
        sheet.append(header)
        for row in rows:
            sheet.append([harmless(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="siasn.xlsx"'
    return response
