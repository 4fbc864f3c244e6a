"""Standards of posts are drafted by one person and published by another."""

import datetime
import json
from pathlib import Path

from django.apps import apps as installed
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.lib.rule_rows import let_count
from corpu.people.actions.decisions import log_decision
from corpu.skills.models import PostStandard
from corpu.skills.permissions import may_set_standards

NATIONAL = Path(__file__).resolve().parent.parent / "fixtures/national_standards.json"


@transaction.atomic
def load_national_standards(*, apps=installed) -> int:
    """Add the national levels and behaviours that are not there yet; returns how many.

    The nine managerial and socio-cultural competences, by kind and level of post
    (FACTS 6.2); their numbers wait to be confirmed by the agency. `apps` is the
    historical registry in a migration.
    """
    data = json.loads(NATIONAL.read_text())
    Competence = apps.get_model("skills", "Competence")
    by_code = {row.code: row for row in Competence.objects.all()}
    added = 0
    for code, levels in data["behaviours"].items():
        added += _add_behaviours(apps, by_code.get(code), levels)
    for kind, level, required in data["levels"]:
        for code in data["behaviours"]:
            if code in by_code:
                added += _add_level(apps, data, by_code[code], kind, level, required)
    return added


def _add_behaviours(apps, competence, levels) -> int:
    model, added = apps.get_model("skills", "CompetenceLevel"), 0
    for number, (text_id, text_en) in enumerate(levels, 1):
        if competence is not None:
            _row, is_new = model.objects.get_or_create(
                competence_id=competence.pk,
                level=number,
                defaults={"behaviour_id": text_id, "behaviour_en": text_en},
            )
            added += is_new
    return added


def _add_level(apps, data, competence, kind, level, required) -> int:
    model = apps.get_model("skills", "PostStandard")
    _row, is_new = model.objects.get_or_create(
        post=None,
        post_kind=kind,
        post_level=level,
        competence_id=competence.pk,
        live=True,
        defaults={
            "level": required,
            "legal_basis": data["legal_basis"],
            "legal_basis_en": data["legal_basis_en"],
            "is_confirmed": False,
            "valid_from": datetime.date.fromisoformat(data["valid_from"]),
        },
    )
    return is_new


@transaction.atomic
def publish(rows, *, by) -> int:
    """Let drafts hold; each ends the one before it of the same post and competence.

    Whoever drafted a row cannot publish it; of two who publish it at the same moment,
    one does. Returns how many were published.
    """
    _check(by)
    held = PostStandard.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")
    held = held.select_related("post", "competence").select_for_update(of=("self",))
    for row in held:
        _refuse(row, by)
        _end_before(row, by)
        let_count(row, by)
        _log("standard.published", row, by)
    return len(held)


def _refuse(row: PostStandard, by) -> None:
    if row.live:
        raise Refused("published_already", _("This standard is published already."))
    if row.drafted_by_id is None or row.drafted_by_id == by.pk:
        raise Refused(
            "same_person",
            _("You drafted this standard: ask a second person to publish it."),
        )
    if not row.legal_basis:
        raise Refused(
            "no_legal_basis",
            _("%(standard)s has no legal basis. Add it to the draft first.")
            % {"standard": row},
        )


def _end_before(row: PostStandard, by) -> None:
    """Give what held until then its last day; refuse where a later one holds."""
    same = PostStandard.objects.published().filter(
        post=row.post,
        post_kind=row.post_kind,
        post_level=row.post_level,
        competence=row.competence,
    )
    for old in same.exclude(valid_to__lt=row.valid_from):
        if old.valid_from >= row.valid_from:
            raise Refused(
                "standard_overlaps",
                _(
                    "%(standard)s: another holds from %(day)s. Let the draft begin after it."
                )
                % {"standard": row, "day": old.valid_from},
            )
        old.valid_to = row.valid_from - datetime.timedelta(days=1)
        old.save(update_fields=["valid_to"])
        _log("standard.ended", old, by)


@transaction.atomic
def drop_draft(row: PostStandard, *, by) -> None:
    """Throw a draft away."""
    _check(by)
    if row.live:
        raise Refused("published_already", _("This standard is published already."))
    _log("standard.dropped", row, by)
    row.delete()


def _check(by) -> None:
    if not may_set_standards(by):
        raise PermissionDenied


def _log(act: str, row: PostStandard, by) -> None:
    log_decision(
        act,
        by=by,
        subject=str(row),
        standard=row.pk,
        drafted_by=row.drafted_by_id,
        legal_basis=row.legal_basis,
        valid_to=str(row.valid_to or ""),
    )
