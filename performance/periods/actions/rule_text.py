"""A target and what it asked of one person, in sentences that can stand alone on paper."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from corpu.lib.templatetags.components import jp_number
from performance.models import Measure, Standing, Target


def amount(value, measure: str) -> str:
    """ "20 JP", "3 sessions"."""
    words = {
        Measure.JP: _("%(number)s JP"),
        Measure.SESSIONS: _("%(number)s sessions"),
        Measure.COURSES: _("%(number)s courses"),
        Measure.PROGRAMME: _("%(number)s programme"),
    }
    return words[measure] % {"number": jp_number(value)}


def rule_sentences(target: Target) -> list[str]:
    """The rule: how much, of what, in which period, of whom, since when."""
    lines = [_how_much(target), _of_whom(target)]
    if target.is_prorated and not target.is_ceiling:
        lines.append(_("Who serves a part of the period owes the same part of it."))
    if target.carry_over:
        lines.append(
            _("What exceeds it counts in the next year, up to %(amount)s.")
            % {"amount": amount(target.carry_over, target.measure)}
        )
    lines += [_quota(quota) for quota in target.quotas.all()]
    return lines


def _how_much(target: Target) -> str:
    words = {
        ("minimum", "year"): _("At least %(amount)s in a calendar year"),
        ("ceiling", "year"): _("At most %(amount)s in a calendar year"),
        ("minimum", "post"): _(
            "At least %(amount)s within %(months)s months after appointment to the post"
        ),
        ("ceiling", "post"): _(
            "At most %(amount)s within %(months)s months after appointment to the post"
        ),
        ("minimum", "join"): _(
            "At least %(amount)s within %(months)s months after joining the service"
        ),
        ("ceiling", "join"): _(
            "At most %(amount)s within %(months)s months after joining the service"
        ),
    }
    text = words[target.kind, target.period] % {
        "amount": amount(target.required, target.measure),
        "months": target.months,
    }
    kind = _of_what(target)
    return f"{text} ({kind})." if kind else f"{text}."


def _of_what(row) -> str:
    """The learning that counts, where not all does."""
    parts = []
    if row.form:
        parts.append(row.form.name)
    elif row.learning_class:
        parts.append(row.get_learning_class_display())
    parts += [str(competence) for competence in row.competences.all()]
    parts += [activity.title for activity in row.activities.all()]
    return ", ".join(parts)


def _of_whom(target: Target) -> str:
    parts = [*target.staff_class_names, *map(str, target.post_levels)]
    parts += [post.name for post in target.posts.all()]
    if target.unit:
        parts.append(target.unit.name)
    if target.people.exists():
        parts.append(_("people named one by one"))
    return _("Applies to: %(whom)s.") % {"whom": ", ".join(parts)}


def _quota(quota) -> str:
    words = (
        _("Within it at most %(amount)s count: %(name)s.")
        if quota.kind == Target.Kind.CEILING
        else _("Within it at least %(amount)s: %(name)s.")
    )
    return words % {
        "amount": amount(quota.required, quota.target.measure),
        "name": quota.name,
    }


def requirement_sentence(row: Standing) -> str:
    """What was asked of her, with the figures it follows from."""
    words = {
        "asked": amount(row.required, row.target.measure),
        "whole": amount(row.whole, row.target.measure),
        "days": row.service_days,
        "of": row.period_days,
        "first": date_format(row.starts_on, "j F Y"),
        "last": date_format(row.ends_on, "j F Y"),
    }
    if row.required == row.whole:
        return _("%(asked)s from %(first)s to %(last)s, the whole target.") % words
    return (
        _(
            "%(asked)s from %(first)s to %(last)s: %(whole)s for %(days)s of %(of)s days of "
            "service."
        )
        % words
    )
