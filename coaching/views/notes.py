"""Notes of an engagement: for its pair. Everybody else is refused, whatever her role."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.actions import notes as note_actions
from coaching.actions import wishes
from coaching.actions.steps import opened
from coaching.models import Engagement, Note
from coaching.session_forms import NoteForm
from corpu.lib import vault
from corpu.lib.clock import today
from corpu.people.models import Person


def _pair(request, public_id) -> Engagement:
    """The viewer's engagement. Who may look at one of the pair otherwise (a leader, HR,
    an auditor, a superuser) is told that this is not hers; others find nothing."""
    rows = Engagement.objects.select_related("coach__person", "coachee", "form")
    pair = get_object_or_404(rows, public_id=public_id)
    people = [pair.coach.person_id, pair.coachee_id]
    if request.user.pk in people:
        return pair
    known = Person.objects.visible_to(request.user).filter(pk__in=people).exists()
    if known or request.user.is_superuser:
        raise PermissionDenied
    raise Http404


def _note(request, public_id) -> Note:
    rows = Note.objects.select_related("engagement__coach__person", "engagement__coachee")
    note = get_object_or_404(rows, public_id=public_id)
    _pair(request, note.engagement.public_id)
    if note.author_id != request.user.pk:
        raise PermissionDenied
    return note


@login_required
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request, public_id):
    """Read them all, and write another one."""
    pair = _pair(request, public_id)
    i_coach = pair.coach.person_id == request.user.pk
    form = NoteForm(request.POST or None, with_private=i_coach)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        kind = data.get("kind", Note.Kind.PAIR)
        note_actions.write_note(pair, by=request.user, kind=kind, text=data["text"])
        messages.success(request, _("Kept, sealed."))
        return redirect("coaching:notes", public_id)
    context = {
        "pair": pair,
        "other": pair.other_than(request.user),
        "i_coach": i_coach,
        "form": form,
        "notes": note_actions.read_notes(pair, viewer=request.user),
        "may_seal": vault.may_seal(),
        "is_lost": note_actions.key_is_lost(pair),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "coaching/notes.html", context, status=status)


@login_required
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def note(request, public_id):
    """The author writes other words in its place."""
    item = _note(request, public_id)
    rows = note_actions.read_notes(item.engagement, viewer=request.user)
    open_note = next(each for each in rows if each.note.pk == item.pk)
    initial = {"text": open_note.words, "version": item.version}
    form = NoteForm(request.POST or None, with_private=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        note_actions.change_note(
            item,
            by=request.user,
            text=data["text"],
            version=data["version"] or item.version,
        )
        messages.success(request, _("Kept, sealed."))
        return redirect("coaching:notes", item.engagement.public_id)
    context = {"note": item, "form": form, "pair": item.engagement}
    return render(request, "coaching/note.html", context)


@login_required
@require_POST
def delete_note(request, public_id):
    """The author deletes one, for good."""
    item = _note(request, public_id)
    note_actions.delete_note(item, by=request.user)
    messages.success(request, _("Deleted for good."))
    return redirect("coaching:notes", item.engagement.public_id)


@login_required
@require_POST
def delete_notes(request, public_id):
    """Delete all that I wrote in this engagement."""
    pair = _pair(request, public_id)
    note_actions.delete_mine(pair, by=request.user)
    messages.success(request, _("Deleted for good."))
    return redirect("coaching:notes", public_id)


@login_required
@never_cache
@sensitive_variables()
@require_safe
def export_notes(request, public_id):
    """What I may read, as a text file to take along."""
    pair = _pair(request, public_id)
    context = {
        "pair": pair,
        "other": pair.other_than(request.user),
        "notes": note_actions.read_notes(pair, viewer=request.user),
        "purpose": wishes.purpose_of(pair, request.user),
        "goals": wishes.opened(
            pair.goals.select_related("engagement__coach", "competence"), request.user
        ),
        "steps": opened(
            pair.steps.select_related("engagement__coach").order_by("agreed_at", "pk"),
            request.user,
        ),
        "day": today(),
    }
    text = render_to_string("coaching/notes.txt", context, request)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="corpu-notes.txt"'
    return response
