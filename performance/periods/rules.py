"""The chain that ties frozen pages together: arithmetic on hashes alone.

Each page carries `link(before, own hash)`; the first of a piece starts from the piece's
own name. The root of a closing is the hash of the list of its pieces with their number
of pages and the link of their last one. To leave out, add or change one page, every
link after it and the root have to be made again, and the root is signed.
"""

import hashlib
from collections.abc import Iterable


def start(closing: str, piece: int) -> str:
    """The link before the first page of a piece."""
    return _hash(f"{closing}/{piece}")


def link(before: str, page_hash: str) -> str:
    """The link of a page, from the one before it and its own SHA-256."""
    return _hash(before + page_hash)


def links(closing: str, piece: int, page_hashes: Iterable[str]) -> list[str]:
    """The links of all pages of a piece, in their order."""
    found, before = [], start(closing, piece)
    for page_hash in page_hashes:
        before = link(before, page_hash)
        found.append(before)
    return found


def page_number(closing: str, piece: int, place: int) -> str:
    """The number of a page: closing, piece, place in the piece ("2025-7-003-0017")."""
    return f"{closing}-{piece:03d}-{place:04d}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
