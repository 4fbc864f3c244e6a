"""A coach's own log of hours, in the form that international credentials ask for: each
client or group with contact, first and last day, and hours paid and pro bono.

Confirmed sessions alone. A coachee has her name there while she agrees, else initials.
"""

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from coaching import rules
from coaching.models import Coach, Engagement, Session
from corpu.lib.papers import make_pdf

TEMPLATE = Path(__file__).parent / "paper" / "hours.typ"
HOUR = 60


@dataclass(frozen=True)
class HoursLine:
    """One client or group as the log shows it; hours with two decimals."""

    client: str
    contact: str
    people: int
    form: str
    first_on: datetime.date
    last_on: datetime.date
    sessions: int
    paid: Decimal
    pro_bono: Decimal
    url: str

    @property
    def is_group(self) -> bool:
        """True if several people met at once."""
        return self.people > 1


def lines_of(coach: Coach, year: int | None = None) -> list[HoursLine]:
    """The log of a coach, of one calendar year or of all."""
    rows = Session.objects.given().filter(engagement__coach=coach)
    if year:
        rows = rows.filter(started_at__year=year)
    rows = list(rows.order_by("started_at", "pk"))
    pairs = Engagement.objects.select_related("coachee", "form", "hours_entry")
    known = {
        str(pair.public_id): pair
        for pair in pairs.filter(pk__in={row.engagement_id for row in rows})
    }
    names = {pair.pk: name for name, pair in known.items()}
    held = [
        rules.Held(
            client=names[row.engagement_id],
            group=str(row.group or ""),
            day=row.day,
            minutes=row.minutes,
        )
        for row in rows
    ]
    return [_line(line, known) for line in rules.hours_log(held)]


def _line(line: rules.Line, known: dict[str, Engagement]) -> HoursLine:
    pairs = sorted(
        (known[name] for name in line.clients),
        key=lambda pair: (pair.coachee.name, pair.pk),
    )
    hours = (Decimal(line.minutes) / HOUR).quantize(Decimal("0.01"), ROUND_HALF_UP)
    # A group is paid only if each of its engagements is.
    paid = all(_entry(pair) and _entry(pair).is_paid for pair in pairs)
    return HoursLine(
        client=", ".join(_name(pair) for pair in pairs),
        contact=", ".join(filter(None, (_contact(pair) for pair in pairs))),
        people=len(pairs),
        form=str(pairs[0].form),
        first_on=line.first_on,
        last_on=line.last_on,
        sessions=line.sessions,
        paid=hours if paid else Decimal("0.00"),
        pro_bono=Decimal("0.00") if paid else hours,
        url=reverse("coaching:engagement", args=[pairs[0].public_id]),
    )


def _entry(pair: Engagement):
    return getattr(pair, "hours_entry", None)


def _agreed(pair: Engagement) -> bool:
    entry = _entry(pair)
    return bool(entry and entry.may_name_since)


def _name(pair: Engagement) -> str:
    """Her name if she agreed, else her initials."""
    if _agreed(pair):
        return pair.coachee.full_name
    return "".join(f"{word[0]}." for word in pair.coachee.name.split())


def _contact(pair: Engagement) -> str:
    return pair.coachee.email if _agreed(pair) else ""


def header() -> list[str]:
    """The columns of the log as CSV."""
    return [
        _("Client"), _("Contact"), _("Individual or group"), _("People"), _("Form"),
        _("First session"), _("Last session"), _("Sessions"), _("Hours paid"),
        _("Hours pro bono"),
    ]  # fmt: skip


def as_rows(lines: list[HoursLine]) -> list[list]:
    """The lines as the CSV has them: days as ISO, hours with a point."""
    return [
        [
            line.client, line.contact, _("group") if line.is_group else _("individual"),
            line.people, line.form, line.first_on.isoformat(), line.last_on.isoformat(),
            line.sessions, str(line.paid), str(line.pro_bono),
        ]
        for line in lines
    ]  # fmt: skip


def totals(lines: list[HoursLine]) -> dict:
    """Sums of the log."""
    paid = sum((line.paid for line in lines), Decimal("0.00"))
    pro_bono = sum((line.pro_bono for line in lines), Decimal("0.00"))
    return {
        "paid": paid,
        "pro_bono": pro_bono,
        "all": paid + pro_bono,
        "people": sum(line.people for line in lines),
        "sessions": sum(line.sessions for line in lines),
    }


def paper(coach: Coach, lines: list[HoursLine], year: int | None) -> bytes:
    """The log as PDF, in the language of its reader."""
    sums = totals(lines)
    facts = {
        "heading": _("Log of coaching hours"),
        "coach": coach.person.full_name,
        "period": str(year) if year else _("all years"),
        "made": formats.date_format(timezone.localdate(), "j F Y"),
        "note": _(
            "Sessions that both have signed. Clients are named only while they agree; "
            "else their initials stand here."
        ),
        "header": header(),
        "rows": [[str(cell) for cell in row] for row in _readable(lines)],
        "sums": [
            [_("Hours paid"), _number(sums["paid"])],
            [_("Hours pro bono"), _number(sums["pro_bono"])],
            [_("Hours in all"), _number(sums["all"])],
        ],
        "signature": _("Signature of the coach"),
    }
    url = settings.SITE_URL + reverse("coaching:hours")
    return make_pdf(TEMPLATE, facts, url=url, at=timezone.now())


def _readable(lines: list[HoursLine]) -> list[list]:
    rows = as_rows(lines)
    for row, line in zip(rows, lines, strict=True):
        row[5] = formats.date_format(line.first_on, "j M Y")
        row[6] = formats.date_format(line.last_on, "j M Y")
        row[8:] = [_number(line.paid), _number(line.pro_bono)]
    return rows


def _number(hours: Decimal) -> str:
    return formats.number_format(hours, 2)
