"""From a published page to a path that can be joined."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from learning.paths.models import Cohort, Path, PathVersion, Step


@transaction.atomic
def publish_path(page) -> Path:
    """Bring the path of a live page up to date, with a new version if its steps changed."""
    path = Path.objects.select_for_update().filter(page_id=page.pk).first()
    path = path or Path(page_id=page.pk, slug=_free_slug(page))
    path.provider = page.provider
    path.title, path.summary = page.title, page.summary
    path.outcomes = page.outcome_list()
    path.is_programme = page.is_programme
    path.is_published = True
    path.published_at = path.published_at or timezone.now()
    path.save()
    path.current = _version(path, page)
    path.save(update_fields=["current"])
    _cohorts(path, page)
    return path


@transaction.atomic
def withdraw_path(page_id: int) -> None:
    """Nobody joins any more; those who are on the way finish."""
    Path.objects.filter(page_id=page_id).update(is_published=False)


def _free_slug(page) -> str:
    if not Path.objects.filter(slug=page.slug).exists():
        return page.slug[:120]
    return f"{page.slug[:100]}-{page.pk}"


def _steps(page) -> list[dict]:
    return [
        {
            "key": str(row.key),
            "course_id": row.course_id,
            "title": row.course.title if row.course_id else row.title,
            "text": row.text,
            "is_required": row.is_required,
            "is_gate": row.is_gate,
            "weeks": row.weeks,
        }
        for row in page.steps.all()
    ]


def _version(path: Path, page) -> PathVersion:
    steps = _steps(page)
    text = json.dumps([page.title, steps], sort_keys=True, cls=DjangoJSONEncoder)
    digest = hashlib.sha256(text.encode()).hexdigest()
    latest = path.versions.first()
    if latest and latest.digest == digest:
        return latest
    version = PathVersion.objects.create(
        path=path,
        number=latest.number + 1 if latest else 1,
        digest=digest,
        title=page.title,
    )
    Step.objects.bulk_create(
        Step(version=version, order=order, **step) for order, step in enumerate(steps)
    )
    return version


def _cohorts(path: Path, page) -> None:
    """A cohort that was taken off the page closes, or goes if nobody is in it."""
    rows = {row.key: row for row in page.cohorts.all()} if page.is_programme else {}
    for key, row in rows.items():
        Cohort.objects.update_or_create(
            key=key,
            defaults={
                "path": path,
                "name": row.name,
                "starts_on": row.starts_on,
                "ends_on": row.ends_on,
                "join_by": row.join_by,
                "seats": row.seats,
                "is_open": True,
            },
        )
    gone = path.cohorts.exclude(key__in=rows)
    gone.filter(memberships=None).delete()
    gone.update(is_open=False)
