"""A frozen page on paper: a PDF set by typst, from the frozen text alone."""

import datetime
import json
from pathlib import Path

import qrcode
import typst
from django.conf import settings
from django.urls import reverse
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathImage

from corpu.lib.statuses import status_look
from corpu.lib.templatetags.components import jp_number
from performance.periods.models import Page
from performance.periods.reading import read

TEMPLATE = Path(__file__).resolve().parent.parent / "paper" / "page.typ"


def verify_url(page: Page) -> str:
    """The public address that says whether the page is genuine."""
    return f"{settings.SITE_URL}{reverse('periods:verify', args=[page.public_id])}"


def make_paper(page: Page) -> bytes:
    """The page as PDF/A-2a and PDF/UA-1, in the reader's language. Made when asked for:
    what is signed is the text, not the paper."""
    url = verify_url(page)
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(_facts(page, url)), "qr": _qr(url)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=page.frozen_at.astimezone(datetime.UTC).replace(microsecond=0),
    )


def _facts(page: Page, url: str) -> dict:
    """What the paper says, as text in one language."""
    body = read(page.frozen)
    asked, result, place = body["requirement"], body["result"], body["place"]
    post = place["post"]["name"] if place["post"] else "–"
    return {
        "lang": "en" if get_language() == "en" else "id",
        "heading": _("Learning result %(year)s") % {"year": page.year},
        "target": body["target"]["name"],
        "status": str(status_look(result["status"]).label),
        "counted": jp_number(result["counted"]),
        "required": jp_number(asked["required"]),
        "of": _("counted of required"),
        "person": [
            [_("Name"), body["person"]["name"]],
            [_("NIP"), body["person"]["nip"] or "–"],
            [_("Staff class"), place["staff_class_name"]],
            [_("Post"), post],
            [_("Unit"), place["unit"]["name"]],
            [_("Institution"), place["institution"]],
            [_("Leader"), place["leader"] or "–"],
        ],
        "rule": [
            [_("Rule"), body["target"]["rule"]],
            [_("Legal basis"), body["target"]["law"]],
            [_("Asked of her"), asked["formula_text"]],
            *_exempt(asked),
        ],
        "columns": [_("Learning"), _("Form"), _("Ended"), _("Claimed"), _("Recognised")],
        "rows": [_row(fact) for fact in body["facts"]],
        "sum": [_("Sum"), jp_number(body["claimed"]), jp_number(body["recognised"])],
        "facts_title": _("The facts that were counted"),
        "nothing": _("Nothing that counts toward this target had been recorded."),
        "rates_title": _("The conversions that were applied"),
        "rates": [
            f"{rate['form']}: {_rate(rate)}. {rate['law']}" for rate in body["rates"]
        ],
        "seal": [
            [_("Page"), f"{page.number} ({_('version')} {body['version']})"],
            [_("Frozen"), formats.date_format(page.frozen_at, "j F Y, H:i")],
            ["SHA-256", page.sha256],
            [_("Signature"), page.signature],
            [_("Key"), page.key],
        ],
        "check": _("Scan to see whether this page is genuine, and what came later:"),
        "url": url,
    }


def _exempt(asked: dict) -> list:
    if not asked["exemption"]:
        return []
    return [[_("Exempt"), f"{asked['exemption']['reason']} ({asked['exemption']['by']})"]]


def _row(fact: dict) -> list[str]:
    title = fact["title"]
    if fact["approval"]:
        by = _("JP set by %(name)s") % {"name": fact["approval"]["by"]}
        title = f"{title} ({by})"
    return [
        title,
        fact["form"],
        formats.date_format(fact["to"], "j M Y"),
        jp_number(fact["claimed"]),
        jp_number(fact["recognised"]),
    ]


def _rate(rate: dict) -> str:
    return f"{rate['how']}, {jp_number(rate['jp'])} JP" if rate["jp"] else rate["how"]


def _qr(url: str) -> str:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(url)
    return code.make_image(image_factory=SvgPathImage).to_string(encoding="unicode")
