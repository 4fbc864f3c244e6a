"""Freezing one piece of a closing, and sealing the whole."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from corpu.ledger.actions import credits
from corpu.ledger.actions.credits import lock_people
from corpu.ledger.models import Approval, DirtyYear, Record
from corpu.lib.seals import canonical, fingerprint, seal
from corpu.people.actions.decisions import log_decision
from performance.actions import standings
from performance.models import Standing
from performance.periods import rules
from performance.periods.actions.gathering import gather
from performance.periods.actions.wording import body_of, rule_texts
from performance.periods.models import Closing, ClosingPiece, Page, Seal


def freeze_one(closing_id: int) -> bool:
    """Freeze one waiting piece; False if none is left to take.

    One transaction: a worker that is killed leaves the piece as it was, and the next
    one takes it. Whoever finishes the last piece seals the closing.
    """
    with transaction.atomic():
        pieces = ClosingPiece.objects.filter(
            closing=closing_id, closing__state=Closing.State.RUNNING
        )
        piece = pieces.select_related("closing__unit").take()
        if piece is None:
            return False
        freeze(piece)
    seal_if_done(closing_id)
    return True


def freeze(piece: ClosingPiece) -> int:
    """Write the pages of a piece, whose row is held; how many."""
    closing = piece.closing
    people = _people_of(piece)
    lock_people(people)
    _count_again(people, closing.year)
    rows = _rows_to_freeze(closing, people)
    now = timezone.now()
    ground, rule_of = gather(rows, closing.year), rule_texts(rows)
    marks = _marks(people)
    pages = []
    for place, row in enumerate(rows, start=1):
        number = rules.page_number(closing.code, piece.place, place)
        body = body_of(row, ground, rule_of, closing=closing, number=number, now=now)
        pages.append(_page(row, piece, place, number, canonical(body), marks))
    hashes = [page.sha256 for page in pages]
    for page, link in zip(
        pages, rules.links(closing.code, piece.place, hashes), strict=True
    ):
        page.chain = link
    Page.objects.bulk_create(pages, batch_size=200)
    piece.pages, piece.done_at = len(pages), now
    piece.end = pages[-1].chain if pages else rules.start(closing.code, piece.place)
    piece.save(update_fields=["pages", "done_at", "end"])
    return len(pages)


def standings_in(closing: Closing):
    """The results that a closing freezes: of the periods that ended in the year, counted
    in its scope, and not frozen already by the closing of an institution."""
    rows = Standing.objects.filter(ends_on__year=closing.year)
    if closing.unit:
        rows = rows.in_subtree(closing.unit)
    others = Page.objects.in_force().filter(year=closing.year)
    others = others.exclude(closing=closing.pk) if closing.pk else others
    return rows.exclude(person__in=others.values("person"))


def _people_of(piece: ClosingPiece) -> list[int]:
    rows = standings_in(piece.closing).filter(
        person__gte=piece.first, person__lte=piece.last
    )
    return sorted(set(rows.order_by().values_list("person", flat=True)))


def _count_again(people: list[int], year: int) -> None:
    """What is frozen is what the rules say now, not what was counted last night."""
    waiting = DirtyYear.objects.filter(person__in=people, year=year)
    if dirty := list(waiting.values_list("person", flat=True)):
        credits.recount(dirty, [year])
    asked = Standing.objects.filter(person__in=people, ends_on__year=year).order_by()
    years = {year, *asked.values_list("year", flat=True).distinct()}
    standings.recount(people, sorted(years))


def _rows_to_freeze(closing: Closing, people: list[int]) -> list[Standing]:
    rows = standings_in(closing).filter(person__in=people)
    rows = rows.select_related("person__unit", "person__post", "person__leader", "unit")
    rows = rows.select_related("target__form", "target__unit", "target__published_by")
    return list(rows.order_by("person", "target"))


def _marks(people: list[int]) -> dict[int, tuple[int, int]]:
    """The newest record and approval of each person: what the pages have seen."""
    found: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    records = Record.objects.filter(person__in=people).order_by()
    last = dict(records.values_list("person").annotate(last=Max("pk")))
    approvals = Approval.objects.filter(record__person__in=people).order_by()
    approved = dict(approvals.values_list("record__person").annotate(last=Max("pk")))
    for person in people:
        found[person] = (last.get(person, 0), approved.get(person, 0))
    return found


def _page(row: Standing, piece, place: int, number: str, body: str, marks) -> Page:
    signature, key = seal(body)
    last_record, last_approval = marks[row.person_id]
    return Page(
        closing=piece.closing,
        number=number,
        piece=piece.place,
        place=place,
        person_id=row.person_id,
        target=row.target,
        year=piece.closing.year,
        asked_year=row.year,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        unit=row.unit,
        staff_class=row.staff_class,
        required=row.required,
        counted=row.counted,
        status=row.status,
        body=body,
        sha256=fingerprint(body),
        signature=signature,
        key=key,
        last_record=last_record,
        last_approval=last_approval,
    )


@transaction.atomic
def seal_if_done(closing_id: int) -> bool:
    """Seal a closing whose pieces are all frozen; True if this call did it."""
    from performance.periods.tasks import tell_everybody

    rows = Closing.objects.select_for_update(of=("self",)).select_related("unit")
    closing = rows.get(pk=closing_id)
    if closing.state != Closing.State.RUNNING or closing.pieces.waiting().exists():
        return False
    now = timezone.now()
    manifest = manifest_of(closing)
    body = canonical(manifest | {"sealed_at": now.isoformat()})
    signature, key = seal(body)
    Seal.objects.create(
        closing=closing,
        body=body,
        root=fingerprint(body),
        pages=manifest["pages"],
        people=manifest["people"],
        signature=signature,
        key=key,
        sealed_at=now,
    )
    closing.state, closing.closed_at = Closing.State.CLOSED, now
    closing.save(update_fields=["state", "closed_at"])
    log_decision(
        "period.closed", by=None, subject=closing, closing=closing.pk,
        pages=manifest["pages"], root=fingerprint(body),
    )  # fmt: skip
    transaction.on_commit(lambda: tell_everybody.delay(closing_id))
    return True


def manifest_of(closing: Closing) -> dict:
    """What the seal of a closing says: its scope, its people, and the end of each chain."""
    pieces = list(closing.pieces.order_by("place").values_list("place", "pages", "end"))
    people = Page.objects.filter(closing=closing).values("person").distinct().count()
    return {
        "format": 1,
        "closing": closing.code,
        "year": closing.year,
        "version": closing.version,
        "unit": closing.unit.code if closing.unit else None,
        "proposed_by": closing.proposed_by.full_name,
        "confirmed_by": closing.confirmed_by.full_name,
        "loose_ends": closing.checklist,
        "people": people,
        "pages": sum(pages for _place, pages, _end in pieces),
        "pieces": [list(piece) for piece in pieces],
    }
