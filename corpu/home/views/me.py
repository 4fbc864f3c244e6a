from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_required
@require_safe
def me(request):
    """Where I stand."""
    return render(request, "home/me.html")
