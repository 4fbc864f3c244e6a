"""Files that people upload as proof: checked by what is in them, never by their name.

PDF, JPEG and PNG are taken. Pictures are written anew, which drops EXIF (place, phone)
and anything hidden behind the picture; a PDF is kept as it is, because it may be signed.
"""

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass

from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

MOST_PAGES = 50
MOST_OBJECTS = 20_000
ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
ACTIVE_KEYS = {"/JS", "/JavaScript", "/AA", "/XFA", "/RichMediaContent"}
ACTIVE_ACTS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition"}
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 2600
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
EXTENSIONS = {PDF: "pdf", JPEG: "jpg", PNG: "png"}


class ProofFault(ValueError):
    """Why a file cannot be proof. `code` is stable: empty, wrong_type, archive, heic,
    broken, encrypted, too_many_pages, too_many_pixels, active_content, two_in_one."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Proof:
    """A file that passed: its type, what is kept of it, and the SHA-256 of the bytes as
    they were uploaded."""

    content_type: str
    data: bytes
    sha256: str
    pages: int = 1


def inspect_proof(data: bytes) -> Proof:
    """What `data` is as proof, or `ProofFault`."""
    content_type = _type_of(data)
    if zipfile.is_zipfile(io.BytesIO(data)):
        raise ProofFault("two_in_one")
    sha256 = hashlib.sha256(data).hexdigest()
    if content_type == PDF:
        return Proof(PDF, data, sha256, _check_pdf(data))
    return Proof(content_type, _redraw(data, content_type), sha256)


def _type_of(data: bytes) -> str:
    if not data:
        raise ProofFault("empty")
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"PK"):
        raise ProofFault("archive")
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"heif"):
        raise ProofFault("heic")
    raise ProofFault("wrong_type")


def _check_pdf(data: bytes) -> int:
    """How many pages it has; nothing in it may run, and nothing may follow its end."""
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise ProofFault("broken")
    if data[end + 5 :].strip(b"\x00\r\n\t ") != b"":
        raise ProofFault("two_in_one")
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ProofFault("encrypted")
        pages = len(reader.pages)
        runs = _runs_something(reader, data)
    except ProofFault:
        raise
    except Exception as error:  # a hostile file may break the parser in any way
        raise ProofFault("broken") from error
    if pages == 0:
        raise ProofFault("broken")
    if pages > MOST_PAGES:
        raise ProofFault("too_many_pages")
    if runs:
        raise ProofFault("active_content")
    return pages


def _runs_something(reader: PdfReader, data: bytes) -> bool:
    """True if it holds scripts, starts programs or sends data anywhere.

    Looks at every object of the file, also at those inside compressed streams, with the
    names as a reader decodes them (`/J#61vaScript`); and at the bytes, for what an older
    revision of the file left behind. It protects the person who opens the proof from
    documents that act by themselves; it is no virus scanner.
    """
    plain = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)
    if b"/JavaScript" in plain or b"/Launch" in plain:
        return True
    numbers = {(number, gen) for gen, rows in reader.xref.items() for number in rows}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        raise ProofFault("broken")
    found = (reader.get_object(IndirectObject(*key, reader)) for key in sorted(numbers))
    return any(_acts(part) for part in (reader.trailer, *found))


def _acts(part) -> bool:
    """True if this object, or one written inside it, does something by itself."""
    waiting = [part]
    while waiting:
        part = waiting.pop()
        if isinstance(part, DictionaryObject):
            if ACTIVE_KEYS & part.keys() or _act(part) in ACTIVE_ACTS:
                return True
            waiting += dict.values(part)
        elif isinstance(part, ArrayObject):
            waiting += list.__iter__(part)
    return False


def _act(part: DictionaryObject) -> str:
    """What an action does (`/S`); empty for what is none."""
    act = part.get("/S")
    return act if isinstance(act, str) else ""


def _redraw(data: bytes, content_type: str) -> bytes:
    """The picture, upright and without anything but its pixels."""
    try:
        picture = Image.open(io.BytesIO(data), formats=["JPEG", "PNG"])
        if picture.width * picture.height > MOST_PIXELS:
            raise ProofFault("too_many_pixels")
        picture.load()
        picture = ImageOps.exif_transpose(picture)
    except ProofFault:
        raise
    except Exception as error:  # truncated, or made to break the decoder
        raise ProofFault("broken") from error
    if picture.mode not in ("RGB", "L"):
        picture = _on_white(picture)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    out = io.BytesIO()
    if content_type == JPEG:
        clean.save(out, "JPEG", quality=86, optimize=True)
    else:
        clean.save(out, "PNG", optimize=True)
    return out.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """Transparent or indexed pictures as they look on paper."""
    picture = picture.convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(paper, picture).convert("RGB")
