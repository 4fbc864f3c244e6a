"""One person's year on one line: what she learnt, booked and was decided about, against
her targets."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.dates import MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from corpu.agenda.models import Commitment
from corpu.ledger.models import Credit
from corpu.lib.clock import local_day, today
from corpu.people.acts import act_name
from corpu.people.models import Absence, Decision
from corpu.people.permissions import may_see_leave
from performance.models import Measure, Petition, Standing, Target

# Decisions that belong on the line of a year: about learning and targets, not about
# accounts and roles.
ABOUT_LEARNING = [
    "evidence.",
    "record.",
    "standing.",
    "petition.",
    "adjustment.",
    "plan.",
]


@dataclass(frozen=True)
class Entry:
    """Something that happened or is to come: `jp` is what it counts in this year and
    `total` the sum until then (None for what counts nothing)."""

    day: datetime.date
    kind: str
    title: str
    note: str = ""
    url: str = ""
    jp: Decimal | None = None
    total: Decimal | None = None
    marks: list[str] = field(default_factory=list)


def entries_of(person, year: int, *, viewer) -> list[Entry]:
    """The year from its first day on; facts carry the running total of recognised JP.

    The words of a request about a target are shown only to those who may read it.
    The last total is the sum of the person's credits of the year, to the hundredth.
    """
    found = [*_facts(person, year), *_booked(person, year)]
    found += _absences(person, year, may_see_leave(viewer, person))
    found += _decisions(person, year, viewer)
    found.sort(key=lambda entry: (entry.day, entry.kind, entry.title))
    return _summed(found, _levels(person, year))


def _facts(person, year: int) -> list[Entry]:
    credits = Credit.objects.filter(person=person, year=year)
    credits = credits.select_related("record__form", "record__voided_by")
    return [
        Entry(
            day=min(credit.record.ended_on, datetime.date(year, 12, 31)),
            kind="voided" if credit.reason == "voided" else "fact",
            title=credit.record.title,
            note=_fact_note(credit),
            url=reverse("ledger:record", args=[credit.record.public_id]),
            jp=credit.jp_recognised,
        )
        for credit in credits
    ]


def _fact_note(credit: Credit) -> str:
    if credit.jp_recognised < credit.jp_claimed:
        return f"{credit.record.form} · {credit.get_reason_display()}"
    return str(credit.record.form)


def _absences(person, year: int, sees_kinds: bool) -> list[Entry]:
    rows = Absence.objects.filter(person=person)
    rows = rows.over(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    return [
        Entry(
            day=max(row.started_on, datetime.date(year, 1, 1)),
            kind="absence",
            title=row.get_kind_display() if sees_kinds else _("away from her post"),
            note=_("until %(day)s") % {"day": date_format(row.ended_on, "j F Y")},
        )
        for row in rows
    ]


def _booked(person, year: int) -> list[Entry]:
    rows = Commitment.objects.ahead().filter(person=person).select_related("form")
    return [
        Entry(
            day=local_day(row.starts_at),
            kind="booked",
            title=row.title,
            note=str(row.form),
            url=row.url,
        )
        for row in rows.exclude(starts_at=None)
        if local_day(row.starts_at).year == year
    ]


def _decisions(person, year: int, viewer) -> list[Entry]:
    about = Q(act__startswith=ABOUT_LEARNING[0])
    for prefix in ABOUT_LEARNING[1:]:
        about |= Q(act__startswith=prefix)
    rows = Decision.objects.filter(about, person=person, at__year=year)
    seen = Petition.objects.visible_to(viewer).filter(person=person)
    seen = dict(seen.values_list("public_id", "reason"))
    seen = {str(public_id): words for public_id, words in seen.items()}
    targets = {target.code: target.name for target in Target.objects.all()}
    return [
        Entry(
            day=local_day(row.at),
            kind="decision",
            title=str(act_name(row.act)),
            note=_decision_note(row, seen, targets),
        )
        for row in rows.select_related("by")
    ]


def _decision_note(row: Decision, petitions: dict[str, str], targets: dict) -> str:
    """Who, what and why. The words of a request stand in the request alone, and are
    read here by those who may open it."""
    about = row.data.get("petition") if row.act.startswith("petition.") else None
    reason = row.reason if about is None or about in petitions else ""
    if row.act == "petition.asked":
        reason = petitions.get(about, "")
    subject = _subject(row.subject, targets)
    return " · ".join(filter(None, [str(row.by or ""), subject, reason]))


def _subject(subject: str, targets: dict[str, str]) -> str:
    """What was decided about, with a target by its name and a request by its kind."""
    code, _space, rest = subject.partition(" ")
    if code not in targets:
        return subject
    year, _colon, kind = rest.partition(": ")
    kind = dict(Petition.Kind.choices).get(kind, kind)
    return " · ".join(filter(None, [f"{targets[code]} {year}".strip(), str(kind)]))


def _levels(person, year: int) -> list[tuple[Decimal, str]]:
    """The hours that the targets of the calendar year ask for, with their names."""
    rows = Standing.objects.filter(
        person=person, year=year, is_exempt=False, target__measure=Measure.JP
    )
    rows = rows.filter(
        target__period=Target.Period.YEAR, target__form=None, target__learning_class=""
    )
    return [(row.required, row.target.name) for row in rows.select_related("target")]


def _summed(entries: list[Entry], levels: list[tuple[Decimal, str]]) -> list[Entry]:
    total, found = Decimal("0.00"), []
    for entry in entries:
        if entry.jp is None:
            found.append(entry)
            continue
        before, total = total, total + entry.jp
        marks = [name for level, name in levels if before < level <= total]
        found.append(Entry(**{**entry.__dict__, "total": total, "marks": marks}))
    return found


def lines_of(person, year: int) -> list[dict]:
    """Recognised JP month by month, added up, beside an even pace to the target."""
    months = [str(MONTHS_3[n]) for n in range(1, 13)]
    sums = [Decimal("0.00")] * 12
    rows = Credit.objects.filter(person=person, year=year).order_by()
    rows = rows.values("record__ended_on__month", "record__ended_on__year")
    for row in rows.annotate(jp=Sum("jp_recognised")):
        late = row["record__ended_on__year"] > year
        sums[11 if late else row["record__ended_on__month"] - 1] += row["jp"]
    total, line = Decimal("0.00"), []
    for number, jp in enumerate(sums):
        total += jp
        ahead = year == today().year and number >= today().month
        line.append(None if ahead else total)
    points = [
        (month, jp, f"?year={year}&until={number}#line")
        for number, (month, jp) in enumerate(zip(months, line, strict=True), 1)
    ]
    found = [{"label": _("Counted"), "points": points}]
    required = max((level for level, _name in _levels(person, year)), default=None)
    if required:
        pace = [(required * (n + 1) / 12).quantize(Decimal("0.01")) for n in range(12)]
        found.append(
            {
                "label": _("Even pace to the target"),
                "points": list(zip(months, pace, strict=True)),
                "dashed": True,
                "given": True,
            }
        )
    return found
