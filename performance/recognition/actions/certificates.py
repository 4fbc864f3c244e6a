"""Team certificates: issued when the figure proves it, withdrawn when it falls."""

import hashlib
import logging
import uuid
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from corpu.lib.paper_numbers import make_number
from corpu.lib.papers import make_pdf
from corpu.lib.refusals import Refused
from corpu.lib.rule_rows import let_count
from corpu.notices.actions import tell
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Unit
from performance.models import Standing
from performance.recognition.models import Criterion, TeamCertificate, TeamSeries
from performance.recognition.permissions import (
    may_issue,
    may_publish,
    may_set_criteria,
    may_withdraw_certificate,
)
from performance.recognition.rules import Reached, is_proved, reached

log = logging.getLogger("corpu.recognition")
TEMPLATE = Path(__file__).resolve().parent.parent / "paper" / "team.typ"


@transaction.atomic
def publish_criterion(criterion: Criterion, *, by) -> Criterion:
    """A second person lets a criterion be used."""
    if not may_set_criteria(by):
        raise PermissionDenied
    criterion = Criterion.objects.select_for_update(of=("self",)).get(pk=criterion.pk)
    if criterion.live:
        raise Refused("published_already", _("This criterion is published already."))
    if not may_publish(by, criterion):
        raise Refused(
            "same_person",
            _("You drafted this criterion: ask a second person to publish it."),
        )
    let_count(criterion, by)
    log_decision(
        "recognition.criterion_published", by=by, subject=criterion.code,
        drafted_by=criterion.drafted_by_id,
    )  # fmt: skip
    return criterion


def standings_of(unit: Unit, year: int, criterion: Criterion):
    """The standings on which a certificate rests."""
    rows = Standing.objects.minimums().in_year(year).in_subtree(unit)
    return rows.filter(target=criterion.target_id) if criterion.target_id else rows


def reached_by(unit: Unit, year: int, criterion: Criterion) -> Reached:
    """How far the team is today."""
    rows = standings_of(unit, year, criterion).order_by()
    return reached(rows.values_list("person", "status"))


@transaction.atomic
def issue(unit: Unit, *, year: int, criterion: Criterion, by) -> TeamCertificate:
    """Issue what the figure proves; the same again is refused."""
    if not may_issue(by, unit):
        raise PermissionDenied
    root = Unit.objects.select_for_update().get(pk=unit.ancestor_ids[0])
    if not Criterion.objects.in_force(year).filter(pk=criterion.pk).exists():
        raise Refused(
            "criterion_not_in_force", _("This criterion is not in force in that year."),
            field="criterion",
        )  # fmt: skip
    team = reached_by(unit, year, criterion)
    if not _proved(team, criterion):
        raise Refused("not_proved", _not_proved(team, criterion), field="unit")
    known = TeamCertificate.objects.valid().filter(
        unit=unit, year=year, criterion=criterion
    )
    if known.exists():
        raise Refused("issued_already", _("This team has this certificate already."))
    row = TeamCertificate.objects.create(
        number=_next_number(root, year), criterion=criterion, unit=unit, year=year,
        unit_name=unit.name, institution_name=root.name, title_id=criterion.name_id,
        title_en=criterion.name_en, people=team.people, met=team.met, issued_by=by,
        issued_by_name=by.full_name,
    )  # fmt: skip
    members = standings_of(unit, year, criterion).exclude(status="exempt").order_by()
    row.members.set(members.values_list("person", flat=True).distinct())
    log_decision(
        "recognition.team_certified", by=by, subject=row.number, unit=unit.pk, year=year,
        criterion=criterion.code, people=team.people, met=team.met,
    )  # fmt: skip
    _tell_members(row)
    transaction.on_commit(lambda: _make_paper(row.pk))
    return row


def _proved(team: Reached, criterion: Criterion) -> bool:
    return is_proved(team, min_share=criterion.min_share, min_people=criterion.min_people)


def _not_proved(team: Reached, criterion: Criterion) -> str:
    text = _(
        "%(met)d of %(people)d members have met; needed are %(share)d per cent of at "
        "least %(least)d members."
    )
    return text % {
        "met": team.met, "people": team.people, "share": criterion.min_share,
        "least": criterion.min_people,
    }  # fmt: skip


def _next_number(root: Unit, year: int) -> str:
    TeamSeries.objects.get_or_create(unit=root, year=year)
    series = TeamSeries.objects.filter(unit=root, year=year)
    series.update(last=F("last") + 1)  # holds the row until the transaction ends
    return make_number(f"TIM-{root.code}", year, series.get().last)


def _tell_members(row: TeamCertificate) -> None:
    for person in row.members.all():
        tell(
            person,
            "recognition.team_certified",
            source=f"team-certificate:{row.number}:{person.pk}",
            url=reverse("recognition:certificate", args=[row.number]),
            unit=row.unit_name,
            title=row.title_en if person.language == "en" else row.title_id,
        )


@transaction.atomic
def withdraw_certificate(row: TeamCertificate, *, by, reason: str) -> TeamCertificate:
    """Taken back by whoever might issue it, with a reason."""
    if not may_withdraw_certificate(by, row):
        raise PermissionDenied
    if not reason.strip():
        raise Refused("reason_missing", _("Write the reason."), field="reason")
    if not _withdraw(row, reason.strip(), by):
        raise Refused("withdrawn_already", _("This was withdrawn already."))
    row.refresh_from_db()
    return row


def follow_standings(person_ids: list[int], years: list[int]) -> None:
    """Withdraw the certificates whose figure no longer stands: a void, a correction.

    A follower of the standings that have turned; one statement where nothing is at
    stake.
    """
    rows = TeamCertificate.objects.valid().filter(year__in=years, members__in=person_ids)
    for row in rows.select_related("unit", "criterion").distinct():
        team = reached_by(row.unit, row.year, row.criterion)
        if not _proved(team, row.criterion):
            with override("id"):
                reason = _("The figure fell: %(met)d of %(people)d members have met.")
                reason %= {"met": team.met, "people": team.people}
            _withdraw(row, reason, None)


def _withdraw(row: TeamCertificate, reason: str, by) -> bool:
    rows = TeamCertificate.objects.valid().filter(pk=row.pk)
    if not rows.update(withdrawn_at=timezone.now(), withdrawn_reason=reason):
        return False
    log_decision(
        "recognition.team_certificate_withdrawn", by=by, subject=row.number,
        reason=reason, unit=row.unit_id, year=row.year,
    )  # fmt: skip
    tell(
        row.issued_by,
        "recognition.team_withdrawn",
        source=f"team-certificate:{row.number}:withdrawn",
        url=reverse("recognition:certificate", args=[row.number]),
        unit=row.unit_name,
        reason=reason,
    )
    return True


# -- the paper -----------------------------------------------------------------------


def _make_paper(pk: int) -> None:
    """The row is the promise: a paper that fails now is made when it is asked for."""
    try:
        keep_paper(TeamCertificate.objects.get(pk=pk))
    except Exception:
        log.exception("The paper of team certificate %s waits", pk)


def keep_paper(row: TeamCertificate) -> None:
    """Make the PDF and keep it with its SHA-256."""
    data = make_paper(row)
    path = f"team-certificates/{row.year}/{uuid.uuid4()}.pdf"
    row.pdf_path = storages["private"].save(path, ContentFile(data))
    row.pdf_sha256 = hashlib.sha256(data).hexdigest()
    row.save(update_fields=["pdf_path", "pdf_sha256"])


def read_paper(row: TeamCertificate) -> bytes:
    """The PDF; made now if it was lost or never made."""
    store = storages["private"]
    if not (row.pdf_path and store.exists(row.pdf_path)):
        keep_paper(row)
    with store.open(row.pdf_path) as file:
        return file.read()


def verify_url(row: TeamCertificate) -> str:
    """The public address that says whether it is valid."""
    return f"{settings.SITE_URL}{reverse('recognition:verify', args=[row.number])}"


def make_paper(row: TeamCertificate) -> bytes:
    """The certificate in Indonesian, the language of the document, whoever asks."""
    with override("id"):
        facts = {
            "number": row.number,
            "unit": row.unit_name,
            "institution": row.institution_name,
            "title": row.title_id,
            "year": str(row.year),
            "figure": _("%(met)d of %(people)d members have met")
            % {"met": row.met, "people": row.people},
            "issuer": row.issued_by_name,
            "issued": formats.date_format(row.issued_at, "j F Y"),
            "url": verify_url(row),
            "words": {
                "heading": _("Certificate of achievement"),
                "given": _("is given to the team"),
                "for": _("for"),
                "in_year": _("in the year"),
                "number": _("Certificate number"),
                "issued": _("Issued"),
                "by": _("Issued by"),
                "check": _("Scan to check that this certificate is valid, or open"),
            },
        }
    return make_pdf(TEMPLATE, facts, url=verify_url(row), at=row.issued_at)
