"""What was answered, and the figures that follow from it."""

from django.db import transaction
from django.db.models import Count, F, Max, OuterRef, Q, Subquery, Sum
from django.utils import timezone

from learning.questions.models import Answered, ItemFigure
from learning.questions.rules import figures as rules

BATCH = 500


@transaction.atomic
def note_answers(rows: list[Answered]) -> None:
    """Keep how each question of a marked attempt went; marked anew it is replaced."""
    Answered.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["attempt", "key"],
        update_fields=["share", "rest", "is_first", "answered_at"],
    )


def recount_changed() -> int:
    """Count anew the questions that were answered since; returns how many."""
    counted = ItemFigure.objects.filter(key=OuterRef("key"), edition=OuterRef("edition"))
    fresh = (
        Answered.objects.values("key", "edition")
        .annotate(
            latest=Max("answered_at"), counted=Subquery(counted.values("counted_at")[:1])
        )
        .filter(Q(counted=None) | Q(latest__gte=F("counted")))
        .order_by("key", "edition")
    )
    done = 0
    pairs = list(fresh.values_list("key", "edition"))
    for start in range(0, len(pairs), BATCH):
        done += recount([key for key, _edition in pairs[start : start + BATCH]])
    return done


@transaction.atomic
def recount(keys: list) -> int:
    """The figures of these questions, from all their answers, in one query and one
    write."""
    now = timezone.now()
    rows = [
        _figure(row, now)
        for row in Answered.objects.filter(key__in=keys)
        .values("key", "edition")
        .annotate(**_sums())
        .order_by("key", "edition")
    ]
    ItemFigure.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key", "edition"],
        update_fields=["count", "difficulty", "discrimination", "counted_at"],
    )
    return len(rows)


def _sums() -> dict:
    """Over first attempts; the correlation over those with other questions beside."""
    first = Q(is_first=True)
    both = first & Q(rest__isnull=False)
    return {
        "all": Count("pk", filter=first),
        "total": Sum("share", filter=first, default=0.0),
        "n": Count("pk", filter=both),
        "x": Sum("share", filter=both, default=0.0),
        "y": Sum("rest", filter=both, default=0.0),
        "xx": Sum(F("share") * F("share"), filter=both, default=0.0),
        "yy": Sum(F("rest") * F("rest"), filter=both, default=0.0),
        "xy": Sum(F("share") * F("rest"), filter=both, default=0.0),
    }


def _figure(row: dict, now) -> ItemFigure:
    sums = rules.Sums(row["n"], row["x"], row["y"], row["xx"], row["yy"], row["xy"])
    mean = row["total"] / row["all"] if row["all"] else None
    return ItemFigure(
        key=row["key"],
        edition=row["edition"],
        count=row["all"],
        difficulty=mean,
        discrimination=rules.discrimination(sums),
        counted_at=now,
    )
