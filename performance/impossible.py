"""Targets that cannot be met as set: less time is left than is needed, or nothing is
offered that counts. Read in a fixed number of statements."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corpu.agenda.models import Opening
from corpu.ledger.models import Basis, Rate
from corpu.lib.clock import today
from corpu.lib.templatetags.components import jp_number
from corpu.people.models import Absence, Person
from performance.actions.adjustments import share_of_days_left
from performance.models import Measure, Standing, Target
from performance.rules.capacity import Pace, first_day_with_room, room, working_days
from performance.rules.fairness import DAY, months_after
from performance.wording import quantity

TIME, OFFER = "time", "offer"


@dataclass(frozen=True)
class Impossible:
    """One standing that cannot be met as set, why, and what would mend it."""

    standing: Standing
    cause: str
    sentence: str
    later: datetime.date
    prorated: Decimal | None

    @property
    def prorated_text(self) -> str:
        """What would be asked for the time that is left."""
        return quantity(self.standing.target, self.prorated)


@dataclass
class Ground:
    """What the judgement rests on, by target."""

    day: datetime.date
    paces: dict[int, Pace]
    offers: dict[int, list[datetime.date | None]]
    away: dict[int, list[tuple[datetime.date, datetime.date]]]


def open_gaps(viewer: Person) -> QuerySet[Standing]:
    """Minimums with a gap that nothing booked covers, in periods that still run, of the
    people over whom `viewer` is HR."""
    day = today()
    rows = Standing.objects.minimums().filter(
        person__in=Person.objects.managed_by(viewer),
        person__is_active=True,
        is_exempt=False,
        starts_on__lte=day,
        ends_on__gte=day,
        gap__gt=F("booked"),
    )
    return rows.select_related("target__form", "person__unit", "person__post", "unit")


def impossible_for(viewer: Person) -> list[Impossible]:
    """Every standing in HR's care that cannot be met as set, the next end first."""
    rows = open_gaps(viewer)
    targets = Target.objects.filter(pk__in=rows.order_by().values("target"))
    targets = list(targets.with_rule())
    if not targets:
        return []
    day = today()
    ground = Ground(day, _paces(targets, day), _offers(targets), {})
    suspects = list(_suspects(rows, targets, ground).order_by("ends_on", "person__name"))
    ground.away = _away([row.person_id for row in suspects], day)
    judged = (_judge(row, ground) for row in suspects)
    return [row for row in judged if row]


def _suspects(rows, targets, ground) -> QuerySet[Standing]:
    """Narrowed by the database: whom time without absences does not suffice, who is
    away in it, and whose target nothing is offered for."""
    away = Absence.objects.filter(ended_on__gte=ground.day)
    condition = Q(person__in=away.values("person"))
    for target, ends_on in rows.order_by().values_list("target", "ends_on").distinct():
        fits = Q(target=target, ends_on=ends_on)
        most = room(ground.paces[target], ground.day, ends_on)
        condition |= fits & Q(gap__gt=F("booked") + int(most * 100))
        if _nothing_by(ground.offers[target], ends_on):
            condition |= fits
    return rows.filter(condition)


def _paces(targets: list[Target], day: datetime.date) -> dict[int, Pace]:
    """How fast each target's learning can go: by the cap of its form where it has one."""
    rates = {
        row.form_id: row
        for row in Rate.objects.on(day).filter(scope="national", role="learner")
    }
    return {row.pk: _pace(row, rates.get(row.form_id)) for row in targets}


def _pace(target: Target, rate: Rate | None) -> Pace:
    if target.measure in (Measure.COURSES, Measure.PROGRAMME):
        return Pace(Decimal(1))
    sessions = rate.max_sessions_a_month if rate else None
    if target.measure == Measure.SESSIONS:
        return Pace(Decimal(1), Decimal(sessions) if sessions else None)
    if rate is None or not rate.jp:
        return Pace()
    if rate.basis in (Basis.DAY, Basis.DAY_CAP):
        return Pace(rate.jp)
    if rate.basis == Basis.SESSION and sessions:
        return Pace(rate.jp, rate.jp * sessions)
    return Pace()


def _offers(targets: list[Target]) -> dict[int, list[datetime.date | None]]:
    """When each target's offers end (None: at one's own pace). A target that counts every
    form can be met by learning outside as well: it always has an offer."""
    rows = Opening.objects.takeable().select_related("form")
    rows = list(rows.prefetch_related("activity__competences"))
    found = {}
    for target in targets:
        wanted = {
            "competences": {row.pk for row in target.competences.all()},
            "activities": {row.pk for row in target.activities.all()},
        }
        is_open = not (target.form_id or target.learning_class or any(wanted.values()))
        found[target.pk] = (
            [None]
            if is_open
            else [row.ends_on for row in rows if _fits(target, row, wanted)]
        )
    return found


def _fits(target: Target, opening: Opening, wanted: dict[str, set[int]]) -> bool:
    if not target.counts(opening.form_id, opening.form.learning_class):
        return False
    if wanted["activities"] and opening.activity_id not in wanted["activities"]:
        return False
    teaches = {row.pk for row in opening.activity.competences.all()}
    return not wanted["competences"] or bool(wanted["competences"] & teaches)


def _nothing_by(ends: list[datetime.date | None], last: datetime.date) -> bool:
    return not any(day is None or day <= last for day in ends)


def _away(person_ids, day) -> dict[int, list]:
    found = defaultdict(list)
    rows = Absence.objects.filter(person__in=person_ids, ended_on__gte=day).order_by()
    for person, first, last in rows.values_list("person", "started_on", "ended_on"):
        found[person].append((first, last))
    return found


def _judge(row: Standing, ground: Ground) -> Impossible | None:
    pace, away = ground.paces[row.target_id], ground.away.get(row.person_id, [])
    offers, day = ground.offers[row.target_id], ground.day
    most = room(pace, day, row.ends_on, away)
    if row.uncovered > most:
        cause, later = (
            TIME,
            first_day_with_room(pace, row.uncovered, day, row.ends_on, away),
        )
        sentence = _too_short(row, most, working_days(day, row.ends_on, away))
    elif _nothing_by(offers, row.ends_on):
        coming = sorted(end for end in offers if end)
        cause, sentence = OFFER, _no_offer(row, coming)
        later = coming[0] if coming else months_after(row.ends_on + DAY, 6)
    else:
        return None
    later = min(max(later, row.ends_on + DAY), row.ends_on + DAY * 366)
    scaled = share_of_days_left(row, day) if row.target.is_scaled else None
    return Impossible(row, cause, sentence, later, scaled)


def _too_short(row: Standing, most: Decimal, days: int) -> str:
    shown = {
        "gap": quantity(row.target, row.uncovered),
        "days": days,
        "most": jp_number(most),
        "day": date_format(row.ends_on, "j F Y"),
    }
    return (
        ngettext(
            "%(gap)s are missing, and %(days)s working day is left until %(day)s: at most "
            "%(most)s fit into it.",
            "%(gap)s are missing, and %(days)s working days are left until %(day)s: at "
            "most %(most)s fit into them.",
            days,
        )
        % shown
    )


def _no_offer(row: Standing, coming: list[datetime.date]) -> str:
    shown = {"day": date_format(row.ends_on, "j F Y")}
    if coming:
        shown["next"] = date_format(coming[0], "j F Y")
        return (
            _(
                "Nothing that counts toward it can be finished by %(day)s; the next offer ends "
                "on %(next)s."
            )
            % shown
        )
    return _("Nothing that counts toward it is offered with a free place.") % shown
