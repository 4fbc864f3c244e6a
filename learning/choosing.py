"""Which courses fit a search with its filters, and how many fit each filter."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth
from django.http import QueryDict
from django.utils.formats import date_format

from corpu.agenda.models import Opening
from corpu.ledger.models import LearningClass, LearningForm
from corpu.lib.clock import today
from corpu.people.models import Provider
from corpu.skills.models import Competence
from learning.finding.actions.searching import Found, search
from learning.forms import JP_RANGES, LENGTHS, CatalogueForm
from learning.lessons import kinds
from learning.models import Course

SIMPLE = {
    "form": "activity__form",
    "cls": "activity__form__learning_class",
    "competence": "activity__competences",
    "provider": "provider",
    "language": "language",
}
# A filter shows its most frequent values; more are found by searching.
MOST_VALUES = 12


def canonical(address: str) -> str:
    """What of an address is a search, always in the same order."""
    sent = QueryDict(address)
    kept = QueryDict(mutable=True)
    for name in CatalogueForm.base_fields:
        if sent.get(name) and "\x00" not in sent[name]:
            kept[name] = sent[name]
    return kept.urlencode()[:500]


def found(query: dict) -> Found:
    """Published courses that say what was searched for."""
    return search(Course.objects.published(), query.get("q") or "")


def chosen(query: dict, rows=None, *, without: str = ""):
    """Published courses that fit a cleaned `CatalogueForm`, one filter left aside."""
    rows = found(query).rows if rows is None else rows
    query = {name: value for name, value in query.items() if value and name != without}
    for name, path in SIMPLE.items():
        if name in query:
            rows = rows.filter(**{path: query[name]})
    if "jp" in query:
        rows = rows.filter(_between("activity__jp", JP_RANGES[query["jp"]]))
    if "length" in query:
        rows = rows.filter(_between("minutes", LENGTHS[query["length"]]))
    if "place" in query:
        rows = rows.filter(_at_place(query["place"]))
    if "month" in query:
        rows = rows.filter(activity__in=_in_month(query["month"]).values("activity"))
    return _at_time(rows, query.get("when"))


def _between(path: str, limits) -> Q:
    low, high = limits
    condition = Q()
    if low is not None:
        condition &= Q(**{f"{path}__gte": low})
    if high is not None:
        condition &= Q(**{f"{path}__lte": high})
    return condition & Q(**{f"{path}__isnull": False})


def _at_place(place: str) -> Q:
    """Courses with something ahead at this place, of whatever kind."""
    condition = Q(pk__in=[])
    for kind in kinds().values():
        meetings = kind.meetings()
        if meetings is not None:
            condition |= Q(pk__in=meetings.filter(city=place).values("course"))
    return condition


def _ahead():
    return Opening.objects.filter(is_open=True, starts_on__gte=today())


def _in_month(month: str):
    first = datetime.date.fromisoformat(f"{month}-01")
    after = (first + datetime.timedelta(days=31)).replace(day=1)
    return _ahead().filter(starts_on__gte=first, starts_on__lt=after)


def _at_time(rows, when):
    if when == "now":
        return rows.without_class()
    if when == "class":
        return rows.with_class()
    if when == "seats":
        return rows.with_free_seats()
    return rows


# -- facets ------------------------------------------------------------------------


@dataclass(frozen=True)
class Value:
    """One value of a filter: what the address says, what is read, and how many fit."""

    value: str
    label: str
    count: int
    is_set: bool = False


def facets(form, rows) -> list[dict]:
    """Every filter with its values, each with the number of courses that would fit if
    it were chosen beside the filters of the other groups. A fixed number of queries."""
    query = form.cleaned_data
    groups = []
    for name, count in COUNTERS.items():
        set_to = form.data.get(name, "") if query.get(name) else ""
        values = count(form, chosen(query, rows, without=name))
        values = [v for v in values if v.count or v.value == set_to]
        if values:
            shown = [Value(v.value, v.label, v.count, v.value == set_to) for v in values]
            groups.append(
                {"name": name, "label": form.fields[name].label, "values": shown}
            )
    return groups


def _grouped(rows, path: str) -> dict:
    """{value: courses} over a column."""
    counted = rows.order_by().values(found=F(path)).annotate(n=Count("pk"))
    return {row["found"]: row["n"] for row in counted if row["found"] is not None}


def _by_row(path: str, model, key: str):
    """Values that are rows of a table: the most frequent first."""

    def count(form, rows) -> list[Value]:
        counts = _grouped(rows, path)
        ids = sorted(counts, key=lambda pk: (-counts[pk], str(pk)))
        found = model.objects.in_bulk(ids[:MOST_VALUES])
        return [
            Value(str(getattr(found[pk], key)), str(found[pk]), counts[pk])
            for pk in ids[:MOST_VALUES]
            if pk in found
        ]

    return count


def _by_choice(name: str, path: str, labels):
    """Values that are words of our own, in their own order."""

    def count(form, rows) -> list[Value]:
        counts = _grouped(rows, path)
        return [
            Value(value, str(label), counts.get(value, 0))
            for value, label in labels(form)
        ]

    return count


def _choices(name: str):
    return lambda form: [row for row in form.fields[name].choices if row[0]]


def _by_range(name: str, path: str, ranges: dict):
    """Values that are spans of a number, counted at once."""

    def count(form, rows) -> list[Value]:
        sums = {
            f"r{n}": Count("pk", filter=_between(path, limits))
            for n, limits in enumerate(ranges.values())
        }
        counts = rows.order_by().aggregate(**sums)
        labels = dict(form.fields[name].choices)
        return [
            Value(value, str(labels[value]), counts[f"r{n}"])
            for n, value in enumerate(ranges)
        ]

    return count


def _by_time(form, rows) -> list[Value]:
    labels = dict(form.fields["when"].choices)
    return [
        Value(when, str(labels[when]), _at_time(rows, when).order_by().count())
        for when in ("now", "class", "seats")
    ]


def _by_month(form, rows) -> list[Value]:
    counted = (
        _ahead()
        .filter(activity__course__in=rows.order_by().values("pk"))
        .order_by()
        .values(month=TruncMonth("starts_on"))
        .annotate(n=Count("activity", distinct=True))
    )
    found = sorted((row["month"], row["n"]) for row in counted)
    return [
        Value(f"{month:%Y-%m}", date_format(month, "F Y"), n)
        for month, n in found[:MOST_VALUES]
    ]


def _by_place(form, rows) -> list[Value]:
    counts: dict[str, int] = {}
    for kind in kinds().values():
        meetings = kind.meetings()
        if meetings is None:
            continue
        near = meetings.filter(course__in=rows.order_by().values("pk")).exclude(city="")
        counted = (
            near.order_by().values("city").annotate(n=Count("course", distinct=True))
        )
        for row in counted:
            counts[row["city"]] = counts.get(row["city"], 0) + row["n"]
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Value(city, city, n) for city, n in ranked[:MOST_VALUES]]


COUNTERS = {
    "cls": _by_choice(
        "cls", "activity__form__learning_class", lambda form: LearningClass.choices
    ),
    "form": _by_row("activity__form", LearningForm, "pk"),
    "competence": _by_row("activity__competences", Competence, "code"),
    "jp": _by_range("jp", "activity__jp", JP_RANGES),
    "length": _by_range("length", "minutes", LENGTHS),
    "when": _by_time,
    "month": _by_month,
    "place": _by_place,
    "provider": _by_row("provider", Provider, "code"),
    "language": _by_choice("language", "language", _choices("language")),
}
