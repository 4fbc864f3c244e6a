from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from corpu.ledger.models import Record
from corpu.lib.clock import today
from corpu.skills.models import Assessment, Competence
from performance.development.actions import assessing as actions
from performance.development.actions.levels import findings_of
from performance.development.forms import AssessForm
from performance.development.models import LevelSource
from performance.development.permissions import may_assess
from performance.development.profile import profiles_of
from performance.development.rules import expires_on, holds
from performance.development.views.asked import person_seen
from performance.development.words import WHY_ASIDE, WHY_HOLDS


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assess(request, pk: int):
    """Levels by the behaviour that shows them: mine, or as the leader of one."""
    person = person_seen(request, pk)
    if not may_assess(request.user, person):
        raise PermissionDenied
    profile = profiles_of([person])[person.pk]
    prefetch_related_objects([row.competence for row in profile.rows], "levels")
    data = request.POST if request.method == "POST" else None
    form = AssessForm(data, rows=profile.rows)
    if request.method == "POST" and form.is_valid():
        levels, notes = form.found()
        actions.assess(person, levels=levels, by=request.user, notes=notes)
        messages.success(request, _("The assessment is kept, with its day and author."))
        return redirect("development:person", person.pk)
    context = {
        "form": form,
        "person": person,
        "profile": profile,
        "is_own": person.pk == request.user.pk,
        "back": reverse("development:person", args=[person.pk]),
    }
    status = 422 if form.errors else 200
    return render(request, "performance/development/assess.html", context, status=status)


@login_required
@require_safe
def competence(request, pk: int, code: str):
    """Why this level holds: every finding, and the rule that chose."""
    person = person_seen(request, pk)
    about = get_object_or_404(Competence, code=code)
    rules = LevelSource.on_day(today())
    findings = findings_of([person.pk], about.pk).get((person.pk, about.pk), [])
    held = holds(findings, rules, today())
    profile = profiles_of([person])[person.pk]
    context = {
        "person": person,
        "is_own": person.pk == request.user.pk,
        "competence": about,
        "levels": about.levels.all(),
        "held": held,
        "why": WHY_HOLDS[held.why] if held else "",
        "row": next((row for row in profile.rows if row.competence == about), None),
        "findings": _rows(findings, held, rules),
        "sources": LevelSource.objects.on(today()).order_by("priority"),
    }
    return render(request, "performance/development/competence.html", context)


def _rows(findings, held, rules) -> list[dict]:
    """Each finding with its row, the day it expires, and why it holds or not."""
    keys = {kind: [f.key for f in findings if (f.source == "evidence") == kind]
            for kind in (True, False)}  # fmt: skip
    records = Record.objects.in_bulk(keys[True])
    made = Assessment.objects.select_related("by").in_bulk(keys[False])
    aside = dict(held.aside) if held else {}
    found = []
    for finding in sorted(findings, key=lambda f: (f.on, f.key), reverse=True):
        is_proof = finding.source == "evidence"
        rule = rules.get(finding.source)
        found.append(
            {
                "finding": finding,
                "source": Assessment.Source(finding.source).label,
                "record": records.get(finding.key) if is_proof else None,
                "assessment": None if is_proof else made.get(finding.key),
                "until": expires_on(finding, rule) if rule else None,
                "holds": bool(held) and finding == held.finding,
                "why": WHY_ASIDE.get(aside.get(finding, "expired"), ""),
            }
        )
    return found
