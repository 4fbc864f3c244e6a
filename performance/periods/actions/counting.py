"""Which facts stand behind each result of a page, for many people at once.

The amounts are those of the standing (`performance.standing_sql` alone counts); here the
facts that it counted are named, by the filters, the period and the group of its target.
"""

from collections import defaultdict

from corpu.ledger.models import Credit
from corpu.skills.models import ActivityCompetence
from performance.models import Standing, Target


class Filters:
    """The activities that targets name, and those that teach what they name."""

    def __init__(self, targets: list[Target]):
        self.named: dict[int, set[int]] = {}
        self.taught: dict[int, set[int] | None] = {}
        for target in targets:
            self.named[target.pk] = {row.pk for row in target.activities.all()}
            competences = [row.pk for row in target.competences.all()]
            self.taught[target.pk] = _teaching(competences) if competences else None

    def fits(self, target: Target, credit: Credit) -> bool:
        """True if the target counts learning like this."""
        record = credit.record
        if not target.counts(record.form_id, record.form.learning_class):
            return False
        named, taught = self.named[target.pk], self.taught[target.pk]
        if named and record.activity_id not in named:
            return False
        return taught is None or record.activity_id in taught


def _teaching(competences: list[int]) -> set[int]:
    rows = ActivityCompetence.objects.filter(competence__in=competences)
    return set(rows.values_list("activity", flat=True))


def facts_behind(
    rows: list[Standing], credits: dict[int, list[Credit]]
) -> dict[int, list[Credit]]:
    """The credits behind each standing, by its id, in the order of the ledger."""
    filters = Filters(list({row.target_id: row.target for row in rows}.values()))
    of_person: dict[int, list[Standing]] = defaultdict(list)
    for row in rows:
        of_person[row.person_id].append(row)
    found: dict[int, list[Credit]] = {row.pk: [] for row in rows}
    for person, standings in of_person.items():
        for credit in credits.get(person, ()):
            for row in _takers(credit, standings, filters):
                found[row.pk].append(credit)
    return found


def _takers(credit: Credit, standings: list[Standing], filters: Filters):
    """The standings that count it; of a group that counts once, the first alone."""
    first: dict[str, Standing] = {}
    for row in sorted(standings, key=lambda row: (row.target.once_order, row.target_id)):
        if not (_is_in(row, credit) and filters.fits(row.target, credit)):
            continue
        group = row.target.once_group
        if not group or group not in first:
            yield row
        if group:
            first.setdefault(group, row)


def _is_in(row: Standing, credit: Credit) -> bool:
    if row.target.is_yearly:
        return credit.year == row.year
    return row.starts_on <= credit.record.ended_on <= row.ends_on
