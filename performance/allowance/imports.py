"""Attendance of a month from a file, row by row, with a preview."""

import datetime
import re
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.lib.clock import today
from corpu.people.imports import Column, Preview, Problem
from corpu.people.imports.cells import CellFault, as_day, as_number, as_text
from corpu.people.imports.person_rows import NIP, PersonRows, nip_text
from corpu.people.models import Person
from performance.allowance.actions.attendance import load_many
from performance.allowance.models import COUNTERS, Attendance, Deduction, Line, Run

HUNDRED = Decimal(100)
COLUMNS = (
    NIP,
    Column(
        "month", gettext_lazy("Month"), ("bulan", "periode"), True,
        gettext_lazy("2026-06, or a day of the month."), "2026-06",
    ),
    Column(
        "percent", gettext_lazy("Attendance in per cent"),
        ("persentase", "kehadiran", "persen kehadiran"), False, "", "98.5",
    ),
    Column(
        "days_present", gettext_lazy("Days at work"), ("hari kerja", "hari hadir"),
        False, "", "21",
    ),
    Column("score", gettext_lazy("Score"), ("nilai", "skor")),
    Column("absent", gettext_lazy("Days absent"), ("alpa", "tidak masuk", "tk")),
    *(
        Column(f"late_{n}", Deduction.Counter(f"late_{n}").label, (f"tl{n}",))
        for n in (1, 2, 3, 4)
    ),
    *(
        Column(f"early_{n}", Deduction.Counter(f"early_{n}").label, (f"psw{n}",))
        for n in (1, 2, 3, 4)
    ),
    Column("no_report", gettext_lazy("Reports missing"), ("laporan kosong",)),
    Column("discipline", gettext_lazy("Discipline, in points"), ("hukuman disiplin",)),
)  # fmt: skip
SHARES = ("percent", "score", "discipline")


def _share(value) -> str | None:
    number = as_number(value)
    if number is None:
        return None
    if not 0 <= number <= HUNDRED:
        raise CellFault("not_a_share", _("Give a number from 0 to 100."))
    return format(number.quantize(Decimal("0.01")).normalize(), "f")


def _days(value) -> int | None:
    number = as_number(value)
    if number is None:
        return None
    if number != int(number) or not 0 <= number <= 31:
        raise CellFault("wrong_number", _("Give a whole number from 0 to 31."))
    return int(number)


def _count(value) -> str | None:
    number = _days(value)
    return None if number is None else str(number)


def _month(value) -> str:
    text = as_text(value)
    if re.fullmatch(r"\d{4}-\d{2}", text) and "01" <= text[5:] <= "12":
        day = datetime.date.fromisoformat(f"{text}-01")
    else:
        day = as_day(value)
    if day is None:
        return ""
    if day > today():
        raise CellFault("month_ahead", _("This month has not begun."))
    return day.replace(day=1).isoformat()


READERS = {
    **{column.name: _count for column in COLUMNS},
    **dict.fromkeys(SHARES, _share),
    "nip": nip_text, "month": _month, "days_present": _days,
}  # fmt: skip


class AttendanceImport(PersonRows):
    """What the attendance system says of each person in a month."""

    code = "attendance"
    title = gettext_lazy("Attendance of a month")
    description = gettext_lazy(
        "One row for each person and month, for the allowance recommendation. The same "
        "person and month again replaces what was loaded."
    )
    columns = COLUMNS
    sheet = "kehadiran"
    readers = READERS

    def begin(self, rows) -> None:
        """The months that are locked belong to the ground."""
        self.locked: set[tuple] = set()
        super().begin(rows)

    def read_known(self, people: list[Person]) -> None:
        """Their months, and which of them are locked."""
        for row in Attendance.objects.filter(person__in=people):
            self.known[row.person_id, row.month] = row
        lines = Line.objects.filter(person__in=people, run__state=Run.State.LOCKED)
        self.locked.update(lines.values_list("person", "month"))

    def begin_apply(self) -> None:
        """What is locked matters to the preview only."""
        self.locked = set()

    def key(self, person: Person, data: dict) -> tuple:
        """A person has one row of a month."""
        return person.pk, datetime.date.fromisoformat(data["month"])

    def old_values(self, known: Attendance) -> dict:
        """Every figure of the month that is known; a count that is missing is empty."""
        old = {**dict.fromkeys(COUNTERS), **known.as_data()}
        return {name: value for name, value in old.items() if name in READERS}

    def compared(self, person: Person, data: dict) -> Preview:
        """As for any row; a locked month is told."""
        preview = super().compared(person, data)
        if self.key(person, data) in self.locked:
            message = _("This month is locked: what changes appears as a difference.")
            preview.problems.append(
                Problem("month_locked", message, "month", warning=True)
            )
        return preview

    def label(self, person: Person, data: dict) -> str:
        """The person and the month."""
        return f"{person.name} · {data['month'][:7]}"

    def keep(self, rows: list[tuple[Person, dict]]) -> None:
        """Keep the piece."""
        kept = []
        for person, data in rows:
            attendance = _attendance(*self.key(person, data), data)
            attendance.loaded_by, attendance.source = self.viewer, self.run.filename
            kept.append(attendance)
        load_many(kept)


def _attendance(person_id: int, month: datetime.date, data: dict) -> Attendance:
    counts = {code: data[code] for code in COUNTERS if data.get(code)}
    percent, score = data.get("percent"), data.get("score")
    return Attendance(
        person_id=person_id,
        month=month,
        percent=None if percent is None else Decimal(percent),
        score=None if score is None else Decimal(score),
        days_present=data.get("days_present"),
        counts=counts,
    )
