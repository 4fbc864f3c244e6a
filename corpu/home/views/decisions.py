from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from corpu.home import decisions as queue


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decisions(request):
    """The queue: what waits for my decision, one by one or several at once."""
    refused, reason = {}, ""
    if request.method == "POST":
        reason = request.POST.get("reason", "").strip()
        error, outcome = _decide(request, reason)
        if not error and not outcome.refused:
            return redirect(request.get_full_path())
        refused = outcome.refused if outcome else {}
        if error:
            messages.error(request, error)
    kind = request.GET.get("kind", "")
    waiting = queue.waiting_for(request.user)
    rows = [row for row in waiting if not kind or row.queue.code == kind]
    for row in rows:
        row.refusal = refused.get(row.value)
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    queue.with_standings(page.object_list)
    context = {
        "page": page,
        "kinds": queue.kinds_of(waiting, kind),
        "kind": kind,
        "deputised": queue.deputised(request.user),
        "reason": reason,
        "ticked": request.POST.getlist("item"),
    }
    return render(
        request, "home/decisions.html", context, status=_status(request, refused)
    )


def _status(request, refused) -> int:
    return 422 if request.method == "POST" else 200


def _decide(request, reason: str):
    """The error that keeps anything from being decided, or the outcome."""
    act, _equals, single = request.POST.get("act", "").partition("=")
    values = [single] if single else request.POST.getlist("item")
    reason = request.POST.get(f"reason:{single}", reason).strip() if single else reason
    if act not in ("accept", "return") or not values:
        return _("Tick at least one request."), None
    if act == "return" and not reason:
        return _("Write the reason for returning, so that the person can mend it."), None
    outcome = queue.decide(request.user, values, accept=act == "accept", reason=reason)
    if outcome.decided:
        messages.success(request, _said(act, outcome.decided))
    if outcome.gone:
        messages.info(request, _("What no longer waited for you was left as it is."))
    if outcome.refused:
        first = next(iter(outcome.refused.values()))
        messages.error(request, first.message)
    return "", outcome


def _said(act: str, number: int) -> str:
    if act == "accept":
        text = ngettext(
            "%(number)d request accepted.", "%(number)d requests accepted.", number
        )
    else:
        text = ngettext(
            "%(number)d request returned.", "%(number)d requests returned.", number
        )
    return text % {"number": number}
