"""A recommendation in words: each step with its rule, its evidence and how to mend it."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corpu.lib.statuses import status_look
from corpu.people.models import StaffClass
from performance.allowance.models import Formula, Part
from performance.plans.models import Predicate


@dataclass(frozen=True)
class Said:
    """One step as a page shows it. `effect` in points; `url` opens the evidence."""

    kind: str
    name: str
    found: str
    reckoning: str
    effect: Decimal
    article: str = ""
    url: str = ""
    mend: str = ""


def number(value, places: int = 2) -> str:
    """A number by the reader's locale, with no more decimals than it has."""
    value = Decimal(str(value)).quantize(Decimal(1).scaleb(-places))
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    decimals = len(text.partition(".")[2])
    return number_format(Decimal(text), decimals, use_l10n=True)


def steps_in_words(formula: Formula, steps: list[dict]) -> list[Said]:
    """Every step of a line, in its order."""
    rows = _rows_of(formula)
    return [_said(step, rows) for step in steps]


def _rows_of(formula: Formula) -> dict[tuple[str, str], object]:
    """(kind of step, code) -> the row of the formula."""
    rows: dict[tuple[str, str], object] = {}
    for part in formula.parts.all():
        rows["part", part.code] = part
    for one in formula.deductions.all():
        rows["part_deduction" if one.part else "deduction", one.code] = one
    for one in formula.factors.all():
        rows["factor", one.code] = one
    for one in formula.exemptions.all():
        rows["exemption", one.code] = one
    return rows


def _said(step: dict, rows) -> Said:
    row = rows.get((step["kind"], step["code"]))
    return Said(
        kind=step["kind"],
        name=row.name if row else _names()[step["kind"]],
        found=_found(step, row),
        reckoning=_reckoning(step),
        effect=Decimal(step["effect"]),
        article=row.article if row else "",
        url=_url(step.get("evidence")),
        mend=_mend(step, row),
    )


def _names() -> dict[str, str]:
    return {
        "cap": _("Deductions take at most all that is there"),
        "rounding": _("Rounding"),
        "part": _("Part"),
        "deduction": _("Deduction"),
        "part_deduction": _("Deduction"),
        "factor": _("Factor"),
        "exemption": _("Exception"),
    }


def _found(step: dict, row) -> str:
    """What was read: a predicate, a status, a number, a count."""
    given, kind = step["given"], step["kind"]
    if kind == "factor":
        return str(StaffClass(given).label) if given in StaffClass.values else given
    if kind in ("deduction", "part_deduction"):
        times = number(given)
        return _("%(times)s times") % {"times": times} if given else ""
    if kind != "part" or row is None or row.source == Part.Source.WHOLE:
        return ""
    if not given:
        return _("nothing known")
    if row.source == Part.Source.PREDICATE:
        return str(dict(Predicate.choices).get(given, given))
    if row.source == Part.Source.LEARNING:
        return str(status_look(given).label)
    return _("%(number)s per cent") % {"number": number(given)}


def _reckoning(step: dict) -> str:
    """The arithmetic of one step, with its figures."""
    kind, percent, weight = step["kind"], step["percent"], step["weight"]
    if kind == "part":
        return _("%(weight)s points × %(percent)s per cent") % {
            "weight": number(weight), "percent": number(percent),
        }  # fmt: skip
    if kind in ("deduction", "part_deduction"):
        return _("%(times)s × %(percent)s points") % {
            "times": number(step["given"]), "percent": number(percent),
        }  # fmt: skip
    if kind == "factor":
        return _("the sum × %(percent)s per cent") % {"percent": number(percent)}
    if kind == "exemption" and weight is not None:
        return _("weight of %(weight)s points instead") % {"weight": number(weight)}
    if kind == "exemption":
        return _("%(percent)s per cent in place of all else") % {
            "percent": number(percent)
        }
    return ""


def _url(evidence) -> str:
    """The page of the evidence, where there is one."""
    if not evidence:
        return ""
    kind, pk, *more = evidence
    if kind == "attendance":
        return "#attendance"
    if kind == "standing":
        return reverse("performance:standing", args=[pk])
    person, year = more
    return f"{reverse('plans:person', args=[person])}?year={year}"


def _mend(step: dict, row) -> str:
    """How the next month can be better, where the person can do something."""
    lost = step["kind"] == "part" and Decimal(step["percent"] or 0) < 100
    if row is not None and lost:
        if row.source == Part.Source.PREDICATE:
            return _(
                "Agree with your leader on what to mend; the next final assessment counts."
            )
        if row.source in (Part.Source.LEARNING, Part.Source.LEARNING_SHARE):
            return _(
                "Open the evidence: the page says what closes the gap of your target."
            )
        if row.source == Part.Source.ATTENDANCE:
            return _("Compare the attendance below with your own notes.")
    if step["kind"] in ("deduction", "part_deduction"):
        return _("If a case is wrong, object and say which day.")
    return ""


def in_one_line(formula: Formula, steps: list[dict]) -> str:
    """The reason as payroll reads it: each step with its points."""
    parts = []
    for said in steps_in_words(formula, steps):
        found = f" ({said.found})" if said.found else ""
        sign = "+" if said.effect >= 0 else ""
        parts.append(f"{said.name}{found} {sign}{number(said.effect)}")
    return "; ".join(parts)


def missing_in_words(formula: Formula, missing: list[str]) -> str:
    """The parts whose value nobody knows."""
    names = [part.name for part in formula.parts.all() if part.code in missing]
    text = ngettext(
        "No value is known for: %(names)s.", "No values are known for: %(names)s.",
        len(names),
    )  # fmt: skip
    return text % {"names": ", ".join(names)}


def steps_as_text(part: Part) -> list[tuple[str, str]]:
    """The steps of a part as a table: what is found, what it is worth."""
    labels = {
        Part.Source.PREDICATE: dict(Predicate.choices),
        Part.Source.LEARNING: {c: status_look(c).label for c in
                               ("met", "on_track", "at_risk", "unmet", "exempt")},
    }.get(part.source, {})  # fmt: skip
    rows = []
    for step in part.steps:
        if "word" in step:
            name = str(labels.get(step["word"], step["word"]))
        else:
            name = _("at least %(limit)s") % {"limit": number(step["at_least"])}
        rows.append((name, number(step["percent"])))
    return rows
