from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST, require_safe

from corpu.home.demo.cast import cast
from corpu.home.navigation import Navigation

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_safe
def start(request):
    """The face of the product; people who have signed in go to their own first page."""
    if request.user.is_authenticated:
        return redirect(first_page(request.user))
    return render(request, "home/start.html", {"cast": cast()})


@require_safe
def favicon(request):
    """For those who ask at the old place for the mark."""
    return redirect(static("icons/favicon.svg"), permanent=True)


@require_safe
def roles(request):
    """The roles of the demo, for those who want to be somebody else."""
    if not settings.DEMO:
        raise Http404
    return render(request, "home/roles.html", {"cast": cast()})


@require_POST
def demo_sign_in(request):
    """Be the person who plays a role: with demo settings only, without a password."""
    players = {role.code: (role, person) for role, person in cast()}
    if not settings.DEMO or request.POST.get("role") not in players:
        raise Http404
    role, person = players[request.POST["role"]]
    login(request, person, backend=BACKEND)
    # The click stands for the password, so pages that ask for a fresh one open.
    record_authentication(request, person, method="password", reauthenticated=True)
    try:
        return redirect(reverse(role.lands_on))
    except NoReverseMatch:
        return redirect(first_page(person))


def first_page(person) -> str:
    """Her own standing, or the first thing that her roles give her."""
    if person.unit_id:
        return reverse("home:me")
    places = Navigation(person, "").thumb
    return places[0].url if places else reverse("home:me")
