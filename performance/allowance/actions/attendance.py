"""Attendance of a month: loaded from a file, corrected by HR with a reason."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.lib.refusals import Refused
from corpu.people.actions.decisions import log_decision
from corpu.people.models import Person
from performance.allowance.models import Attendance
from performance.allowance.permissions import may_correct

KEPT = ["percent", "score", "days_present", "counts", "loaded_by", "loaded_at", "source"]


def load_many(rows: list[Attendance]) -> None:
    """Keep rows of a file; the same person and month again replaces the first."""
    now = timezone.now()
    for row in rows:
        row.loaded_at = now
    Attendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person", "month"],
        update_fields=KEPT,
    )


@transaction.atomic
def correct(
    person: Person, *, month: datetime.date, by, reason: str, **values
) -> Attendance:
    """Correct one month of one person; the trail stands in the decision log."""
    if not may_correct(by, person):
        raise PermissionDenied
    if not reason.strip():
        raise Refused("reason_missing", _("Write the reason."), field="reason")
    row, is_new = Attendance.objects.get_or_create(person=person, month=month)
    row = Attendance.objects.select_for_update().get(pk=row.pk)
    before = {} if is_new else row.as_data()
    for name, value in values.items():
        setattr(row, name, value)
    row.counts = {code: str(n) for code, n in row.counts.items() if n}
    row.loaded_by, row.loaded_at, row.source = by, timezone.now(), ""
    row.save()
    log_decision(
        "allowance.attendance_corrected", by=by, person=person,
        subject=f"{month:%Y-%m}", reason=reason, before=before, after=row.as_data(),
    )  # fmt: skip
    return row
