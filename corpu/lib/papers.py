"""Papers that anyone can check: PDF/A set by typst, with a QR code of their address."""

import datetime
import json
from pathlib import Path

import qrcode
import typst
from qrcode.image.svg import SvgPathImage


def make_pdf(template: Path, facts: dict, *, url: str, at: datetime.datetime) -> bytes:
    """The paper of `template` with `facts` (text alone) as PDF/A-2a and PDF/UA-1.

    `at` dates it, so that the same facts give the same bytes.
    """
    return typst.compile(
        template.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(facts), "qr": qr_svg(url)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=at.astimezone(datetime.UTC).replace(microsecond=0),
    )


def qr_svg(url: str) -> str:
    """The QR code of an address as SVG."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(url)
    return code.make_image(image_factory=SvgPathImage).to_string(encoding="unicode")
