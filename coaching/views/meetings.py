"""Dates of a pair: offered times, booking, moving, cancelling, and calendar files."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.actions import meetings as acts
from coaching.actions.meeting_agenda import people_of
from coaching.clocks import clock_of
from coaching.models import Engagement, Meeting, Slot, TimeZone
from coaching.pair_forms import MeetingForm, SlotForm
from coaching.views.log import coach_of
from coaching.views.pair import my_pair
from corpu.lib.calendar_files import CalendarEntry, calendar_file
from corpu.lib.keys import key_of
from corpu.lib.refusals import Refused

SHOWN = 40


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def slots(request):
    """The times that a coach offers, and who has booked them."""
    coach = coach_of(request)
    form = SlotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.offer_slots(coach, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            text = _("%(n)d times are on offer now.") % {"n": len(made)}
            messages.success(request, text)
            return redirect("coaching:slots")
    planned = Meeting.objects.planned().filter(slot__coach=coach)
    taken = {m.slot_id: m for m in planned.select_related("engagement__coachee")}
    rows = [(slot, taken.get(slot.pk)) for slot in coach.slots.ahead()[:SHOWN]]
    context = {"coach": coach, "form": form, "rows": rows, "tz": coach.time_zone}
    status = 422 if form.errors else 200
    return render(request, "coaching/slots.html", context, status=status)


@login_required
@require_POST
def withdraw_slot(request, pk):
    """Offer a time no more."""
    slot = get_object_or_404(Slot.objects.filter(coach__person=request.user), pk=pk)
    acts.withdraw_slot(slot)
    messages.success(request, _("This time is no longer on offer."))
    return redirect("coaching:slots")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def book(request, public_id):
    """Choose one of the coach's free times, or agree on another."""
    pair = my_pair(request, public_id)
    clock = clock_of(request, pair.coach.time_zone)
    form = MeetingForm(None)
    if request.method == "POST":
        form = MeetingForm(None if "slot" in request.POST else request.POST)
        if meeting := _booked(request, pair, form, clock):
            messages.success(request, _("Booked. It stands in both agendas."))
            return redirect("coaching:meeting", meeting.public_id)
    context = {
        "pair": pair,
        "other": pair.other_than(request.user),
        "slots": pair.coach.slots.free()[:SHOWN],
        "form": form,
        "clock": clock,
        "clocks": TimeZone,
        "occasions": _occasions(pair),
    }
    status = 422 if form.errors else 200
    return render(request, "coaching/book.html", context, status=status)


def _occasions(pair: Engagement) -> list:
    """The three-way meetings that the two have agreed on and not made yet."""
    terms = getattr(pair, "agreement", None)
    made = set(
        pair.meetings.exclude(state="cancelled").values_list("occasion", flat=True)
    )
    wanted = [
        (Meeting.Occasion.START, terms and terms.leader_at_start),
        (Meeting.Occasion.END, terms and terms.leader_at_end),
    ]
    return [one for one, asked in wanted if asked and one not in made]


def _booked(request, pair: Engagement, form: MeetingForm, clock) -> Meeting | None:
    try:
        if "slot" in request.POST:
            rows = pair.coach.slots.all()
            slot = get_object_or_404(rows, pk=key_of(request.POST["slot"]))
            return acts.book(pair, slot, by=request.user)
        if not form.is_valid():
            return None
        occasion = request.POST.get("occasion", "")
        if occasion not in _occasions(pair):
            occasion = Meeting.Occasion.USUAL
        return acts.arrange(
            pair, by=request.user, starts_at=form.moment(clock), occasion=occasion,
            minutes=form.cleaned_data["minutes"], place=form.cleaned_data["place"],
        )  # fmt: skip
    except Refused as refusal:
        if form.is_bound:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, refusal.message)
        else:
            messages.error(request, refusal.message)
    return None


def _mine(request, public_id) -> Meeting:
    rows = Meeting.objects.visible_to(request.user).select_related(
        "engagement__coach__person", "engagement__coachee", "engagement__kind", "guest"
    )
    return get_object_or_404(rows.distinct(), public_id=public_id)


def _one_of_pair(request, public_id) -> Meeting:
    """For acts: a guest may look at the date, and change nothing."""
    meeting = _mine(request, public_id)
    if request.user.pk == meeting.guest_id:
        raise PermissionDenied
    return meeting


@login_required
@require_safe
def meeting(request, public_id):
    """When and where, for those who take part."""
    item = _mine(request, public_id)
    return render(request, "coaching/meeting.html", _told(request, item))


def _told(request, item: Meeting, form=None) -> dict:
    pair = item.engagement
    clock = clock_of(request, pair.coach.time_zone)
    is_guest = request.user.pk == item.guest_id
    may_change = not is_guest and item.state == "planned" and not item.has_begun
    return {
        "meeting": item,
        "pair": pair,
        "is_guest": is_guest,
        "may_change": may_change,
        "slots": pair.coach.slots.free()[:12] if may_change else [],
        "form": form or MeetingForm(),
        "clock": clock,
        "clocks": TimeZone,
    }


@login_required
@require_POST
def move(request, public_id):
    """Another time, with the reason."""
    item = _one_of_pair(request, public_id)
    clock = clock_of(request, item.engagement.coach.time_zone)
    reason = request.POST.get("reason", "").strip()
    if request.POST.get("slot"):
        wanted = key_of(request.POST["slot"])
        slot = get_object_or_404(item.engagement.coach.slots, pk=wanted)
        acts.move(item, by=request.user, reason=reason, slot=slot)
    else:
        data = {**request.POST.dict(), "minutes": 60}
        form = MeetingForm(data)
        if not form.is_valid():
            messages.error(request, _("Choose a time, and give the reason."))
            return redirect("coaching:meeting", public_id)
        acts.move(item, by=request.user, reason=reason, starts_at=form.moment(clock))
    messages.success(request, _("Moved. The others are told."))
    return redirect("coaching:meeting", public_id)


@login_required
@require_POST
def cancel(request, public_id):
    """Off, with the reason."""
    item = _one_of_pair(request, public_id)
    acts.cancel(item, by=request.user, reason=request.POST.get("reason", "").strip())
    messages.success(request, _("Cancelled. The others are told."))
    return redirect("coaching:engagement", item.engagement.public_id)


@login_required
@require_safe
def calendar(request, public_id):
    """The meeting as a calendar file, in the coach's clock; never what it is about."""
    item = _mine(request, public_id)
    pair = item.engagement
    tz = TimeZone(pair.coach.time_zone).tz
    others = [p.name for p in people_of(item) if p.pk != request.user.pk]
    entry = CalendarEntry(
        uid=f"meeting-{item.public_id}",
        title=f"{pair.kind} · {', '.join(others)}",
        starts_at=item.starts_at.astimezone(tz),
        ends_at=item.ends_at.astimezone(tz),
        place=item.place,
        url=f"{settings.SITE_URL}/coaching/meetings/{item.public_id}/",
        is_cancelled=item.state == Meeting.State.CANCELLED,
    )
    data = calendar_file([entry], now=timezone.now())
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response
