"""The paper of a certificate: a PDF set by typst, kept once made."""

import hashlib
import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import formats, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from corpu.lib.papers import make_pdf
from learning.credentials.models import Certificate

TEMPLATE = Path(__file__).resolve().parent.parent / "paper" / "certificate.typ"


def read_paper(certificate: Certificate) -> bytes:
    """The PDF; made now if it was lost or never made."""
    store = storages["private"]
    if not (certificate.pdf_path and store.exists(certificate.pdf_path)):
        keep_paper(certificate)
    with store.open(certificate.pdf_path) as file:
        return file.read()


def keep_paper(certificate: Certificate) -> None:
    """Make the PDF, sign it if a signer is set, and keep it with its SHA-256."""
    data = make_paper(certificate)
    if settings.CERTIFICATE_SIGNER:
        data = import_string(settings.CERTIFICATE_SIGNER)(data, certificate)
    path = f"certificates/{certificate.provider.code}/{uuid.uuid4()}.pdf"
    certificate.pdf_path = storages["private"].save(path, ContentFile(data))
    certificate.pdf_sha256 = hashlib.sha256(data).hexdigest()
    certificate.save(update_fields=["pdf_path", "pdf_sha256"])


def verify_url(certificate: Certificate) -> str:
    """The public address that says whether the certificate is valid."""
    path = reverse("credentials:verify", args=[certificate.number])
    return f"{settings.SITE_URL}{path}"


def make_paper(certificate: Certificate) -> bytes:
    """The certificate as PDF/A-2a and PDF/UA-1, in about 0.1 s; in Indonesian, the
    language of the document, whoever asks for it."""
    with translation.override("id"):
        facts = _facts(certificate)
    url = verify_url(certificate)
    return make_pdf(TEMPLATE, facts, url=url, at=certificate.issued_at)


def _facts(certificate: Certificate) -> dict:
    """What the paper says, as text."""
    return {
        "number": certificate.number,
        "name": certificate.person_name,
        "place": certificate.place_name,
        "title": certificate.title,
        "provider": certificate.provider.name,
        "city": certificate.provider.city,
        "form": certificate.form.name if certificate.form else _("Learning programme"),
        "jp": _jp(certificate.jp),
        "dates": _span(certificate.started_on, certificate.ended_on),
        "issued": formats.date_format(certificate.issued_at, "j F Y"),
        "outcomes": [str(text) for text in certificate.outcomes],
        "url": verify_url(certificate),
        "words": _words(),
    }


def _words() -> dict:
    return {
        "heading": _("Certificate"),
        "given": _("is given to"),
        "for": _("for completing"),
        "held": _("held by"),
        "form": _("Form of learning"),
        "hours": _("Learning hours"),
        "number": _("Certificate number"),
        "issued": _("Issued"),
        "check": _("Scan to check that this certificate is valid, or open"),
        "outcomes": _("Outcomes"),
        "able": _("After this learning the participant is able to:"),
        "note": _(
            "This certificate rests on a record of the learning ledger. It is valid as "
            "long as the page named here says so."
        ),
    }


def _jp(value) -> str:
    text = format(value.normalize(), "f")
    places = len(text.partition(".")[2])
    return formats.number_format(value, places, use_l10n=True)


def _span(start, end) -> str:
    """ "3 Maret 2026", or "3 sampai 5 Maret 2026"."""
    if start == end:
        return formats.date_format(end, "j F Y")
    same_month = (start.year, start.month) == (end.year, end.month)
    first = formats.date_format(start, "j" if same_month else "j F Y")
    last = formats.date_format(end, "j F Y")
    return _("%(first)s to %(last)s") % {"first": first, "last": last}
