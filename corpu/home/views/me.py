from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from corpu.home.cards import cards_for
from corpu.home.next_step import next_step
from corpu.home.overview import asked_year, overview
from corpu.people.models import Person


@login_required
@require_safe
def me(request):
    """Where I stand."""
    context = overview(request.user, request.user, asked_year(request))
    context["step"], context["cards"] = next_step(
        cards_for(request.user), context["closing"]
    )
    return render(request, "home/me.html", context)


@login_required
@require_safe
def person(request, pk: int):
    """Where one of my people stands: for her leaders, HR and auditors."""
    if pk == request.user.pk:
        return redirect("home:me")
    people = Person.objects.visible_to(request.user).with_place()
    found = get_object_or_404(people, pk=pk)
    context = overview(request.user, found, asked_year(request))
    return render(request, "home/person.html", context)
