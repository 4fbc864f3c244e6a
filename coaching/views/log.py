"""The log: three fields in half a minute, many rows after a trip, kept while offline."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.actions import sessions as session_actions
from coaching.actions.sessions import RowsRefused
from coaching.actions.worth import of_session, what_it_counts
from coaching.models import Coach, Session
from coaching.session_forms import LogForm, RowFormSet
from corpu.lib.clock import local_day
from corpu.lib.refusals import Refused
from corpu.lib.sent_json import read_json

MOST_AT_ONCE = 50


def coach_of(request) -> Coach:
    """The viewer's entry in the register; others log nothing."""
    coach = Coach.objects.filter(person=request.user).select_related("person").first()
    if coach is None:
        raise Http404
    return coach


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def log(request):
    """Log a session; a second press of the button logs nothing more."""
    coach = coach_of(request)
    form = LogForm(request.POST or None, coach=coach)
    if request.method == "POST" and form.is_valid():
        try:
            logged = session_actions.log_entry(form.entry(), by=request.user)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            for session in logged:
                messages.success(request, told(session))
            return redirect("coaching:desk")
    context = {"form": form, "coach": coach, "worth": worth_at_first(form, coach)}
    status = 422 if form.errors else 200
    return render(request, "coaching/log.html", context, status=status)


def add_refusal(form, refusal: Refused) -> None:
    """The sentence beside its field, or above the form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal.message))


def worth_at_first(form: LogForm, coach: Coach):
    """What the session that the form proposes would count."""
    chosen = form.initial.get("engagement")
    pair = chosen and coach.engagements.active().filter(public_id=chosen).first()
    return pair and what_it_counts(pair, local_day(form.initial["started_at"]))


def told(session: Session) -> str:
    """What the coach reads after logging: who signs next and what it will count."""
    worth = of_session(session)
    name = session.engagement.coachee.name
    if worth.counts:
        text = _("Logged. Once %(name)s confirms, it counts %(jp)s JP.")
        return text % {"name": name, "jp": f"{worth.jp:.0f}"}
    return _("Logged. %(name)s is asked to confirm. It adds no JP: %(reason)s.") % {
        "name": name,
        "reason": worth.told,
    }


@login_required
@require_safe
def worth(request):
    """What a session would count, before it is logged: a fragment for the form."""
    coach = coach_of(request)
    form = LogForm(request.GET, coach=coach)
    form.is_valid()
    pair = form.cleaned_data.get("engagement")
    moment = form.cleaned_data.get("started_at")
    if not (pair and moment):
        raise Http404
    context = {"worth": what_it_counts(pair, local_day(moment))}
    return render(request, "coaching/worth.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def log_many(request):
    """Several sessions at once: all of them are kept, or none."""
    coach = coach_of(request)
    rows = RowFormSet(request.POST or None, form_kwargs={"coach": coach})
    if request.method == "POST" and rows.is_valid():
        used = [form for form in rows if form.has_changed()]
        try:
            logged = session_actions.log_entries(
                [form.entry() for form in used], by=request.user
            )
        except RowsRefused as refused:
            for number, refusal in refused.faults.items():
                add_refusal(used[number], refusal)
        else:
            if logged:
                messages.success(request, _many_told(len(logged)))
                return redirect("coaching:desk")
            messages.error(request, _("Choose a person in at least one row."))
    wrong = request.method == "POST"
    context = {"rows": rows, "has_errors": wrong and any(f.errors for f in rows)}
    return render(
        request, "coaching/log_many.html", context, status=422 if wrong else 200
    )


def _many_told(count: int) -> str:
    text = ngettext(
        "%(n)s session was logged; each person is asked to confirm her own.",
        "%(n)s sessions were logged; each person is asked to confirm her own.",
        count,
    )
    return text % {"n": count}


@login_required
@require_POST
def sync(request):
    """What a device kept while offline: each entry by itself, sent again without harm."""
    coach = coach_of(request)
    try:
        if request.content_type != "application/json":
            raise ValueError("a form, not a device")
        entries = read_json(request.body)["entries"][:MOST_AT_ONCE]
        answers = [_take(entry, coach, request.user) for entry in entries]
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"errors": [{"code": "not_a_log"}]}, status=422)
    return JsonResponse({"results": answers})


def _take(entry: dict, coach: Coach, by) -> dict:
    """Log one entry of a device; its answer names the key that the device gave it."""
    key, form = str(entry["key"]), LogForm(entry, coach=coach)
    if not form.is_valid():
        known = _logged_before(form, coach)
        if known:
            return {"key": key, "state": "logged", "told": told(known)}
        fault = next(iter(form.errors.values()))[0]
        return {"key": key, "state": "refused", "message": str(fault)}
    try:
        logged = session_actions.log_entry(form.entry(is_kept=True), by=by)
    except Refused as refusal:
        return {
            "key": key,
            "state": "refused",
            "code": refusal.code,
            "message": str(refusal.message),
        }
    return {"key": key, "state": "logged", "told": " ".join(map(told, logged))}


def _logged_before(form: LogForm, coach: Coach) -> Session | None:
    """The session of this key, where the form no longer holds: its engagement has ended
    since the first sending, whose answer got lost."""
    key = form.cleaned_data.get("key")
    rows = Session.objects.filter(key=key, engagement__coach=coach)
    return key and rows.select_related("engagement__coachee").first()


@login_required
@require_safe
def worker(request):
    """The service worker that shows the log form where there is no network."""
    response = render(
        request, "coaching/worker.js", content_type="text/javascript; charset=utf-8"
    )
    response["Cache-Control"] = "no-cache"
    return response
