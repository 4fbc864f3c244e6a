from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpu.lib.keys import key_of
from corpu.lib.refusals import Refused
from corpu.people.models import Person, Unit
from performance.recognition.actions import thanking
from performance.recognition.forms import ThanksForm, WithdrawForm
from performance.recognition.models import TeamCertificate, Thanks
from performance.recognition.permissions import colleagues_of, may_recognise, units_of

PAGE = 20


@login_required
@require_safe
def mine(request):
    """What I received and what I gave."""
    rows = Thanks.objects.visible_to(request.user).with_people()
    given = request.GET.get("show") == "given"
    if given:
        rows = rows.filter(giver=request.user)
    else:
        rows = rows.received_by(request.user).standing()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    certificates = TeamCertificate.objects.valid().filter(members=request.user)
    context = {
        "page": page,
        "show": "given" if given else "received",
        "certificates": certificates.select_related("unit")[:10],
        "withdraw_form": WithdrawForm(auto_id="id_withdraw_%s"),
    }
    return render(request, "performance/recognition/mine.html", context)


@login_required
@require_safe
def of_person(request, pk: int):
    """What somebody of mine received and gave: for her leaders, HR and auditors."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    rows = Thanks.objects.visible_to(request.user).with_people()
    rows = rows.filter(giver=person) | rows.received_by(person)
    page = Paginator(rows.distinct(), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "person": person}
    return render(request, "performance/recognition/person.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def give(request):
    """Thank a colleague or a unit; leaders also recognise."""
    if request.user.unit is None:
        raise Http404
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            _give(request, form)
        except Refused as refusal:
            known = refusal.field if refusal.field in form.fields else None
            form.add_error(known, refusal.message)
        else:
            messages.success(request, _("Sent. It stands on both your pages."))
            return redirect("/performance/recognition/?show=given")
    status = 422 if form.errors else 200
    return render(
        request, "performance/recognition/give.html", {"form": form}, status=status
    )


def _form(request) -> ThanksForm:
    """The form; a receiver in the address fills it and offers her facts."""
    viewer = request.user
    people, units = colleagues_of(viewer), units_of(viewer)
    named, initial = None, {}
    if person := key_of(request.GET.get("person")):
        named = get_object_or_404(people, pk=person)
        initial["person"] = named.nip or named.name
    elif unit := key_of(request.GET.get("unit")):
        initial["unit"] = get_object_or_404(units, pk=unit)
    is_leader = viewer.is_leader
    facts = thanking.facts_of(named, viewer) if named and is_leader else ()
    data = request.POST if request.method == "POST" else None
    return ThanksForm(
        data, initial=initial, people=people, units=units, facts=facts,
        may_recognise=is_leader,
    )  # fmt: skip


def _give(request, form: ThanksForm) -> None:
    data = form.cleaned_data
    receiver: Person | Unit = form.receiver
    if data["kind"] == Thanks.Kind.RECOGNITION and not may_recognise(
        request.user, receiver
    ):
        raise Refused(
            "not_leader",
            _("Only a leader recognises her people. Thank them instead."),
            field="kind",
        )
    thanking.give(
        receiver,
        kind=data["kind"],
        reason=data["reason"],
        by=request.user,
        fact=thanking.fact_by_key(data.get("fact") or ""),
    )


@login_required
@require_POST
def withdraw(request, public_id):
    """Take back what I gave; HR takes away what does not belong here."""
    rows = Thanks.objects.visible_to(request.user)
    row = get_object_or_404(rows, public_id=public_id)
    thanking.withdraw(row, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("Withdrawn; the reason is kept."))
    back = "recognition:mine" if row.giver_id == request.user.pk else "recognition:office"
    return redirect(back)


@login_required
@require_safe
def office(request):
    """What was given in the institution: HR moderates, auditors read."""
    if not request.user.is_superuser and not request.user.has_role("hr", "auditor"):
        raise Http404
    rows = Thanks.objects.visible_to(request.user).with_people()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    may = Thanks.objects.moderated_by(request.user).filter(pk__in=[r.pk for r in page])
    context = {
        "page": page,
        "moderable": set(may.values_list("pk", flat=True)),
        "withdraw_form": WithdrawForm(auto_id="id_withdraw_%s"),
    }
    return render(request, "performance/recognition/office.html", context)
