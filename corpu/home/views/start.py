from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe


@require_safe
def start(request):
    """The face of the product for people who have not signed in."""
    if request.user.is_authenticated:
        return redirect("home:me")
    return render(request, "home/start.html")
