"""A period's records in the fields of the national personnel system (SIASN).

Structural leadership training goes to *diklat*, everything else with a `jenisDiklat` id
to *kursus*; JP are whole numbers, rounded down, and days are d-m-Y (FACTS of the two
POST calls as their public clients use them). What the system would refuse is listed with
the reason instead of being exported.
"""

import datetime
import io
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import OuterRef, Subquery, Sum
from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from openpyxl import Workbook

from corpu.ledger.models import Credit, Record
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


FACT = [
    "person__nip", "person__name", "title", "form__name_id", "form__siasn_id",
    "form__siasn_flag", "role", "certificate_number", "provider_name", "started_on",
    "ended_on",
]  # fmt: skip


class Fact(NamedTuple):
    """What the export needs of one fact, in the order of `FACT`; `jp` is whole."""

    nip: str | None
    name: str
    title: str
    form_name: str
    siasn_id: int | None
    siasn_flag: str
    role: str
    certificate_number: str
    provider_name: str
    started_on: datetime.date
    ended_on: datetime.date
    jp: int


def export(people, *, start, end) -> Table:
    """The standing facts of these people that ended from `start` to `end`.

    One query, whatever the number of facts; the JP are added up by the database.
    """
    recognised = Credit.objects.filter(record=OuterRef("pk")).order_by()
    total = recognised.values("record").annotate(jp=Sum("jp_recognised")).values("jp")
    facts = Record.objects.standing().filter(
        person__in=people, ended_on__range=(start, end)
    )
    facts = facts.annotate(jp=Subquery(total)).in_order()
    table = Table()
    for row in facts.values_list(*FACT, "jp").iterator(chunk_size=2000):
        _sort(table, Fact(*row[:-1], jp=int(row[-1] or 0)))
    return table


def _sort(table: Table, fact: Fact) -> None:
    """Put one fact into the list where it belongs."""
    if reasons := _refusals(fact):
        table.refused.append([
            fact.nip or "", fact.name, fact.title, fact.form_name, _day(fact.ended_on),
            ", ".join(reasons), " ".join(str(REASONS[code]) for code in reasons),
        ])  # fmt: skip
    elif fact.siasn_id == STRUCTURAL:
        table.diklat.append(_diklat(fact))
    else:
        table.kursus.append(_kursus(fact))


REASONS = {
    "no_nip": gettext_lazy("The person has no NIP."),
    "no_kind": gettext_lazy("The national system has no kind of training for this form."),
    "not_learner": gettext_lazy(
        "Only what a person learnt is sent, not what she taught."
    ),
    "less_than_one_jp": gettext_lazy(
        "Less than one whole JP is recognised; the system takes whole JP only."
    ),
    "no_number": gettext_lazy(
        "The certificate number is missing: record it anew with its number."
    ),
    "no_provider": gettext_lazy(
        "The training agency is missing: record it anew with its name."
    ),
}


def _refusals(fact: Fact) -> list[str]:
    """Codes of everything for which the system would refuse the fact."""
    checks = {
        "no_nip": not fact.nip,
        "no_kind": not fact.siasn_id,
        "not_learner": fact.role != "learner",
        "less_than_one_jp": fact.jp < 1,
        "no_number": not fact.certificate_number,
        "no_provider": not fact.provider_name,
    }
    return [code for code, is_wrong in checks.items() if is_wrong]


def _day(day) -> str:
    return day.strftime("%d-%m-%Y")


def _diklat(fact: Fact) -> list:
    return [
        fact.nip, fact.name, "", "", fact.provider_name, "", fact.jp, "",
        fact.certificate_number, "", fact.ended_on.year, _day(fact.started_on),
        _day(fact.ended_on),
    ]  # fmt: skip


def _kursus(fact: Fact) -> list:
    return [
        fact.nip, fact.name, "", fact.provider_name, fact.siasn_id, "",
        fact.siasn_flag, fact.jp, "", fact.title, fact.certificate_number, "",
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
