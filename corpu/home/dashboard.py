"""Figures of a unit and everything below it, for HR, auditors and heads of units.

They are read from the figures that are kept for each unit: the number of statements and
the work depend on neither people nor units.
"""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils.dates import MONTHS_3
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from corpu.lib.clock import today
from corpu.lib.statuses import status_look
from corpu.people.models import Person, Unit
from performance import rollups
from performance.actions.folding import folded_at, settle
from performance.models import Standing, Status, Target


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
            bar(sub, unit.name, board.link(unit=unit.pk)) for unit, sub in units
        ],
        "units": units,
        "class_rows": [bar(sub, name) for name, sub in kept.by_class()],
        "post_rows": [
            bar(sub, name or _("Not known")) for name, sub in kept.by_post_kind()
        ],
        "form_rows": [
            {"label": f.name, "value": v} for f, v, _n in learnt.by_form() if v
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
        anchor = "#people" if "status" in place else "#forms"
        urls = [
            board.link(year=year, **{"with": None}, **place) + anchor
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
        line(form.name, [part.get(form, nothing) for part in forms]) for form in both
    ]


def bar(sub: rollups.Tally, label: str, url: str = "") -> dict:
    """A group's statuses as one stacked bar, with the share that has met beside it."""
    note = f"{number_format(sub.share)} %" if sub.share is not None else ""
    return {"label": label, "url": url, "parts": sub.parts, "note": note}


def _months(board: Dashboard, learnt, before) -> list[dict]:
    names = [str(MONTHS_3[n]) for n in range(1, 13)]
    this: list = learnt.by_month()
    if board.year == today().year:
        this[today().month :] = [None] * (12 - today().month)  # months to come
    last: list = before.by_month()
    if board.other == today().year:
        last[today().month :] = [None] * (12 - today().month)
    return [
        {"label": str(board.year), "points": list(zip(names, this, strict=True))},
        {
            "label": str(board.other),
            "points": list(zip(names, last, strict=True)),
            "dashed": True,
        },
    ]


def links(board: Dashboard) -> dict[str, str]:
    """From each figure to its facts on the same screen."""
    return {
        "met": board.link(status="met") + "#people",
        "unmet": board.link(status="unmet") + "#people",
        "at_risk": board.link(status="at_risk") + "#people",
        "all": board.link(status="all") + "#people",
        "ceiling": board.link(status="ceiling") + "#people",
        "forms": "#forms",
    }


def tabs(board: Dashboard) -> list[dict]:
    """The lists of people: the flagged ones first."""
    lists = [("flagged", _("Unmet or at risk")), ("all", _("All"))]
    lists += [(code, status_look(code).label) for code in Status.values]
    lists += [("ceiling", _("Above a ceiling"))]
    return [
        {"code": code, "label": label, "url": board.link(status=code) + "#people"}
        for code, label in lists
    ]


UNIT_COLUMNS = ["met", "on_track", "at_risk", "unmet", "exempt"]


def unit_table(board: Dashboard) -> tuple[list[str], list[list]]:
    """Header and rows of the download by unit."""
    header = [_("Code"), _("Unit"), _("Year"), _("Met"), _("On track"), _("At risk")]
    header += [_("Unmet"), _("Exempt"), _("Met in per cent")]
    settle()
    rows = [
        [unit.code, unit.name, board.year]
        + [sub.counts[name] for name in UNIT_COLUMNS]
        + [sub.share]
        for unit, sub in rollups.Figures(
            tuple(board.parts()), board.year, board.target
        ).by_unit()
    ]
    return header, rows


def form_table(board: Dashboard) -> tuple[list[str], list[list]]:
    """Header and rows of the download by form of learning."""
    header = [
        _("Form"),
        _("Class of learning"),
        _("Year"),
        _("Recognised JP"),
        _("Facts"),
    ]
    settle()
    rows = [
        [form.name, form.get_learning_class_display(), board.year, jp, facts]
        for form, jp, facts in board.kept().jp().by_form()
    ]
    return header, rows
