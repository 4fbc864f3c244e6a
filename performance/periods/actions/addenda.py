"""What happens to a frozen year later is written below its pages, never into them."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from corpu.ledger.models import Approval, Record
from corpu.lib.clock import today
from performance.models import Standing
from performance.periods.models import Addendum, Page


@dataclass(frozen=True)
class Event:
    """A late posting: what it is, what it touches, and who made it."""

    key: str
    kind: str
    record: Record
    by_id: int | None
    reason: str
    record_pk: int = 0
    approval_pk: int = 0

    def is_after(self, page: Page) -> bool:
        """True if the page was frozen before it."""
        return self.record_pk > page.last_record or self.approval_pk > page.last_approval


def follow(person_ids, years) -> int:
    """Add what the ledger now says about closed years; returns how many addenda.

    The last follower of the ledger and the people: standings have been counted. A
    posting of the open year costs no statement here.
    """
    past = [year for year in years if year < today().year]
    if not past:
        return 0
    pages = Page.objects.in_force().filter(
        person__in=person_ids, year__gte=min(past), starts_on__year__lte=max(past)
    )
    pages = list(pages.select_related("target").defer("body"))
    if not pages:
        return 0
    events, standings = _events(pages), _standings(pages)
    told = _told(pages)
    rows = []
    for page in pages:
        now = standings.get((page.person_id, page.target_id, page.asked_year))
        rows += _of_page(page, events[page.person_id], now, told[page.pk])
    Addendum.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _of_page(page: Page, events: list[Event], now, told: list[Addendum]) -> list:
    before = _result(told[-1] if told else page)
    after = _result(now)
    known = {row.key for row in told}
    fresh = [
        event
        for event in events
        if event.key not in known
        and event.is_after(page)
        and _touches(event.record, page, has_moved=before != after)
    ]
    if fresh:
        return [_addendum(page, after, event) for event in fresh]
    if before != after:
        return [_addendum(page, after, None, number=len(told) + 1)]
    return []


def _touches(record: Record, page: Page, has_moved: bool) -> bool:
    """In the page's period, and of what its target counts (or it changed the figure)."""
    if record.started_on > page.ends_on or record.ended_on < page.starts_on:
        return False
    form = record.form
    return has_moved or page.target.counts(form.pk, form.learning_class)


def _addendum(page: Page, after, event: Event | None, number: int = 0) -> Addendum:
    counted, required, status = after
    row = Addendum(page=page, counted=counted, required=required, status=status)
    row.at = timezone.now()
    if event is None:
        row.key, row.kind = f"rule:{number}", Addendum.Kind.RULE
        return row
    row.key, row.kind, row.record = event.key, event.kind, event.record
    row.by_id, row.reason = event.by_id, event.reason
    return row


def _result(row) -> tuple:
    """(counted, required, status) of a page, an addendum or a standing; or of nothing."""
    if row is None:
        return (None, None, "")
    return (row.counted, row.required, str(row.status))


def _events(pages: list[Page]) -> dict[int, list[Event]]:
    people = {page.person_id for page in pages}
    since = min(page.last_record for page in pages)
    rows = Record.objects.filter(person__in=people, pk__gt=since)
    found: dict[int, list[Event]] = defaultdict(list)
    for row in rows.select_related("form", "voids__form").order_by("pk"):
        found[row.person_id].append(_of_record(row))
    since = min(page.last_approval for page in pages)
    approvals = Approval.objects.filter(record__person__in=people, pk__gt=since)
    for row in approvals.select_related("record__form").order_by("pk"):
        event = Event(
            key=f"approval:{row.pk}",
            kind=Addendum.Kind.APPROVAL,
            record=row.record,
            by_id=row.by_id,
            reason=row.reason,
            approval_pk=row.pk,
        )
        found[row.record.person_id].append(event)
    return found


def _of_record(row: Record) -> Event:
    is_void = row.voids_id is not None
    return Event(
        key=f"{'void' if is_void else 'fact'}:{row.public_id}",
        kind=Addendum.Kind.VOID if is_void else Addendum.Kind.FACT,
        record=row.voids if is_void else row,
        by_id=row.recorded_by_id,
        reason=row.reason,
        record_pk=row.pk,
    )


def _standings(pages: list[Page]) -> dict[tuple, Standing]:
    rows = Standing.objects.filter(
        person__in={page.person_id for page in pages},
        year__in={page.asked_year for page in pages},
    )
    return {(row.person_id, row.target_id, row.year): row for row in rows}


def _told(pages: list[Page]) -> dict[int, list[Addendum]]:
    found: dict[int, list[Addendum]] = defaultdict(list)
    for row in Addendum.objects.filter(page__in=pages).order_by("pk"):
        found[row.page_id].append(row)
    return found
