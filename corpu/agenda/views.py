"""My agenda: what I promised to attend or take, and when I am away."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.agenda import actions
from corpu.agenda.models import Commitment, Feed
from corpu.lib.calendar_files import CalendarEntry, calendar_file
from corpu.lib.clock import JAKARTA, local_day, today
from corpu.people.models import Absence


@dataclass(frozen=True)
class Entry:
    """One line of the agenda: a promise with its hours, or an absence over days."""

    day: object
    commitment: Commitment | None = None
    absence: Absence | None = None

    @property
    def order(self):
        """Days first; absences before what has an hour."""
        start = self.commitment.starts_at if self.commitment else None
        return (self.day, bool(start), start.isoformat() if start else "")


def _ahead(person):
    rows = Commitment.objects.filter(person=person).ahead()
    return rows.select_related("form", "activity").order_by("starts_at", "pk")


def _entries(person) -> list[Entry]:
    """What has a day, in the order of time; an absence that runs shows on today."""
    dated = _ahead(person).exclude(starts_at=None)
    entries = [Entry(day=local_day(row.starts_at), commitment=row) for row in dated]
    away = Absence.objects.filter(person=person, ended_on__gte=today())
    entries += [Entry(day=max(row.started_on, today()), absence=row) for row in away]
    return sorted(entries, key=lambda entry: entry.order)


def _undated(person):
    """Promises without a day; a course whose class is booked stands on its days."""
    booked = _ahead(person).exclude(starts_at=None).exclude(activity=None)
    rows = _ahead(person).filter(starts_at=None)
    return rows.exclude(activity__in=booked.order_by().values("activity"))


@login_required
@require_safe
def mine(request):
    """My commitments and absences in the order of time; those without a day below."""
    context = {
        "entries": _entries(request.user),
        "undated": _undated(request.user),
        "today": today(),
        "feed": Feed.objects.filter(person=request.user).first(),
    }
    return render(request, "agenda/mine.html", context)


@login_required
@require_safe
def calendar(request):
    """My commitments as a calendar file."""
    response = _file(request.user)
    response["Content-Disposition"] = 'attachment; filename="agenda.ics"'
    return response


@require_safe
def feed(request, secret: str):
    """The same file for a calendar program, which knows the secret address alone."""
    person = actions.owner_of_feed(secret)
    if person is None:
        raise Http404
    response = _file(person)
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def make_feed(request):
    """A new secret address; shown once."""
    secret = actions.make_feed(request.user)
    address = settings.SITE_URL + reverse("agenda:feed", args=[secret])
    return render(request, "agenda/feed.html", {"address": address})


@login_required
@require_POST
def end_feed(request):
    """The address shows nothing any more."""
    actions.end_feed(request.user)
    messages.success(request, _("The address has ended."))
    return redirect("agenda:mine")


def _file(person) -> HttpResponse:
    rows = _ahead(person).exclude(starts_at=None).exclude(ends_at=None)
    entries = [
        CalendarEntry(
            uid=row.source.replace(":", "-"),
            title=row.title,
            starts_at=row.starts_at.astimezone(JAKARTA),
            ends_at=row.ends_at.astimezone(JAKARTA),
            url=f"{settings.SITE_URL}{row.url}" if row.url else "",
        )
        for row in rows
    ]
    data = calendar_file(entries, now=timezone.now())
    return HttpResponse(data, content_type="text/calendar; charset=utf-8")
