"""Demand: what people miss, and the cards that agencies take up."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpu.ledger.models import LearningForm
from corpu.lib.keys import key_of
from corpu.lib.refusals import Refused
from corpu.people.models import Person, Provider, Unit
from corpu.skills.models import Competence
from learning.actions import demand_cards
from learning.demand import gaps, searches, wishes
from learning.demand_forms import AnswerForm, AskForm
from learning.models import DemandCard
from learning.permissions import may_take_demand


def _agencies(request) -> list[Provider]:
    """The agencies for which the reader may take up demand; others find nothing."""
    found = list(Provider.objects.of(request.user))
    if not found:
        raise Http404
    return found


@login_required
@require_safe
def demand(request):
    """Cards first, then what could become one: gaps, searches, wishes for a date."""
    providers = _agencies(request)
    state = request.GET.get("state", "")
    cards = DemandCard.objects.visible_to(request.user).with_asks()
    if state in DemandCard.State.values:
        cards = cards.filter(state=state)
    else:
        cards = cards.going()
    context = {
        "page": Paginator(cards.order_by("opened_at", "pk"), 20).get_page(
            request.GET.get("page")
        ),
        "state": state,
        "states": DemandCard.State.choices,
        "gaps": gaps(),
        "searches": searches(),
        "wishes": wishes(providers),
        "takers": [p for p in providers if may_take_demand(request.user, p)],
    }
    return render(request, "learning/demand.html", context)


def _card(request, public_id) -> DemandCard:
    cards = DemandCard.objects.visible_to(request.user).with_asks()
    return get_object_or_404(cards.select_related("record"), public_id=public_id)


@login_required
@require_safe
def card(request, public_id):
    """One card: who needs it, who has it, what was answered."""
    return _show(request, _card(request, public_id))


def _show(request, found: DemandCard, form=None, status: int = 200):
    takers = [
        p for p in Provider.objects.of(request.user) if may_take_demand(request.user, p)
    ]
    is_ours = found.provider in takers
    if is_ours and form is None:
        form = AnswerForm(provider=found.provider, initial={"course": found.course_id})
    asks = found.asks.select_related("person__unit", "by")
    context = {
        "card": found,
        "takers": takers,
        "is_ours": is_ours,
        "form": form if is_ours else None,
        "own": [a for a in asks if request.user.pk in (a.by_id, a.person_id)],
    }
    return render(request, "learning/demand_card.html", context, status=status)


def _taker(request) -> Provider:
    code = request.POST.get("provider", "")
    return get_object_or_404(Provider.objects.of(request.user), code=code)


@login_required
@require_POST
def claim(request, public_id):
    """My agency answers this."""
    found = _card(request, public_id)
    demand_cards.claim(found, provider=_taker(request), by=request.user)
    messages.success(request, _("It is yours. Answer it with a course or a class."))
    return redirect("learning:demand_card", public_id=public_id)


@login_required
@require_POST
def claim_gap(request):
    """My agency takes up a gap that many have."""
    provider = _taker(request)
    unit, _dash, what = request.POST.get("gap", "").partition("-")
    unit = get_object_or_404(Unit.objects.filter(parent=None), pk=key_of(unit))
    competence = form = None
    if what.startswith("c"):
        competence = get_object_or_404(Competence, pk=key_of(what[1:]))
    elif what.startswith("f"):
        form = get_object_or_404(LearningForm, pk=what[1:])
    found = demand_cards.claim_gap(
        unit=unit, provider=provider, by=request.user, competence=competence, form=form
    )
    messages.success(request, _("It is yours. Answer it with a course or a class."))
    return redirect("learning:demand_card", public_id=found.public_id)


@login_required
@require_POST
def give_back(request, public_id):
    """My agency cannot do it."""
    found = _card(request, public_id)
    demand_cards.give_back(found, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("The card is open for other agencies again."))
    return redirect("learning:demand_card", public_id=public_id)


@login_required
@require_POST
def answer(request, public_id):
    """Answer with a course; those who asked are told."""
    found = _card(request, public_id)
    if found.provider is None:
        raise Http404
    form = AnswerForm(request.POST, provider=found.provider)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    try:
        demand_cards.answer(found, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.field or None, refusal.message)
        return _show(request, found, form, status=422)
    messages.success(request, _("Answered; those who asked are told."))
    return redirect("learning:demand_card", public_id=public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """A leader asks for learning that her people need, and sees what became of it."""
    team = Person.objects.led_by(request.user).employees().order_by("name")
    if not team.exists():
        raise Http404
    form = AskForm(request.POST or None, team=team)
    if request.method == "POST" and form.is_valid():
        found = demand_cards.ask(by=request.user, **form.cleaned_data)
        messages.success(
            request, _("Agencies see it now. You are told when one answers.")
        )
        return redirect("learning:demand_card", public_id=found.public_id)
    cards = DemandCard.objects.asked_by(request.user)
    context = {
        "form": form,
        "page": Paginator(cards.with_asks().order_by("-opened_at"), 20).get_page(
            request.GET.get("page")
        ),
    }
    status = 422 if form.errors else 200
    return render(request, "learning/ask.html", context, status=status)
