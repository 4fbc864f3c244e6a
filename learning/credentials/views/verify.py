"""Is this certificate valid? Anyone may ask; nobody learns more than the paper says."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from corpu.lib.asking import may_ask
from corpu.lib.paper_numbers import clean_number, is_well_formed
from learning.credentials.models import Certificate


@require_safe
def check(request):
    """Where a number is typed in."""
    number = clean_number(request.GET.get("number", "")).strip("/")[:80]
    if number:
        return redirect("credentials:verify", number=number)
    return render(request, "learning/credentials/verify.html", {"state": "ask"})


@require_safe
def verify(request, number):
    """What is known of a number: valid, withdrawn, unknown, or mistyped."""
    if not may_ask(request):
        context = {"state": "too_often", "number": number}
        response = render(
            request, "learning/credentials/verify.html", context, status=429
        )
        response["Retry-After"] = "60"
        return response
    number = clean_number(number).strip("/")
    rows = Certificate.objects.select_related("provider", "form")
    certificate = rows.filter(number=number).first()
    context = {
        "number": number,
        "certificate": certificate,
        "state": _state(certificate, number),
    }
    response = render(
        request,
        "learning/credentials/verify.html",
        context,
        status=200 if certificate else 404,
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _state(certificate: Certificate | None, number: str) -> str:
    if certificate is None:
        return "unknown" if is_well_formed(number) else "mistyped"
    return "valid" if certificate.is_valid else "withdrawn"
