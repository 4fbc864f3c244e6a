from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render


def start(request):
    """The face of the product for people who have not signed in."""
    if request.user.is_authenticated:
        return redirect("home:me")
    return render(request, "home/start.html")


@login_required
def me(request):
    """Where I stand."""
    return render(request, "home/me.html")
