"""Flags are watched: who is silent is nudged, and silence is passed on by the clock."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from corpu.lib.clock import today
from corpu.notices.actions import has_room_for_nudge, tell
from corpu.people.actions.deciders import decider_for, next_decider
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Person
from performance.models import Standing, Status
from performance.nudges.models import FlagWatch
from performance.nudges.plans import closing_plan
from performance.nudges.rules import REST, level_of

PIECE = 500


def flags():
    """Standings at risk in a period that is still open, of people in service."""
    rows = Standing.objects.minimums().filter(
        status=Status.AT_RISK, ends_on__gte=today(), person__is_active=True
    )
    return rows.select_related("person", "target")


@transaction.atomic
def watch_flags() -> int:
    """Begin to watch new flags, begin anew where something moved, end where it is over.

    Returns how many are watched. Set-based: a few statements, whatever the number.
    """
    FlagWatch.objects.exclude(standing__in=flags()).delete()
    seen = F("counted") + F("booked")
    now = Standing.objects.filter(pk=OuterRef("standing")).order_by().values(now=seen)
    moved = FlagWatch.objects.annotate(now=Subquery(now)).exclude(seen=F("now"))
    moved.update(
        since=today(), seen=F("now"), level=0, moved_at=timezone.now(), named=None
    )
    fresh = flags().filter(watch=None)
    FlagWatch.objects.bulk_create(
        (
            FlagWatch(standing=row, since=today(), seen=row.counted + row.booked)
            for row in fresh.iterator(chunk_size=PIECE)
        ),
        batch_size=PIECE,
        ignore_conflicts=True,
    )
    return FlagWatch.objects.count()


def waiting_for_nudge() -> list[int]:
    """Ids of the watches whose person may be nudged again."""
    rested = Q(nudged_at=None) | Q(nudged_at__lt=timezone.now() - REST)
    rows = FlagWatch.objects.filter(rested).order_by("standing__ends_on", "pk")
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def nudge(watch_id: int, *, at_once: bool = False) -> bool:
    """Name one feasible item to the person, if she has room for a message this week.

    `at_once` does not wait until she has rested from the last nudge: a leader asks.

    The item is the first of her closing plan that the last nudge did not name. Where
    nothing is feasible she hears nothing: the leader's list says what blocks.
    """
    watch = FlagWatch.objects.select_for_update(of=("self",)).filter(pk=watch_id)
    watch = watch.select_related("standing__person", "standing__target").first()
    if watch is None:
        return False
    rests = watch.nudged_at and watch.nudged_at > timezone.now() - REST
    if rests and not at_once:
        return False
    standing = watch.standing
    if not has_room_for_nudge(standing.person):
        return False
    items = closing_plan(standing).items
    item = next((i for i in items if i.opening.pk != watch.named), None)
    item = item or (items[0] if items else None)
    now = timezone.now()
    if item is None:
        FlagWatch.objects.filter(pk=watch_id).update(nudged_at=now)
        return False
    with override(standing.person.language):
        target = standing.target.name
    told = tell(
        standing.person,
        "performance.nudge",
        source=f"nudge:{watch.pk}:{now:%Y-%m-%d}",
        url=item.opening.url,
        target=target,
        item=item.opening.activity.title,
        item_jp=str(item.value),
        gap_jp=str(standing.uncovered),
        ends_on=standing.ends_on.isoformat(),
    )
    FlagWatch.objects.filter(pk=watch_id).update(nudged_at=now, named=item.opening.pk)
    return told is not None


@transaction.atomic
def remind(person: Person, *, by: Person) -> bool:
    """A leader or HR has one of her people reminded of her most urgent flag, now.

    False where she has had her two messages of the week, or nothing can be named.
    """
    if not Person.objects.visible_to(by).filter(pk=person.pk).exists() or person == by:
        raise PermissionDenied
    standing = flags().filter(person=person).order_by("ends_on", "-gap", "pk").first()
    if standing is None:
        return False
    watch, _new = FlagWatch.objects.get_or_create(
        standing=standing,
        defaults={"since": today(), "seen": standing.counted + standing.booked},
    )
    told = nudge(watch.pk, at_once=True)
    if told:
        log_decision(
            "standing.reminded", by=by, person=person, subject=standing.target.code
        )
    return told


@transaction.atomic
def pass_on(watch_id: int) -> int:
    """Pass a silent flag on as far as the clock says; returns the level it has then.

    Whoever gets it is told. A level that nobody fills (no leader above) goes to the
    next; HR finds what came to her in the list of watched flags.
    """
    rows = FlagWatch.objects.select_for_update(of=("self",)).filter(pk=watch_id)
    watch = rows.select_related("standing__person", "standing__target").first()
    if watch is None:
        return 0
    due = level_of((today() - watch.since).days)
    if due <= watch.level:
        return watch.level
    receiver = _receiver(watch.standing.person, due)
    if receiver is None:
        due = FlagWatch.Level.HR
    FlagWatch.objects.filter(pk=watch_id).update(level=due, moved_at=timezone.now())
    if receiver is not None:
        _tell_receiver(receiver, watch, due)
    return due


def _receiver(person: Person, level: int) -> Person | None:
    leader = decider_for(person)
    if level == FlagWatch.Level.LEADER or leader is None:
        return leader if level < FlagWatch.Level.HR else None
    return next_decider(leader, person) if level == FlagWatch.Level.NEXT else None


def _tell_receiver(receiver: Person, watch: FlagWatch, level: int) -> None:
    standing = watch.standing
    with override(receiver.language):
        target = standing.target.name
    tell(
        receiver,
        "performance.flag_passed_on",
        source=f"flag:{watch.pk}:{watch.since:%Y-%m-%d}:{level}",
        url=reverse("nudges:plan", args=[standing.pk]),
        name=standing.person.full_name,
        target=target,
        gap_jp=str(standing.uncovered),
        days=(today() - watch.since).days,
    )


def silent() -> list[int]:
    """Ids of the watches that the clock may pass on."""
    rows = FlagWatch.objects.filter(level__lt=FlagWatch.Level.HR)
    return [
        pk
        for pk, since, level in rows.values_list("pk", "since", "level")
        if level_of((today() - since).days) > level
    ]
