"""Figures of a unit and everything below it, for HR, auditors and heads of units.

They are read from the figures that are kept for each unit: the number of statements and
the work depend on neither people nor units.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from urllib.parse import urlencode

from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils.dates import MONTHS_3
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.lib.statuses import status_look
from corpu.people.models import Person, Post, StaffClass, Unit
from performance import rollups
from performance.actions.folding import folded_at, settle
from performance.models import Standing, Status, Target

# What the address says of people of whom no post is known.
NO_POST = "none"


def years_known() -> list[int]:
    """Years that have standings, newest first; at most five."""
    first = Standing.objects.aggregate(first=Min("year"))["first"] or today().year
    return list(range(today().year, max(first, today().year - 4) - 1, -1))


def roots_of(viewer: Person) -> list[Unit]:
    """The units that the viewer oversees: none of them lies below another."""
    grants = [g for g in viewer.active_grants() if g.role in ("hr", "auditor")]
    if viewer.is_superuser or any(grant.unit_id is None for grant in grants):
        return list(Unit.objects.filter(parent=None).order_by("path"))
    units = viewer.led_units() | Unit.objects.filter(pk__in=[g.unit_id for g in grants])
    tops: list[Unit] = []
    for unit in units.distinct().order_by("path"):
        if not any(unit.path.startswith(top.path) for top in tops):
            tops.append(unit)
    return tops


@dataclass(frozen=True)
class Dashboard:
    """One unit (or, where `unit` is None, all that the viewer oversees) in one year,
    beside another year (the one before, if none is chosen)."""

    roots: list[Unit]
    unit: Unit | None
    year: int
    target: Target | None
    beside: int | None = None

    @property
    def other(self) -> int:
        """The year with which this one is compared."""
        return self.beside or self.year - 1

    def standings(self, year: int | None = None) -> QuerySet[Standing]:
        """Standings counted in the unit's subtree, against every target."""
        rows = Standing.objects.in_year(year or self.year)
        if self.unit:
            return rows.in_subtree(self.unit)
        units = Unit.objects.filter(pk__in=[root.pk for root in self.roots])
        return rows.filter(unit__in=Unit.objects.subtrees_of(units))

    def judged(self, year: int | None = None) -> QuerySet[Standing]:
        """Those against the chosen target, or against every minimum."""
        rows = self.standings(year)
        return rows.filter(target=self.target) if self.target else rows.minimums()

    def kept(self, year: int | None = None) -> rollups.Figures:
        """The figures that are kept of the unit, or of all that the viewer oversees."""
        units = (self.unit,) if self.unit else tuple(self.roots)
        return rollups.Figures(units, year or self.year, self.target)

    def parts(self) -> list[Unit]:
        """The units one level down."""
        if not self.unit:
            return self.roots
        return list(self.unit.children.order_by("path"))

    def trail(self) -> list[Unit]:
        """From the topmost unit that the viewer oversees down to this one."""
        if not self.unit:
            return []
        ids = self.unit.ancestor_ids
        tops = {root.pk for root in self.roots}
        start = next(i for i, pk in enumerate(ids) if pk in tops)
        found = Unit.objects.in_bulk(ids[start:])
        return [found[pk] for pk in ids[start:] if pk in found]

    def query(self, **other) -> str:
        """What the address says of this view, with `other` changed."""
        pairs = {
            "unit": self.unit and self.unit.pk,
            "target": self.target and self.target.pk,
            "year": self.year,
            "with": self.beside,
            **other,
        }
        return urlencode({key: value for key, value in pairs.items() if value})

    def link(self, **other) -> str:
        """The address of this view, with `other` changed."""
        return f"{reverse('home:unit')}?{self.query(**other)}"

    def people(self, status: str, **other) -> str:
        """The list of people of a status; `of` a class of staff, of a kind of `post`."""
        return self.link(status=status, **other) + "#people"


def hours_url(board: Dashboard, **other) -> str:
    """Where the JP of the board's unit and year are taken apart, down to the facts."""
    query = board.query(**{"target": None, "with": None, **other})
    return f"{reverse('home:hours')}?{query}#sum"


def figures(board: Dashboard) -> dict:
    """Everything that the screen draws, from the kept figures."""
    settle()
    kept, past = board.kept(), board.kept(board.other)
    units = rollups.Figures(tuple(board.parts()), board.year, board.target).by_unit()
    now, before = kept.tally(), past.tally()
    learnt, learnt_before = kept.jp(), past.jp()
    everybody, judged = kept.people()
    moment, waits = folded_at(kept.units)
    jp = learnt.total
    return {
        "tally": now,
        "past_tally": before,
        "people": now.total if board.target else judged,
        "jp": jp,
        "compared": _compared(board, (before, now), (learnt_before, learnt)),
        "jp_each": (jp / everybody).quantize(Decimal("0.01")) if everybody else None,
        "everybody": everybody,
        "over_ceiling": kept.warnings(),
        "unit_rows": [
            bar(
                sub,
                unit.name,
                board.link(unit=unit.pk),
                partial(board.people, unit=unit.pk),
            )
            for unit, sub in units
        ],
        "units": units,
        **_groups(board, kept),
        "form_rows": [
            {"label": f.name, "value": v, "url": hours_url(board, form=f.pk)}
            for f, v, _n in learnt.by_form()
            if v
        ],
        "forms_sum": sum(v for _form, v, _n in learnt.by_form()),
        "month_lines": _months(board, learnt, learnt_before),
        "added_up_at": moment,
        "newer_waits": waits,
    }


@dataclass(frozen=True)
class Compared:
    """One figure in two years, with the way to the facts of each."""

    label: str
    before: Decimal | int | None
    now: Decimal | int | None
    before_url: str
    now_url: str

    @property
    def change(self) -> Decimal | int | None:
        """How much more it is now; None where one of the two says nothing."""
        if self.before is None or self.now is None:
            return None
        return self.now - self.before


def _compared(board: Dashboard, tallies, learnt) -> list[Compared]:
    """Both years figure by figure, then the JP of each form."""

    def line(label, values, **place) -> Compared:
        urls = [
            board.people(**place, year=year, **{"with": None})
            if "status" in place
            else hours_url(board, year=year, **place)
            for year in (board.other, board.year)
        ]
        return Compared(str(label), *values, *urls)

    found = [line(_("Met in per cent"), [t.share for t in tallies], status="met")]
    found += [
        line(status_look(code).label, [t.counts[code] for t in tallies], status=code)
        for code in (Status.MET, Status.AT_RISK, Status.UNMET, Status.EXEMPT)
    ]
    found.append(line(_("Recognised JP"), [part.total for part in learnt]))
    forms = [{form: jp for form, jp, _facts in part.by_form()} for part in learnt]
    both = sorted({*forms[0], *forms[1]}, key=lambda form: form.order)
    nothing = Decimal("0.00")
    return found + [
        line(form.name, [part.get(form, nothing) for part in forms], form=form.pk)
        for form in both
    ]


def _groups(board: Dashboard, kept: rollups.Figures) -> dict:
    """By class of staff and by kind of post; every part leads to its people."""
    posts = dict(Post.Kind.choices)
    return {
        "class_rows": [
            bar(sub, str(StaffClass(code).label), "", partial(board.people, of=code))
            for code, sub in kept.by_class_code()
        ],
        "post_rows": [
            bar(
                sub,
                str(posts.get(code) or _("Not known")),
                "",
                partial(board.people, post=code or NO_POST),
            )
            for code, sub in kept.by_post_kind_code()
        ],
    }


def bar(sub: rollups.Tally, label: str, url: str = "", people=None) -> dict:
    """A group's statuses as one stacked bar, with the share that has met beside it.

    `people(status)` is the address of the list that a part is counted from.
    """
    note = f"{number_format(sub.share)} %" if sub.share is not None else ""
    parts = sub.parts
    if people:
        parts = [{**part, "url": people(part["tone"])} for part in parts]
    total = people("all") if people else ""
    found = {"label": label, "url": url, "parts": parts, "note": note}
    return {**found, "total_url": total}


def _months(board: Dashboard, learnt, before) -> list[dict]:
    names = [str(MONTHS_3[n]) for n in range(1, 13)]
    this: list = learnt.by_month()
    if board.year == today().year:
        this[today().month :] = [None] * (12 - today().month)  # months to come
    last: list = before.by_month()
    if board.other == today().year:
        last[today().month :] = [None] * (12 - today().month)
    return [
        {"label": str(board.year), "points": _points(board, board.year, names, this)},
        {
            "label": str(board.other),
            "points": _points(board, board.other, names, last),
            "dashed": True,
        },
    ]


def _points(board: Dashboard, year: int, names, values) -> list[tuple]:
    return [
        (name, jp, hours_url(board, year=year, month=number))
        for number, (name, jp) in enumerate(zip(names, values, strict=True), 1)
    ]


def links(board: Dashboard) -> dict[str, str]:
    """From each figure to its facts on the same screen."""
    return {
        "met": board.link(status="met") + "#people",
        "unmet": board.link(status="unmet") + "#people",
        "at_risk": board.link(status="at_risk") + "#people",
        "all": board.link(status="all") + "#people",
        "ceiling": board.link(status="ceiling") + "#people",
        "forms": hours_url(board),
    }


def tabs(board: Dashboard, narrowed: dict[str, str]) -> list[dict]:
    """The lists of people, the flagged ones first; `narrowed` to a group, if any."""
    lists = [("flagged", _("Unmet or at risk")), ("all", _("All"))]
    lists += [(code, status_look(code).label) for code in Status.values]
    lists += [("ceiling", _("Above a ceiling"))]
    return [
        {"code": code, "label": label, "url": board.people(code, **narrowed)}
        for code, label in lists
    ]
