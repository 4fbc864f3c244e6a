"""What a gate asks, and why the answer is what it is, in sentences."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.ledger.models import Record
from corpu.lib.templatetags.components import jp_number
from corpu.people.models import Appointment, Education, EducationLevel
from corpu.skills.models import Assessment
from performance.careers.actions.gathering import Asked
from performance.careers.actions.judging import Line
from performance.careers.actions.steps import evidence_of
from performance.careers.models import HandCheck, Requirement
from performance.careers.rules import Rule
from performance.plans.models import Appraisal, Predicate

REASONS = {
    "learned": gettext_lazy("The learning ledger holds it."),
    "doubtful_learning": gettext_lazy(
        "There is learning that may be it, without certificate, JP or programme name. "
        "A person has to look."
    ),
    "too_little_learning": gettext_lazy("Recognised so far: %(have)s of %(need)s JP."),
    "not_learned": gettext_lazy("The learning ledger does not hold it yet."),
    "assessed": gettext_lazy("Assessed at level %(have)s; level %(need)s is needed."),
    "unvalidated": gettext_lazy(
        "Assessed at level %(have)s, which nobody has validated; level %(need)s is needed."
    ),
    "level_too_low": gettext_lazy(
        "Assessed at level %(have)s; level %(need)s is needed."
    ),
    "not_assessed": gettext_lazy("Not assessed yet; level %(need)s is needed."),
    "served": gettext_lazy("%(have)s years served; %(need)s are needed."),
    "served_too_short": gettext_lazy("%(have)s years served; %(need)s are needed."),
    "history_missing": gettext_lazy(
        "%(have)s years are on file, but earlier service is not. A person has to look."
    ),
    "rated": gettext_lazy("Reached in each of the last %(need)s assessed years."),
    "rated_too_low": gettext_lazy("Reached in %(have)s of the last %(need)s years."),
    "predicate_missing": gettext_lazy(
        "Reached in %(have)s of %(need)s years; for the others no final assessment is on "
        "file. A person has to look."
    ),
    "educated": gettext_lazy("On file: %(have_level)s, validated."),
    "degree_unvalidated": gettext_lazy(
        "On file: %(have_level)s, which nobody has validated yet."
    ),
    "degree_too_low": gettext_lazy("On file: %(have_level)s."),
    "education_missing": gettext_lazy("No education is on file. A person has to look."),
    "by_hand": gettext_lazy("No data shows this: a person decides."),
    "accepted": gettext_lazy("Accepted after a check by hand."),
    "refused": gettext_lazy("Refused after a check by hand."),
}


@dataclass(frozen=True)
class Proof:
    """A fact behind an answer: what it is, and the page that shows it (may be empty)."""

    text: str
    url: str = ""


def title_of(asked: Asked) -> str:
    """What is asked, in the reader's language."""
    row = asked.requirement
    if row.text and not asked.competence:
        return row.text
    return TITLES[row.kind](asked)


def _learning(asked: Asked) -> str:
    row = asked.requirement
    parts = [str(row.activity or row.form)]
    if row.jp:
        parts.append(_("at least %(jp)s JP") % {"jp": jp_number(row.jp)})
    if row.years:
        parts.append(_("within %(years)s years") % {"years": row.years})
    if row.needs_certificate:
        parts.append(_("with a certificate"))
    return ", ".join(parts)


def _competence(asked: Asked) -> str:
    if asked.competence is None:
        return _("The competence standard of the post")
    said = {"competence": asked.competence.name, "level": asked.rule.level}
    return _("%(competence)s at level %(level)s") % said


def _experience(asked: Asked) -> str:
    row = asked.requirement
    kind = str(row.get_served_kind_display())
    place = row.served_post or row.served_level or kind or _("any post")
    return _("%(years)s years as %(place)s") % {"years": row.years, "place": place}


def _predicate(asked: Asked) -> str:
    row = asked.requirement
    said = {"predicate": row.get_predicate_display(), "years": row.years or 1}
    return _("Predicate at least “%(predicate)s” in %(years)s years") % said


def _education(asked: Asked) -> str:
    level = EducationLevel(asked.requirement.education).label
    return _("Education at least %(level)s") % {"level": level}


def _manual(asked: Asked) -> str:
    return asked.requirement.text_id


TITLES = {
    Requirement.Kind.LEARNING: _learning,
    Requirement.Kind.COMPETENCE: _competence,
    Requirement.Kind.EXPERIENCE: _experience,
    Requirement.Kind.PREDICATE: _predicate,
    Requirement.Kind.EDUCATION: _education,
    Requirement.Kind.MANUAL: _manual,
}


def why(line: Line) -> str:
    """Why the answer is what it is."""
    found = line.finding
    level = EducationLevel(found.have).label if _is_level(line) else ""
    said = {"have": _plain(found.have), "need": _plain(found.need), "have_level": level}
    return str(REASONS[found.reason]) % said


def _is_level(line: Line) -> bool:
    return line.asked.rule.kind == "education" and bool(line.finding.have)


def _plain(number) -> str:
    if number is None:
        return "–"
    text = f"{number:f}" if not isinstance(number, int) else str(number)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return number_format(text, len(text.partition(".")[2]), use_l10n=True)


def proofs_of(lines: list[Line], person) -> dict[str, list[Proof]]:
    """The facts behind each line, by its key: one statement a kind of fact."""
    ids = evidence_of(lines)
    known = {
        "record": _records(ids.get("record", [])),
        "assessment": _assessments(ids.get("assessment", [])),
        "appointment": _appointments(ids.get("appointment", [])),
        "education": _degrees(ids.get("education", [])),
        "check": _checks(ids.get("check", [])),
        "predicate": _predicates(lines, person),
    }
    return {
        line.asked.rule.key: [
            known[kind][pk] for kind, pk in line.finding.evidence if pk in known[kind]
        ]
        for line in lines
    }


def _records(ids) -> dict[int, Proof]:
    rows = Record.objects.filter(pk__in=ids).select_related("form") if ids else []
    return {
        row.pk: Proof(
            f"{row.title} · {row.form} · {_day(row.ended_on)}",
            reverse("ledger:record", args=[row.public_id]),
        )
        for row in rows
    }


def _assessments(ids) -> dict[int, Proof]:
    rows = (
        Assessment.objects.filter(pk__in=ids).select_related("competence") if ids else []
    )
    return {
        row.pk: Proof(
            _("%(competence)s: level %(level)s, %(source)s, %(day)s")
            % {
                "competence": row.competence.name,
                "level": row.level,
                "source": row.get_source_display(),
                "day": _day(row.assessed_on),
            }
        )
        for row in rows
    }


def _appointments(ids) -> dict[int, Proof]:
    rows = Appointment.objects.filter(pk__in=ids).select_related("post") if ids else []
    return {
        row.pk: Proof(
            f"{row.post}: {_day(row.started_on)} – "
            f"{_day(row.ended_on) if row.ended_on else _('today')}"
        )
        for row in rows
    }


def _degrees(ids) -> dict[int, Proof]:
    rows = Education.objects.filter(pk__in=ids) if ids else []
    return {
        row.pk: Proof(" · ".join(filter(None, [str(row), row.school]))) for row in rows
    }


def _checks(ids) -> dict[int, Proof]:
    rows = (
        HandCheck.objects.filter(pk__in=ids).select_related("decided_by") if ids else []
    )
    return {
        row.pk: Proof(
            f"{row.decided_by or '–'}, {_day(row.decided_at)}: {row.reason}",
            reverse("careers:check", args=[row.pk]),
        )
        for row in rows
    }


def _predicates(lines: list[Line], person) -> dict[int, Proof]:
    """Predicates were read already; they stand in what is known of her."""
    years = {
        year
        for line in lines
        for kind, year in line.finding.evidence
        if kind == "predicate"
    }
    if not years:
        return {}
    rows = Appraisal.objects.final().filter(person=person, year__in=years, quarter=None)
    return {
        row.year: Proof(f"{row.year}: {Predicate(row.predicate).label}") for row in rows
    }


def _day(day) -> str:
    return date_format(day, "j F Y") if day else "–"


def title_of_check(check: HandCheck) -> str:
    """What a check by hand is about."""
    if check.competence:
        return check.competence.name
    row = check.requirement
    if row.text:
        return row.text
    rule = Rule(key=check.key, kind=row.kind, level=row.level or 0)
    return title_of(Asked(rule, row, row.competence))
