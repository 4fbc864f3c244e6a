"""Proof is judged by what is in the file."""

import io
import zipfile
import zlib

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from corpu.lib.proof_files import JPEG, PDF, PNG, ProofFault, inspect_proof


def pdf(pages=1, change=None) -> bytes:
    writer = PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(200, 200)
    if change:
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture(kind="JPEG", size=(60, 40), mode="RGB", **more) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 200).save(out, kind, **more)
    return out.getvalue()


def zipped(name="a.txt") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


def fault(data: bytes) -> str:
    with pytest.raises(ProofFault) as caught:
        inspect_proof(data)
    return caught.value.code


def test_a_pdf_is_kept_as_it_is():
    data = pdf(3)
    proof = inspect_proof(data)
    assert (proof.content_type, proof.data, proof.pages) == (PDF, data, 3)


@pytest.mark.parametrize("kind, content_type", [("JPEG", JPEG), ("PNG", PNG)])
def test_a_picture_is_drawn_anew_without_what_was_hidden_in_it(kind, content_type):
    exif = Image.Exif()
    exif[0x010F] = "SECRET-PHONE"
    data = picture(kind, exif=exif)
    assert b"SECRET-PHONE" in data
    proof = inspect_proof(data)
    assert proof.content_type == content_type
    assert b"SECRET-PHONE" not in proof.data
    assert not Image.open(io.BytesIO(proof.data)).getexif()


def test_what_follows_a_picture_is_dropped():
    proof = inspect_proof(picture() + b"<script>alert(1)</script>")
    assert b"script" not in proof.data


def test_a_large_photo_is_made_smaller_and_a_transparent_one_gets_paper():
    proof = inspect_proof(picture("PNG", size=(5000, 200), mode="RGBA"))
    shown = Image.open(io.BytesIO(proof.data))
    assert shown.size[0] == 2600 and shown.mode == "RGB"


def test_the_same_bytes_have_the_same_hash_and_others_another():
    assert inspect_proof(pdf(1)).sha256 == inspect_proof(pdf(1)).sha256
    assert inspect_proof(pdf(1)).sha256 != inspect_proof(pdf(2)).sha256


def _encrypt(writer):
    writer.encrypt("secret")


def _script(writer):
    _open_action(writer, "/JavaScript")


def _launch(writer):
    _open_action(writer, "/Launch")


def _open_action(writer, kind):
    action = DictionaryObject({NameObject("/S"): NameObject(kind)})
    writer.root_object[NameObject("/OpenAction")] = action


@pytest.mark.parametrize(
    "data, code",
    [
        (b"", "empty"),
        (b"hello world", "wrong_type"),
        (b"GIF89a....", "wrong_type"),
        (b"MZ\x90\x00", "wrong_type"),
        (b"\x00\x00\x00\x18ftypheic....", "heic"),
        (zipped(), "archive"),
        (pdf()[:-400], "broken"),
        (b"%PDF-1.7\n%%EOF", "broken"),
        (picture(size=(900, 900))[:200], "broken"),
        (b"\x89PNG\r\n\x1a\nnothing", "broken"),
        (pdf() + zipped(), "two_in_one"),
        (picture() + zipped(), "two_in_one"),
        (pdf() + b"<html><script>alert(1)</script>", "two_in_one"),
        (pdf(51), "too_many_pages"),
        (pdf(change=_encrypt), "encrypted"),
        (pdf(change=_script), "active_content"),
        (pdf(change=_launch), "active_content"),
        (picture("PNG", size=(9000, 7000), mode="L"), "too_many_pixels"),
    ],
)
def test_bad_files_are_refused_with_a_reason(data, code):
    assert fault(data) == code


def _packed(
    spelling: bytes = b"/JavaScript", where: bytes = b"/OpenAction", script: bytes = b""
) -> bytes:
    """A PDF whose objects, a script among them, lie in one compressed stream."""
    script = script or b"<</S" + spelling + b"/JS(app.alert\\(1\\))>>"
    parts = {
        1: b"<</Type/Catalog/Pages 2 0 R" + where + b" 4 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        4: script,
    }
    head, body = b"", b""
    for number, part in parts.items():
        head += b"%d %d " % (number, len(body))
        body += part + b" "
    inner = zlib.compress(head + body)
    out = b"%PDF-1.5\n"
    stream_at = len(out)
    out += (
        b"5 0 obj<</Type/ObjStm/N 4/First %d/Filter/FlateDecode/Length %d>>stream\n"
        % (len(head), len(inner))
    ) + inner + b"\nendstream endobj\n"  # fmt: skip
    table_at = len(out)
    rows = b"".join(b"\x02\x00\x05" + bytes([i]) for i in range(4))
    rows = b"\x00\x00\x00\x00" + rows
    for at in (stream_at, table_at):
        rows += b"\x01" + at.to_bytes(2, "big") + b"\x00"
    packed = zlib.compress(rows)
    out += (
        b"6 0 obj<</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>"
        b"stream\n" % len(packed)
    ) + packed + b"\nendstream endobj\n"  # fmt: skip
    return out + b"startxref\n%d\n%%%%EOF\n" % table_at


def test_a_packed_pdf_without_a_script_passes():
    assert inspect_proof(_packed(script=b"<</Title(JavaScript)>>")).pages == 1


@pytest.mark.parametrize(
    "spelling", [b"/JavaScript", b"/J#61vaScript", b"/J#61v#61Script"]
)
@pytest.mark.parametrize("where", [b"/OpenAction", b"/Metadata"])
def test_a_script_in_a_compressed_stream_is_found(spelling, where):
    data = _packed(spelling, where)
    assert b"Script" not in data
    assert fault(data) == "active_content"


def test_a_script_that_is_spelt_in_numbers_is_found():
    data = pdf().replace(
        b"/Type /Page\n", b"/AA <</O <</S /J#61vaScript /J#53 (x)>>>>/Type /Page\n"
    )
    assert b"#61" in data
    assert fault(data) == "active_content"
