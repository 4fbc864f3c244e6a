"""Is a frozen page still what was frozen? Hash, signature, columns and chain."""

import json
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from corpu.lib.seals import canonical, fingerprint, is_genuine
from performance.periods import rules
from performance.periods.models import Closing, ClosingPiece, Page


@dataclass
class Verdict:
    """What was found: nothing at fault means genuine."""

    faults: list[str] = field(default_factory=list)
    looked_at: int = 1

    @property
    def is_genuine(self) -> bool:
        """True if everything agrees."""
        return not self.faults


def check_page(page: Page) -> Verdict:
    """One page: its hash, its signature, what stands beside it, and its link."""
    faults = _own_faults(page)
    if page.chain != rules.link(_before(page), page.sha256):
        faults.append(_("The chain is broken between this page and the one before."))
    return Verdict(faults)


def check_piece(piece: ClosingPiece) -> Verdict:
    """Every page of a piece, in order, and that none is missing or added."""
    pages = list(Page.objects.filter(closing=piece.closing_id, piece=piece.place))
    faults, before = [], rules.start(piece.closing.code, piece.place)
    for place, page in enumerate(pages, start=1):
        before = rules.link(before, page.sha256)
        found = _own_faults(page)
        if page.chain != before or page.place != place:
            found.append(_("The chain is broken between this page and the one before."))
        faults += [f"{page.number}: {fault}" for fault in found]
    sealed = _sealed_pieces(piece.closing).get(piece.place)
    if sealed is not None and sealed != (len(pages), before):
        faults.append(_("The pages are not those that were sealed."))
    return Verdict(faults, looked_at=len(pages))


def check_seal(closing: Closing) -> Verdict:
    """The closing's own seal: its hash and its signature."""
    row = getattr(closing, "seal", None)
    if row is None:
        return Verdict([_("This closing has not been sealed.")])
    faults = []
    if fingerprint(row.body) != row.root:
        faults.append(_("The text is not the one that was sealed."))
    if not is_genuine(row.body, row.signature, row.key):
        faults.append(_("The signature does not belong to this text."))
    return Verdict(faults)


def check_closing(closing: Closing) -> Verdict:
    """Everything: the seal and each piece. For the command; screens look piece by piece."""
    whole = check_seal(closing)
    whole.looked_at = 0
    for piece in closing.pieces.order_by("place"):
        piece.closing = closing
        found = check_piece(piece)
        whole.faults += found.faults
        whole.looked_at += found.looked_at
    return whole


def file_of(page: Page) -> dict:
    """A page as a file that proves itself: the text, its hash, its signature."""
    return {
        "text": page.body,
        "sha256": page.sha256,
        "signature": page.signature,
        "key": page.key,
    }


def check_file(raw: bytes) -> tuple[Verdict, dict | None]:
    """The verdict on a file that `file_of` made, and the text that it holds, read."""
    unreadable = Verdict([_("This is not a file of a frozen page.")])
    try:
        file = json.loads(raw)
        text, digest = file["text"], file["sha256"]
        body = json.loads(text)
        number = body["page"]
    except (ValueError, KeyError, TypeError):
        return unreadable, None
    faults = []
    if not isinstance(text, str) or fingerprint(text) != digest:
        faults.append(_("The text is not the one that was frozen."))
    if not is_genuine(text, str(file.get("signature")), str(file.get("key"))):
        faults.append(_("The signature does not belong to this text."))
    if not Page.objects.filter(number=number, sha256=digest).exists():
        faults.append(_("No page with this number and hash is kept here."))
    return Verdict(faults), body


def _own_faults(page: Page) -> list[str]:
    faults = []
    if fingerprint(page.body) != page.sha256:
        faults.append(_("The text is not the one that was frozen."))
    if not is_genuine(page.body, page.signature, page.key):
        faults.append(_("The signature does not belong to this text."))
    if not faults and not _columns_agree(page):
        faults.append(_("What stands beside the text in the database differs from it."))
    return faults


def _columns_agree(page: Page) -> bool:
    body = json.loads(page.body)
    said = (
        body["page"],
        body["year"],
        body["person"]["id"],
        body["place"]["staff_class"],
        body["requirement"]["required"],
        body["result"]["counted"],
        body["result"]["status"],
        canonical(body),
    )
    return said == (
        page.number,
        page.year,
        page.person_id,
        page.staff_class,
        str(page.required),
        str(page.counted),
        page.status,
        page.body,
    )


def _before(page: Page) -> str:
    if page.place == 1:
        return rules.start(page.closing.code, page.piece)
    rows = Page.objects.filter(closing=page.closing_id, piece=page.piece)
    return rows.filter(place=page.place - 1).values_list("chain", flat=True).first() or ""


def _sealed_pieces(closing: Closing) -> dict[int, tuple[int, str]]:
    row = getattr(closing, "seal", None)
    if row is None:
        return {}
    pieces = json.loads(row.body)["pieces"]
    return {place: (pages, end) for place, pages, end in pieces}
