"""My certificates."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from learning.credentials.actions.papers import read_paper
from learning.credentials.models import Certificate


@login_required
@require_safe
def mine(request):
    """Every certificate of mine, the newest first."""
    rows = Certificate.objects.filter(person=request.user)
    rows = rows.select_related("provider", "form", "record")
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    return render(request, "learning/credentials/mine.html", {"page": page})


@login_required
@require_safe
def pdf(request, number):
    """The paper, for its holder and those who may look at her."""
    rows = Certificate.objects.visible_to(request.user)
    rows = rows.select_related("provider", "form")
    certificate = get_object_or_404(rows, number=number)
    response = HttpResponse(read_paper(certificate), content_type="application/pdf")
    name = certificate.number.replace("/", "-")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
