"""What a page says, as it was on the day it was frozen, in both languages."""

from django.utils import translation
from django.utils.translation import gettext as _

from corpu.ledger.models import Credit
from performance.formula import formula_of
from performance.models import Standing, Target
from performance.models.reasons import granted_on_request
from performance.periods.actions.gathering import Ground
from performance.periods.models import Closing
from performance.wording import rule_of

LANGUAGES = ("id", "en")


def rule_texts(rows: list[Standing]) -> dict[int, dict[str, str]]:
    """The rule of each target among these standings, worded once in each language."""
    targets = {row.target_id: row.target for row in rows}
    return {
        pk: in_both(lambda target=target: "\n".join(_rule(target)))
        for pk, target in targets.items()
    }


def body_of(
    row: Standing, ground: Ground, rules: dict, *, closing: Closing, number: str, now
) -> dict:
    """Everything that was true of one result; amounts as text with two decimals.

    `rules` are those of `rule_texts`.
    """
    credits = ground.facts[row.pk]
    return {
        "format": 1,
        "page": number,
        "closing": closing.code,
        "version": closing.version,
        "year": closing.year,
        "frozen_at": now.isoformat(),
        "person": _person(row),
        "place": _place(row, ground),
        "target": _target(row.target, rules[row.target_id]),
        "period": {"from": str(row.starts_on), "to": str(row.ends_on)},
        "requirement": _requirement(row, ground),
        "result": _result(row, credits),
        "facts": [_fact(credit, ground) for credit in credits],
        "rates": _rates(credits),
    }


def in_both(make) -> dict[str, str]:
    """The text that `make()` gives in each language."""
    texts = {}
    for language in LANGUAGES:
        with translation.override(language):
            texts[language] = str(make())
    return texts


def _rule(target: Target) -> list[str]:
    """The rule of a target, sentence by sentence."""
    rule = rule_of(target)
    who = _("Applies to: %(whom)s.") % {"whom": "; ".join(rule.who)}
    learning = _("What counts: %(learning)s.") % {"learning": rule.learning}
    lines = [rule.what, rule.when, who, learning, *rule.quotas]
    return [line for line in [*lines, rule.scaling, rule.once, rule.carrying] if line]


def _person(row: Standing) -> dict:
    return {"id": row.person_id, "name": row.person.full_name, "nip": row.person.nip}


def _place(row: Standing, ground: Ground) -> dict:
    appointment = ground.posts.get(row.person_id)
    post = appointment.post if appointment else row.person.post
    leader = ground.leader_of(row)
    root = ground.roots[row.unit.ancestor_ids[0]]
    return {
        "institution": root.name,
        "unit": {"code": row.unit.code, "name": row.unit.name},
        "post": {"code": post.code, "name": post.name, "level": post.level}
        if post
        else None,
        "staff_class": row.staff_class,
        "leader": leader.full_name if leader else None,
    }


def _target(target: Target, rule: dict[str, str]) -> dict:
    return {
        "code": target.code,
        "kind": target.kind,
        "measure": target.measure,
        "name_id": target.name_id,
        "name_en": target.name_en,
        "rule": rule,
        "legal_basis": target.legal_basis,
        "legal_basis_en": target.legal_basis_en,
        "valid_from": str(target.valid_from),
        "valid_to": str(target.valid_to) if target.valid_to else None,
        "published_by": target.published_by.full_name if target.published_by else None,
        "published_at": target.published_at.isoformat() if target.published_at else None,
    }


def _requirement(row: Standing, ground: Ground) -> dict:
    exemption = ground.exemptions.get((row.person_id, row.target_id))
    return {
        "whole": str(row.whole),
        "required": str(row.required),
        "service_days": row.service_days,
        "period_days": row.period_days,
        "formula": row.formula,
        "formula_text": in_both(lambda: formula_of(row).sentence),
        "carried": str(row.carried),
        "exemption": {
            "reason": exemption.reason or in_both(granted_on_request),
            "by": exemption.decided_by.full_name,
            "at": exemption.decided_at.isoformat(),
        }
        if exemption
        else None,
    }


def _result(row: Standing, credits: list[Credit]) -> dict:
    return {
        "counted": str(row.counted),
        "gap": str(row.gap),
        "status": str(row.status),
        "is_warning": row.is_warning,
        "parts": row.parts,
    }


def _fact(credit: Credit, ground: Ground) -> dict:
    record = credit.record
    approval = ground.approvals.get(record.pk)
    return {
        "record": str(record.public_id),
        "title": record.title,
        "provider": record.provider_name,
        "form_id": record.form.name_id,
        "form_en": record.form.name_en,
        "from": str(record.started_on),
        "to": str(record.ended_on),
        "claimed": str(credit.jp_claimed),
        "recognised": str(credit.jp_recognised),
        "reason": credit.reason,
        "rate": credit.rate_id,
        "source": record.source,
        "recorded_by": record.recorded_by.full_name if record.recorded_by else None,
        "approval": {
            "jp": str(approval.jp),
            "by": approval.by.full_name,
            "at": approval.at.isoformat(),
            "reason": approval.reason,
        }
        if approval
        else None,
    }


def _rates(credits: list[Credit]) -> list[dict]:
    """Each conversion that was applied, once, with its legal basis."""
    rates = {credit.rate_id: credit.rate for credit in credits if credit.rate_id}
    return [
        {
            "id": rate.pk,
            "form_id": rate.form.name_id,
            "form_en": rate.form.name_en,
            "scope": rate.scope,
            "role": rate.role,
            "basis": rate.basis,
            "how": in_both(rate.get_basis_display),
            "jp": str(rate.jp),
            "uplift_percent": rate.uplift_percent,
            "legal_basis": rate.legal_basis,
            "legal_basis_en": rate.legal_basis_en,
            "valid_from": str(rate.valid_from),
            "valid_to": str(rate.valid_to) if rate.valid_to else None,
        }
        for _pk, rate in sorted(rates.items())
    ]
