"""The rules of this part: shipped as proposals, published and ended by two persons."""

import datetime

from django.apps import apps as installed
from django.db import transaction

from corpu.skills.actions import standards
from performance.actions import dated

LAW = "Belum ada ketentuan nasional; usulan awal yang perlu ditetapkan instansi."
LAW_EN = "No national rule yet; a first proposal that the agency has to confirm."
FROM = datetime.date(2018, 1, 1)
# source, priority, years, raises
SOURCES = [
    ("centre", 1, 3, False),
    ("leader", 2, 2, False),
    ("evidence", 3, 3, True),
    ("self", 4, 1, False),
]
# from per cent, Indonesian, English, tone (FACTS 6.2: to be confirmed)
BANDS = [
    (80, "optimal", "optimal", "met"),
    (68, "cukup optimal", "sufficient", "at_risk"),
    (0, "kurang optimal", "not sufficient", "unmet"),
]


@transaction.atomic
def load_first_policy(*, apps=installed) -> int:
    """Add the sources and bands that are not there yet; returns how many. `apps` is the
    historical registry in a migration."""
    added = 0
    common = {
        "legal_basis": LAW, "legal_basis_en": LAW_EN, "valid_from": FROM,
        "is_confirmed": False, "live": True,
    }  # fmt: skip
    sources = apps.get_model("development", "LevelSource").objects
    for source, priority, years, raises in SOURCES:
        values = {"priority": priority, "years": years, "raises": raises, **common}
        added += sources.get_or_create(source=source, defaults=values)[1]
    bands = apps.get_model("development", "MatchBand").objects
    for percent, name_id, name_en, tone in BANDS:
        values = {"name_id": name_id, "name_en": name_en, "tone": tone, **common}
        added += bands.get_or_create(percent=percent, defaults=values)[1]
    return added


@transaction.atomic
def publish_standards(rows, *, by) -> int:
    """Publish drafts of standards; everybody's needs are counted again."""
    count = standards.publish(rows, by=by)
    _recount()
    return count


@transaction.atomic
def end_standard(row, *, by, valid_to) -> None:
    """Give a standard its last day; the needs are counted again."""
    standards.end(row, by=by, valid_to=valid_to)
    _recount()


@transaction.atomic
def publish_rule(row, *, by) -> None:
    """Publish a source or a band; the needs are counted again."""
    dated.publish(row, by=by)
    _recount()


@transaction.atomic
def end_rule(row, *, by, valid_to) -> None:
    """Give a source or a band its last day."""
    dated.end(row, by=by, valid_to=valid_to)
    _recount()


def _recount() -> None:
    from performance.development.tasks import refresh_all

    transaction.on_commit(refresh_all.delay)
