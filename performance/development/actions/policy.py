"""The rules of this part: shipped as proposals, published and ended by two persons."""

import datetime

from django.apps import apps as installed
from django.db import transaction
from django.urls import reverse_lazy

from corpu.skills.actions import standards
from corpu.skills.permissions import may_set_standards
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
    recount()
    return count


def keep_rules() -> None:
    """Standards, sources and bands are ended by two persons as every other rule; the
    needs are counted again after each change."""
    dated.keep("development.levelsource", dated.Keeping(follow=recount))
    dated.keep("development.matchband", dated.Keeping(follow=recount))
    page = reverse_lazy("development:standards")
    dated.keep(
        "skills.poststandard",
        dated.Keeping(
            may=lambda by, row: may_set_standards(by), follow=recount,
            page=lambda row: str(page), acts="standard.",
        ),
    )  # fmt: skip


def recount() -> None:
    """Everybody's needs, once this has been written."""
    from performance.development.tasks import refresh_all

    transaction.on_commit(refresh_all.delay)
