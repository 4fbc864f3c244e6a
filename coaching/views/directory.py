"""The directory of coaches, and a request to one of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.actions.engagements import ask_for_coaching
from coaching.forms import AskForm
from coaching.models import Coach
from coaching.permissions import in_one_line
from corpu.lib.refusals import Refused
from corpu.skills.models import Competence


@login_required
@require_safe
def coaches(request):
    """Coaches that can be asked, by competence and name; those with room first."""
    rows = (
        Coach.objects.active()
        .with_load()
        .select_related("person__unit", "person__post")
        .prefetch_related("competences")
        .exclude(person=request.user)
    )
    query, competence = request.GET.get("q", ""), request.GET.get("competence", "")
    if query:
        words = Q(person__name__icontains=query) | Q(about__icontains=query)
        rows = rows.filter(words)
    if competence:
        rows = rows.filter(competences__code=competence)
    context = {
        "page": Paginator(rows, 12).get_page(request.GET.get("page")),
        "query": query,
        "competence": competence,
        "competences": Competence.objects.filter(coaches__isnull=False).distinct(),
    }
    return render(request, "coaching/coaches.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def coach(request, public_id):
    """One coach, with the form to ask her."""
    entry = get_object_or_404(
        Coach.objects.active().with_load().select_related("person__unit", "person__post"),
        public_id=public_id,
    )
    form = AskForm(request.POST or None, coach=entry)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_coaching(entry, coachee=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(
                request, _("Your request is on its way. You have an answer in 7 days.")
            )
            return redirect("coaching:mine")
    context = {
        "entry": entry,
        "form": form,
        "is_self": entry.person_id == request.user.pk,
        "in_line": in_one_line(entry.person, request.user),
        "free": max(0, entry.capacity - entry.load),
    }
    return render(request, "coaching/coach.html", context)
