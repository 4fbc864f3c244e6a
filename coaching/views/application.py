"""A coach's own entry: applying, describing herself, and her credentials."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import storages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.actions import coaches as acts
from coaching.actions import credentials as credential_acts
from coaching.models import Coach, Credential
from coaching.register_forms import CredentialForm, EntryForm
from corpu.lib.proof_files import EXTENSIONS
from corpu.lib.refusals import Refused

# What HR alone changes once the entry is approved.
APPROVED = ("kinds", "competences", "organisation")


def fields_of(form) -> dict:
    """The cleaned fields of an entry, languages as the register keeps them."""
    data = dict(form.cleaned_data)
    data.pop("person", None)
    data["languages"] = f",{','.join(data['languages'])},"
    return data


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def application(request):
    """Apply for the register; once on it, keep one's own entry right."""
    entry = Coach.objects.filter(person=request.user).first()
    on = entry is not None and entry.state in (Coach.State.ON, Coach.State.APPLIED)
    form = EntryForm(request.POST or None, instance=entry)
    if on:
        for name in APPROVED:
            form.fields[name].disabled = True
            form.fields[name].required = False
    if request.method == "POST" and form.is_valid():
        data = fields_of(form)
        entry = Coach.objects.filter(person=request.user).first()
        if on:
            own = {name: data[name] for name in acts.OWN}
            acts.edit_own_entry(entry, **own)
            messages.success(request, _("Your entry is up to date."))
        else:
            acts.apply_as_coach(request.user, **data)
            messages.success(request, _("Sent. HR decides within 14 days."))
        return redirect("coaching:application")
    context = {
        "entry": entry,
        "is_on": on,
        "form": form,
        "credentials": entry.credentials.all() if entry else [],
        "credential_form": CredentialForm(),
    }
    status = 422 if form.errors else 200
    return render(request, "coaching/application.html", context, status=status)


@login_required
@require_POST
def add_credential(request):
    """One more credential, with its proof."""
    entry = get_object_or_404(Coach, person=request.user)
    form = CredentialForm(request.POST, request.FILES)
    if form.is_valid():
        data = dict(form.cleaned_data)
        try:
            credential_acts.add_credential(entry, upload=data.pop("file", None), **data)
        except Refused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(request, _("Added. HR looks at the proof."))
            return redirect("coaching:application")
    context = {
        "entry": entry,
        "is_on": entry.state in (Coach.State.ON, Coach.State.APPLIED),
        "form": EntryForm(instance=entry),
        "credentials": entry.credentials.all(),
        "credential_form": form,
    }
    return render(request, "coaching/application.html", context, status=422)


@login_required
@require_POST
def drop_credential(request, public_id):
    """Its owner takes it away."""
    rows = Credential.objects.filter(coach__person=request.user)
    row = get_object_or_404(rows, public_id=public_id)
    credential_acts.drop_credential(row, by=request.user)
    messages.success(request, _("Taken away."))
    return redirect("coaching:application")


@login_required
@require_safe
def credential_file(request, public_id):
    """The proof, for its owner and the HR office that serves her."""
    rows = Credential.objects.visible_to(request.user).distinct()
    row = get_object_or_404(rows, public_id=public_id)
    if not row.file_path or not storages["private"].exists(row.file_path):
        raise Http404
    response = FileResponse(
        storages["private"].open(row.file_path),
        filename=f"credential-{str(row.public_id)[:8]}.{EXTENSIONS[row.file_type]}",
        content_type=row.file_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
