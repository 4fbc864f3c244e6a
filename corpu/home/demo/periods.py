"""Last year closed for the ministry, some facts that came late, and one rehearsal."""

import datetime
from decimal import Decimal

from corpu.home.demo.organisation import Ministry
from corpu.ledger.actions.credits import recount_some_dirty
from corpu.ledger.actions.records import record_many
from corpu.people.models import Person, RoleGrant
from performance.models import Target
from performance.periods.actions import closings, freezing
from performance.periods.models import Addendum, Page
from performance.rehearsals.actions.drafts import likely_predecessor
from performance.rehearsals.actions.rehearsals import rehearse, rehearse_one


def build(ministry: Ministry, cast: dict[str, Person], today: datetime.date) -> str:
    """Close last year by two people of HR, post late facts, rehearse the draft."""
    year, second = today.year - 1, _second(cast["hr"])
    while recount_some_dirty():
        pass
    closing = closings.propose(
        year=year, unit=ministry.root, by=cast["hr"], note="Semua unit sudah diperiksa."
    )
    closings.confirm(closing, by=second)
    while freezing.freeze_one(closing.pk):
        pass
    _late_facts(cast["learner"], ministry, year)
    rehearsal = _rehearse(second, year)
    pages = Page.objects.filter(closing=closing).count()
    return (
        f"{pages} frozen pages of {year}, {Addendum.objects.count()} addenda, "
        f"{rehearsal} rehearsal"
    )


def _second(hr: Person) -> Person:
    """The other officer who keeps rates and targets."""
    grants = RoleGrant.objects.active().filter(role="hr", unit=None)
    return grants.exclude(person=hr).select_related("person").first().person


def _late_facts(learner: Person, ministry: Ministry, year: int) -> None:
    """Certificates that were handed in after the year was closed."""
    unmet = Page.objects.filter(year=year, status="unmet").order_by("number")
    people = [learner, *(page.person for page in unmet.select_related("person")[:2])]
    record_many(
        [
            {
                "person": person,
                "form": "course",
                "title": "Kursus Pelayanan Publik (sertifikat susulan)",
                "provider_name": "Balai Pelatihan Nusantara",
                "started_on": datetime.date(year, 11, 3),
                "ended_on": datetime.date(year, 11, 7),
                "jp_stated": Decimal(12),
                "source": f"demo:late:{person.pk}",
            }
            for person in dict.fromkeys(people)
        ]
    )


def _rehearse(by: Person, year: int) -> int:
    draft = Target.objects.filter(live=False).order_by("pk").first()
    if draft is None:
        return 0
    rehearsal = rehearse(draft, year=year, by=by, replaces=likely_predecessor(draft))
    while rehearse_one(rehearsal.pk):
        pass
    return 1
