"""The whole rule of a target in sentences: who, when, what, and how it is counted."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corpu.lib.templatetags.components import jp_number
from corpu.people.models import Absence, Post
from performance.models import Measure, Quota, Target


@dataclass(frozen=True)
class Rule:
    """What the page of a target says."""

    what: str
    who: list[str]
    when: str
    learning: str
    scaling: str
    once: str
    carrying: str
    quotas: list[str] = field(default_factory=list)


def rule_of(target: Target) -> Rule:
    """The rule of `target` (see `TargetQuerySet.with_rule`) in the reader's language."""
    return Rule(
        what=amount_of(target),
        who=_who(target),
        when=_when(target),
        learning=learning_of(target),
        scaling=_scaling(target),
        once=_once(target),
        carrying=_carrying(target),
        quotas=[quota_sentence(quota) for quota in target.quotas.all()],
    )


def quantity(target: Target, amount) -> str:
    """An amount with its unit: 20 JP, 2 sessions, 1 course."""
    number, shown = int(amount), {"number": jp_number(amount)}
    if target.measure == Measure.JP:
        return _("%(number)s JP") % shown
    if target.measure == Measure.SESSIONS:
        return ngettext("%(number)s session", "%(number)s sessions", number) % shown
    if target.measure == Measure.COURSES:
        return ngettext("%(number)s course", "%(number)s courses", number) % shown
    return ngettext("%(number)s programme", "%(number)s programmes", number) % shown


def amount_of(target: Target) -> str:
    """At least or at most so much."""
    amount = {"amount": quantity(target, target.required)}
    if target.is_ceiling:
        return _("At most %(amount)s; above it there is a warning, no fault.") % amount
    if target.measure == Measure.PROGRAMME:
        names = ", ".join(row.title for row in target.activities.all())
        return _("The programme: %(names)s.") % {"names": names or target.name}
    return _("At least %(amount)s.") % amount


def _who(target: Target) -> list[str]:
    found = [", ".join(target.staff_class_names)]
    if target.post_kinds:
        kinds = ", ".join(str(Post.Kind(code).label) for code in target.post_kinds)
        found.append(_("kinds of post: %(names)s") % {"names": kinds})
    if target.post_levels:
        levels = ", ".join(target.post_levels)
        found.append(_("levels of post: %(names)s") % {"names": levels})
    if posts := list(target.posts.all()):
        names = ", ".join(post.name for post in posts)
        found.append(_("posts: %(names)s") % {"names": names})
    if target.unit:
        found.append(_("%(unit)s and everything below it") % {"unit": target.unit})
    if number := len(target.people_ids):
        found.append(
            ngettext("%(number)d named person", "%(number)d named people", number)
            % {"number": number}
        )
    return found


def _when(target: Target) -> str:
    if target.is_yearly:
        return _("In each calendar year.")
    months = {"months": target.months}
    if target.period == Target.Period.JOINING:
        return _("Within %(months)s months after joining the service.") % months
    return (
        _(
            "Within %(months)s months after the day from which she holds such a post without "
            "a break; moving to another such post does not begin it anew."
        )
        % months
    )


def learning_of(part: Target | Quota) -> str:
    """Which learning counts."""
    found = []
    if part.form_id:
        found.append(str(part.form))
    if part.learning_class:
        found.append(str(part.get_learning_class_display()))
    if rows := list(part.competences.all()):
        names = ", ".join(row.name for row in rows)
        found.append(_("what teaches %(names)s") % {"names": names})
    if rows := list(part.activities.all()):
        found.append(", ".join(row.title for row in rows))
    return " · ".join(found) or _("every form of learning")


def _scaling(target: Target) -> str:
    kinds = ", ".join(
        str(Absence.Kind(code).label)
        for code in target.absences
        if code in Absence.Kind.values
    )
    kinds = {"kinds": kinds or _("none")}
    if target.is_scaled:
        return (
            _(
                "Scaled by service days: amount × service days × fraction of full time ÷ days "
                "of the period, rounded down. Leave that shortens service: %(kinds)s. Nobody "
                "without a day of service has this target."
            )
            % kinds
        )
    if target.is_yearly or target.is_ceiling:
        return _(
            "Not scaled: it holds for whoever it fits on the last day of the period."
        )
    return (
        _("Not scaled. Leave moves the last day by as many days instead: %(kinds)s.")
        % kinds
    )


def _once(target: Target) -> str:
    if not target.once_group:
        return _("Learning that counts here may count toward other targets too.")
    return _(
        "Learning counts once among the targets of the group “%(group)s”, toward the "
        "first that it fits; this one is number %(order)s."
    ) % {"group": target.once_group, "order": target.once_order}


def _carrying(target: Target) -> str:
    if target.carry_over:
        amount = quantity(target, target.carry_over)
        return _(
            "What exceeds the target counts in the next year, %(amount)s at most."
        ) % {"amount": amount}
    return _("Nothing is carried over into the next period.")


def quota_sentence(quota: Quota) -> str:
    """A part of the whole: at least so much of it, or at most so much counts."""
    shown = {
        "name": quota.name,
        "amount": quantity(quota.target, quota.required),
        "learning": learning_of(quota),
    }
    if quota.kind == Target.Kind.CEILING:
        return _("%(name)s: at most %(amount)s of it count (%(learning)s).") % shown
    return _("%(name)s: at least %(amount)s of it (%(learning)s).") % shown
