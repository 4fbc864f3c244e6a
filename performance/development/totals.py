"""Lines of plans added up: by competence, form, quarter, share, agency and unit.

The same functions add up living lines and frozen ones, and narrow them down to what one
figure is made of, so that a drill-down equals its figure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.ledger.models import LearningClass, LearningForm
from corpu.lib.keys import key_of
from corpu.people.models import Provider, Unit
from corpu.skills.models import Competence
from performance.development.models import PlanLine

DIMENSIONS = {
    "competence": gettext_lazy("By competence"),
    "form": gettext_lazy("By form"),
    "quarter": gettext_lazy("By quarter"),
    "share": gettext_lazy("10-20-70"),
    "class": gettext_lazy("By class of learning"),
    "provider": gettext_lazy("By training agency"),
    "unit": gettext_lazy("By unit"),
}
PATHS = {
    "competence": "competence",
    "form": "form",
    "quarter": "quarter",
    "share": "form__share",
    "class": "form__learning_class",
    "provider": "provider",
}


@dataclass
class Total:
    """What a group of lines adds up to: people, lines, JP, rupiah, lines realised."""

    key: str = ""
    label: str = ""
    people: int = 0
    lines: int = 0
    jp: Decimal = Decimal(0)
    cost: int = 0
    realised: int = 0


def whole(lines) -> Total:
    """All of the lines together."""
    found = lines.aggregate(**_sums(lines))
    return Total(**{name: value or 0 for name, value in found.items()})


def rows_by(lines, dimension: str, unit: Unit | None = None) -> list[Total]:
    """One total for each value of the dimension, the most JP first (quarters and shares
    in their order). A person may stand in several rows."""
    if dimension == "unit":
        return _by_unit(lines, unit)
    path = PATHS[dimension]
    rows = list(lines.order_by().values(path).annotate(**_sums(lines)))
    names = _names(dimension, [row[path] for row in rows])
    found = [
        Total(
            key="" if row[path] is None else str(row[path]),
            label=names.get(row[path], _("not said")),
            **{name: row[name] or 0 for name in _sums(lines)},
        )
        for row in rows
    ]
    if dimension in ("quarter", "share"):
        return sorted(found, key=lambda total: int(total.key))
    return sorted(found, key=lambda total: (-total.jp, total.label))


def narrow(lines, dimension: str, key: str):
    """The lines that one total is made of."""
    if dimension == "unit":
        pk, _dot, own = key.partition(".")
        place = Unit.objects.filter(pk=key_of(pk)).first()
        if place is None:
            return lines.none()
        path = _unit_path(lines)
        how = path if own else f"{path}__startswith"
        return lines.filter(**{how: place.path})
    if dimension not in PATHS:
        return lines
    if dimension not in ("form", "class") and key and not key_of(key):
        return lines.none()
    return lines.filter(**{PATHS[dimension]: key or None})


def _sums(lines) -> dict:
    sums = {
        "people": Count("plan__person", distinct=True),
        "lines": Count("pk"),
        "jp": Sum("jp"),
        "cost": Sum("cost"),
    }
    if lines.model is PlanLine:
        sums["realised"] = Count("record")
    return sums


def _unit_path(lines) -> str:
    """Living lines follow the person; frozen ones stay where they were."""
    is_living = lines.model is PlanLine
    return "plan__person__unit__path" if is_living else "unit__path"


def _by_unit(lines, unit: Unit | None) -> list[Total]:
    """The units right below `unit` with everything below them, and `unit` itself. Each
    person has one unit, so that the people add up as well."""
    places = Unit.objects.filter(parent=unit).order_by("name")
    found = [(place.path, Total(str(place.pk), place.name)) for place in places]
    path = _unit_path(lines)
    own = Total(f"{unit.pk}.own", _("In the unit itself")) if unit else None
    for row in lines.order_by().values(path).annotate(**_sums(lines)):
        total = _place_of(row[path], found, own)
        if total:
            for name in _sums(lines):
                setattr(total, name, getattr(total, name) + (row[name] or 0))
    totals = [total for _path, total in found]
    totals += [own] if own else []
    return [total for total in totals if total.lines]


def _place_of(path: str, found, own) -> Total | None:
    return next((total for prefix, total in found if path.startswith(prefix)), own)


def _names(dimension: str, keys: Iterable) -> dict:
    if dimension == "quarter":
        return {key: quarter_name(key) for key in keys}
    if dimension == "share":
        return {key: SHARES[key] for key in keys}
    if dimension == "class":
        return {key: capfirst(LearningClass(key).label) for key in keys}
    models = {"competence": Competence, "form": LearningForm, "provider": Provider}
    rows = models[dimension].objects.in_bulk([key for key in keys if key is not None])
    return {key: str(row) for key, row in rows.items()}


def quarter_name(quarter: int) -> str:
    """ "Quarter 2", in the reader's language."""
    return _("Quarter %(number)s") % {"number": quarter}


SHARES = {
    10: gettext_lazy("10: formal learning"),
    20: gettext_lazy("20: learning from others"),
    70: gettext_lazy("70: learning at work"),
}


def rows_by_person(lines) -> dict[int, Total]:
    """One total for each person."""
    rows = lines.order_by().values("plan__person").annotate(**_sums(lines))
    return {
        row["plan__person"]: Total(**{name: row[name] or 0 for name in _sums(lines)})
        for row in rows
    }
