"""What a draft says, as a fingerprint: a rehearsal is old as soon as it says otherwise."""

from corpu.ledger.models import Rate
from corpu.lib.seals import canonical, fingerprint
from performance.models import Target

# What publishing, switching and saving change without changing the rule.
NOT_THE_RULE = {"id", "live", "is_on", "drafted_by", "published_by", "published_at"}


def fingerprint_of(draft: Target | Rate) -> str:
    """The hash of everything that the draft rules as it is kept, its parts included."""
    kept = type(draft)._base_manager.get(pk=draft.pk)
    return fingerprint(canonical(_content(kept)))


def _content(row) -> dict:
    fields = {
        field.name: str(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if field.name not in NOT_THE_RULE
    }
    for field in row._meta.many_to_many:
        related = getattr(row, field.name).order_by("pk")
        fields[field.name] = [str(pk) for pk in related.values_list("pk", flat=True)]
    if isinstance(row, Target):
        fields["quotas"] = [_content(quota) for quota in row.quotas.order_by("pk")]
    return fields


def likely_predecessor(draft: Target) -> Target | None:
    """The published target whose place the draft most likely takes: the same kind,
    measure, period and learning, for the same people, if there is exactly one."""
    rows = Target.objects.counting().filter(
        kind=draft.kind, measure=draft.measure, period=draft.period, unit=draft.unit_id,
        form=draft.form_id, learning_class=draft.learning_class,
    )  # fmt: skip
    found = [row for row in rows.exclude(pk=draft.pk) if _whom(row) == _whom(draft)]
    return found[0] if len(found) == 1 else None


def _whom(target: Target) -> tuple:
    """Whom a target is set for, beside its unit."""
    lists = (target.staff_classes, target.post_kinds, target.post_levels)
    return (*map(frozenset, lists), target.post_ids, target.people_ids)
