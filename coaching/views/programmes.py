"""HR gives people of a unit coaches, for one purpose; coaches open groups."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coaching.actions.engagements import place
from coaching.actions.matching import propose
from coaching.models import Coach, Programme
from coaching.register_forms import CircleForm, PlaceForm, ProgrammeForm
from coaching.views.log import coach_of
from coaching.views.register import check_office
from corpu.lib.keys import key_of
from corpu.lib.refusals import Refused
from corpu.people.models import Person


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def programmes(request):
    """Programmes of the units that I serve, and the form for another."""
    check_office(request)
    form = ProgrammeForm(request.POST or None, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        form.instance.made_by = request.user
        made = form.save()
        messages.success(request, _("The programme is there. Name its people now."))
        return redirect("coaching:programme", made.public_id)
    rows = Programme.objects.visible_to(request.user).select_related("unit", "kind")
    context = {"form": form, "programmes": rows}
    status = 422 if form.errors else 200
    return render(request, "coaching/programmes.html", context, status=status)


def _programme(request, public_id) -> Programme:
    check_office(request)
    rows = Programme.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("unit", "kind", "competence"), public_id=public_id
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def programme(request, public_id):
    """Who has which coach in it, how far they are; and coaches for those named (by POST,
    so that no NIP stands in an address)."""
    item = _programme(request, public_id)
    form = PlaceForm(request.POST or None)
    pairs = item.engagements.with_pair().order_by("coachee__name", "pk")
    context = {
        "programme": item,
        "pairs": pairs,
        "form": form,
        "rows": _proposals(request, item, form) if form.is_bound else [],
    }
    return render(request, "coaching/programme.html", context)


def _proposals(request, item: Programme, form: PlaceForm) -> list[tuple]:
    """Each person named, with the three coaches who fit best."""
    if not form.is_valid():
        return []
    mine = Person.objects.managed_by(request.user).in_subtree(item.unit)
    people = {p.pk: p for p in form.cleaned_data["people"]}
    wanted = {item.competence_id} if item.competence_id else None
    return [
        (
            person,
            propose(person, kind=item.kind_id, competences=wanted, to_office=True),
        )
        for person in mine.filter(pk__in=people).select_related("unit").order_by("name")
    ]


@login_required
@require_POST
def place_person(request, public_id):
    """HR gives one person a coach."""
    item = _programme(request, public_id)
    people = Person.objects.managed_by(request.user).select_related("unit")
    coachee = get_object_or_404(people, pk=key_of(request.POST.get("person")))
    coaches = Coach.objects.active()
    coach = get_object_or_404(coaches, pk=key_of(request.POST.get("coach")))
    pair = place(item, coachee=coachee, coach=coach, by=request.user)
    text = _("%(coach)s accompanies %(who)s. Both are told, and sign next.")
    names = {"coach": pair.coach.person.name, "who": coachee.name}
    messages.success(request, text % names)
    return redirect("coaching:programme", public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def circles(request):
    """The groups that I accompany, and the form for another."""
    coach = coach_of(request)
    form = CircleForm(request.POST or None, coach=coach)
    if request.method == "POST" and form.is_valid():
        try:
            made = _open(form, coach)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The group is in the directory."))
            return redirect("coaching:circle", made.public_id)
    context = {
        "coach": coach,
        "form": form,
        "circles": coach.circles.with_members().select_related("kind"),
        "may_open": coach.is_active
        and coach.kinds.filter(is_group=True, is_active=True).exists(),
    }
    status = 422 if form.errors else 200
    return render(request, "coaching/circles.html", context, status=status)


def _open(form: CircleForm, coach: Coach):
    if not coach.is_active:
        raise Refused("coach_inactive", _("You are not on the register of coaches."))
    form.instance.coach = coach
    return form.save()


@login_required
@require_POST
def close_circle(request, public_id):
    """Nobody more can join."""
    coach = coach_of(request)
    group = get_object_or_404(coach.circles, public_id=public_id)
    coach.circles.filter(pk=group.pk).update(is_open=not group.is_open)
    messages.success(request, _("Changed."))
    return redirect("coaching:circle", public_id)
