"""Is this paper genuine? Whoever holds it may ask; the answer names nobody."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from corpu.lib.seals import known_keys, public_text
from performance.periods.actions.verifying import check_file, check_page
from performance.periods.forms import FileForm
from performance.periods.models import Page
from performance.periods.reading import read


@require_safe
def verify(request, public_id):
    """The page behind the QR code of a paper: genuine, changed, or unknown."""
    row = Page.objects.with_names().filter(public_id=public_id).first()
    context = {"page": row, "verdict": check_page(row) if row else None}
    status = 200 if row else 404
    response = render(request, "performance/periods/verify.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request):
    """A saved file of a page, checked against its own signature and against what is
    kept here."""
    form = FileForm(request.POST or None, request.FILES or None)
    keys = {key: public_text(public) for key, public in known_keys().items()}
    context = {"form": form, "keys": keys}
    status = 200
    if request.method == "POST" and form.is_valid():
        verdict, body = check_file(form.cleaned_data["file"].read())
        context |= {"verdict": verdict, "body": read(body) if body else None}
    elif request.method == "POST":
        status = 422
    return render(request, "performance/periods/check.html", context, status=status)
