"""Attendance of a month from a file, row by row, with a preview."""

import datetime
import re
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.lib.clock import today
from corpu.people.imports import Column, ImportKind, Preview, Problem
from corpu.people.imports.cells import CellFault, as_day, as_nip, as_number, as_text
from corpu.people.imports.contract import ADD, CHANGE, REFUSE, SAME, RawRow
from corpu.people.models import ImportRow, Person
from performance.allowance.actions.attendance import load_many
from performance.allowance.models import COUNTERS, Attendance, Deduction, Line, Run

HUNDRED = Decimal(100)
COLUMNS = (
    Column(
        "nip", gettext_lazy("NIP"), ("nip", "nip pegawai"), True,
        gettext_lazy("18 digits, as text."), "198804172012032001",
    ),
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


class AttendanceImport(ImportKind):
    """What the attendance system says of each person in a month."""

    code = "attendance"
    title = gettext_lazy("Attendance of a month")
    description = gettext_lazy(
        "One row for each person and month, for the allowance recommendation. The same "
        "person and month again replaces what was loaded."
    )
    columns = COLUMNS
    sheet = "kehadiran"

    def begin(self, rows: list[RawRow]) -> None:
        """Read the people of the file and what is known of their months, once."""
        self.seen: dict[tuple, int] = {}
        self._read_people(
            "".join(str(row.values.get("nip") or "").split()) for row in rows
        )

    def _read_people(self, nips) -> None:
        care = Person.objects.managed_by(self.viewer)
        wanted = sorted(set(filter(None, nips)))
        self.people: dict[str, Person] = {}
        self.known: dict[tuple, Attendance] = {}
        self.locked: set[tuple] = set()
        for start in range(0, len(wanted), 500):
            found = list(care.filter(nip__in=wanted[start : start + 500]))
            self.people.update({person.nip: person for person in found})
            rows = Attendance.objects.filter(person__in=found)
            self.known.update({(row.person_id, row.month): row for row in rows})
            lines = Line.objects.filter(person__in=found, run__state=Run.State.LOCKED)
            self.locked.update(lines.values_list("person", "month"))

    def preview_row(self, row: RawRow) -> Preview:
        """Read the cells; refuse who is not in the uploader's care."""
        data, problems = _read(row)
        problems = [*row.problems, *problems]
        person = self.people.get(data.get("nip") or "")
        if data.get("nip") and person is None:
            message = _("Nobody in your care has this NIP. Check it, or load her first.")
            problems.append(Problem("unknown_person", message, "nip"))
        if person is not None and person.pk == self.viewer.pk:
            message = _("Nobody loads her own attendance: ask another HR officer.")
            problems.append(Problem("own_attendance", message, "nip"))
        if problems:
            return Preview.refused(data.get("nip") or "", problems)
        month = datetime.date.fromisoformat(data["month"])
        key = (person.pk, month)
        if key in self.seen:
            text = _("Row %(row)s says the same already. Keep one of the two.")
            message = text % {"row": self.seen[key]}
            return Preview.refused(person.name, [Problem("row_twice", message)])
        self.seen[key] = row.number
        return self._compared(person, month, data)

    def _compared(self, person: Person, month, data: dict) -> Preview:
        before = self.known.get((person.pk, month))
        after = _attendance(person, month, data)
        label = f"{person.name} · {month:%Y-%m}"
        notes = []
        if (person.pk, month) in self.locked:
            message = _("This month is locked: what changes appears as a difference.")
            notes.append(Problem("month_locked", message, "month", warning=True))
        if before is None:
            return Preview(ADD, label, data, {}, notes)
        old, new = before.as_data(), after.as_data()
        changes = {
            name: [str(old.get(name) or ""), str(new.get(name) or "")]
            for name in dict.fromkeys([*old, *new])
            if str(old.get(name) or "") != str(new.get(name) or "")
        }
        return Preview(CHANGE if changes else SAME, label, data, changes, notes)

    def apply_rows(self, rows: list[ImportRow]) -> None:
        """Keep the piece; who has left the uploader's care meanwhile is refused."""
        self._read_people(row.data.get("nip") for row in rows)
        kept = []
        for row in rows:
            person = self.people.get(row.data.get("nip") or "")
            if person is None or person.pk == self.viewer.pk:
                message = _("Nobody in your care has this NIP (any more).")
                problem = Problem("unknown_person", message, "nip")
                row.act, row.problems = REFUSE, [problem.as_json()]
                continue
            month = datetime.date.fromisoformat(row.data["month"])
            attendance = _attendance(person, month, row.data)
            attendance.loaded_by, attendance.source = self.viewer, self.run.filename
            kept.append(attendance)
        load_many(kept)


def _attendance(person: Person, month: datetime.date, data: dict) -> Attendance:
    counts = {code: data[code] for code in COUNTERS if data.get(code)}
    percent, score = data.get("percent"), data.get("score")
    return Attendance(
        person=person,
        month=month,
        percent=None if percent is None else Decimal(percent),
        score=None if score is None else Decimal(score),
        days_present=data.get("days_present"),
        counts=counts,
    )


def _read(row: RawRow) -> tuple[dict, list[Problem]]:
    """The cells as JSON values, and what is wrong with them."""
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
    if name == "month":
        return _month(value)
    number = as_number(value)
    if number is None:
        return None
    if name in SHARES:
        if not 0 <= number <= HUNDRED:
            message = _("Give a number from 0 to 100.")
            raise CellFault("not_a_share", message)
        return format(number.quantize(Decimal("0.01")).normalize(), "f")
    if number != int(number) or not 0 <= number <= 31:
        raise CellFault("wrong_number", _("Give a whole number from 0 to 31."))
    return int(number) if name == "days_present" else str(int(number))


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
