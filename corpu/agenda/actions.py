"""The doorway for writers of openings, commitments and needs."""

import secrets

from django.db import transaction
from django.utils import timezone

from corpu.agenda.models import Commitment, Feed, Need, Opening
from corpu.lib.clock import local_day, today
from corpu.lib.followers import call_followers
from corpu.people.models.access import digest


def put_opening(source: str, **fields) -> Opening:
    """Offer something, or change what is offered under the same `source`."""
    opening, _created = Opening.objects.update_or_create(source=source, defaults=fields)
    return opening


def withdraw_opening(source: str) -> None:
    """It can no longer be taken."""
    Opening.objects.filter(source=source).update(is_open=False)


@transaction.atomic
def commit(source: str, *, person, **fields) -> Commitment:
    """Note what `person` promised; the same `source` changes the promise.

    Followers hear of it in the same transaction, so booked JP are right at once.
    """
    fields.setdefault("is_open", True)
    commitment, _created = Commitment.objects.update_or_create(
        source=source, defaults={"person": person, **fields}
    )
    call_followers("AGENDA_FOLLOWERS", [person.pk], _years(commitment))
    return commitment


@transaction.atomic
def release(source: str) -> None:
    """The promise no longer holds: kept by a fact, cancelled or missed."""
    for commitment in Commitment.objects.filter(source=source, is_open=True):
        Commitment.objects.filter(pk=commitment.pk).update(is_open=False)
        call_followers("AGENDA_FOLLOWERS", [commitment.person_id], _years(commitment))


def _years(commitment: Commitment) -> set[int]:
    """The years in which a promise may bring JP; undated ones count for this year."""
    moments = [m for m in (commitment.starts_at, commitment.ends_at) if m]
    return {local_day(moment).year for moment in moments} or {today().year}


def change_needs(gone: list[str], needs: list[Need]) -> None:
    """Take away the needs of these sources, and set those of `needs`: what a single fact
    changed, in at most two statements (performance alone writes them)."""
    if gone:
        Need.objects.filter(source__in=gone).delete()
    if needs:
        _put(needs)


def replace_needs(person_ids, needs: list[Need], *, prefix: str = "standing:") -> None:
    """Set the needs of the people whose source begins with `prefix` to exactly `needs`.

    Performance alone writes them, each of its parts under a prefix of its own.
    """
    sources = [need.source for need in needs]
    stale = Need.objects.filter(person__in=person_ids, source__startswith=prefix)
    stale.exclude(source__in=sources).delete()
    _put(needs)


def _put(needs: list[Need]) -> None:
    Need.objects.bulk_create(
        needs,
        update_conflicts=True,
        unique_fields=["source"],
        update_fields=[
            "person", "form", "learning_class", "competence", "activity", "measure",
            "gap_jp", "gap_items", "level_held", "level_wanted", "by",
        ],
    )  # fmt: skip


@transaction.atomic
def make_feed(person) -> str:
    """A new secret address for the person's calendar program; the old one ends. The
    secret is told once and cannot be read again."""
    secret = secrets.token_urlsafe(32)
    Feed.objects.update_or_create(
        person=person, defaults={"digest": digest(secret), "made_at": timezone.now()}
    )
    return secret


def end_feed(person) -> None:
    """No calendar program reads the agenda any more."""
    Feed.objects.filter(person=person).delete()


def owner_of_feed(secret: str):
    """Whose agenda the address shows, if she is in service; None for any other."""
    feed = Feed.objects.select_related("person").filter(digest=digest(secret)).first()
    return feed.person if feed and feed.person.is_active else None
