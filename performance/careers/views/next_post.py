from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.lib.keys import key_of
from corpu.people.models import Person, Post
from performance.careers.actions import aims, hand_checks
from performance.careers.actions.judging import Line, Verdict, verdict
from performance.careers.actions.steps import once_done, steps_for
from performance.careers.actions.talent import rule_in_force
from performance.careers.forms import AimForm, AskForm
from performance.careers.models import Gate, HandCheck, TalentPlace
from performance.careers.rules import MET
from performance.careers.sentences import proofs_of, title_of, why
from performance.development.actions.aspirations import aim_at


@login_required
@require_safe
def next_post(request):
    """The post that I aim at: what it asks, where I stand, and the missing steps."""
    post, is_chosen = _post(request)
    context = {
        "post": post,
        "is_chosen": is_chosen,
        "is_own": True,
        "person": request.user,
        "suggested": aims.next_posts(request.user.post),
        "form": AimForm(initial={"post": post}),
        "place": _own_place(request.user),
        **(page_of(request.user, post) if post else {}),
    }
    return render(request, "performance/careers/next_post.html", context)


@login_required
@require_safe
def person(request, person: int, pk: int):
    """The same of one of my people, for a leader, HR and the auditor."""
    people = Person.objects.visible_to(request.user).with_place()
    who = get_object_or_404(people, pk=person)
    post = get_object_or_404(Post, pk=pk)
    context = {
        "person": who,
        "post": post,
        "is_own": who.pk == request.user.pk,
        **page_of(who, post),
    }
    return render(request, "performance/careers/person.html", context)


@login_required
@require_POST
def aim(request):
    """Aim at another post."""
    form = AimForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a post from the list."))
        return redirect("careers:next_post")
    aim_at(request.user, form.cleaned_data["post"])
    return redirect("careers:next_post")


@login_required
@require_POST
def ask(request, pk: int):
    """Ask HR to check one requirement of the post by hand."""
    post = get_object_or_404(Post, pk=pk)
    form = AskForm(request.POST, person=request.user)
    if form.is_valid():
        hand_checks.ask(request.user, post=post, **form.cleaned_data)
        messages.success(request, _("Asked. HR decides; you will be told."))
    else:
        messages.error(request, _("Say what HR should look at, then send again."))
    url = reverse("careers:next_post")
    return HttpResponseRedirect(f"{url}?post={post.pk}")


def page_of(who: Person, post: Post) -> dict:
    """The answer for the post, its lines, and what would close them."""
    found = verdict(who, post)
    steps = steps_for(who, found)
    asked = _asked(who, found)
    proofs = proofs_of(found.lines, who)
    return {
        "verdict": found,
        "lines": [_line(line, steps, proofs, asked, who) for line in found.lines],
        "gates": Gate.objects.for_post(post, found.on),
        "has_steps": bool(steps),
        "once_done": once_done(found, steps),
    }


def _line(line: Line, steps, proofs, asked, who: Person) -> dict:
    key = line.asked.rule.key
    check = asked.get(key)
    is_open = line.answer != MET and not (check and check.state == "waiting")
    form = AskForm(initial={"key": key}, person=who, prefix=None) if is_open else None
    if form:
        form.auto_id = f"id_{key.replace(':', '-')}_%s"
    return {
        "key": key,
        "title": title_of(line.asked),
        "answer": line.answer,
        "why": why(line),
        "gate": line.asked.requirement.gate,
        "proofs": proofs.get(key, []),
        "steps": steps.get(key, []),
        "kind": line.asked.rule.kind,
        "check": check,
        "form": form,
    }


def _asked(who: Person, found: Verdict) -> dict[str, HandCheck]:
    """The latest request about each line, those taken back left out."""
    requirements = {line.asked.requirement.pk for line in found.lines}
    rows = HandCheck.objects.filter(person=who, requirement__in=requirements)
    rows = rows.exclude(state=HandCheck.State.WITHDRAWN).order_by("asked_at", "pk")
    return {row.key: row for row in rows.select_related("decided_by")}


def _post(request) -> tuple[Post | None, bool]:
    if number := key_of(request.GET.get("post")):
        return get_object_or_404(Post, pk=number), False
    return aims.aimed_at(request.user)


def _own_place(who: Person) -> TalentPlace | None:
    """Her own box, only where the agency publishes it."""
    rule = rule_in_force()
    if rule is None or not rule.is_shown:
        return None
    rows = TalentPlace.objects.filter(person=who, box__isnull=False)
    return rows.select_related("rule").order_by("-year").first()
