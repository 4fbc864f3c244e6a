"""Notes of a pair, and the coach's own: written, read, taken along and deleted by them."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from coaching.actions.words import Words, owner
from coaching.models import Engagement, Goal, NextStep, Note, NoteKey, Session
from corpu.lib import vault
from corpu.lib.clock import today
from corpu.lib.refusals import Refused

Kind, State = Note.Kind, Engagement.State


@dataclass(frozen=True)
class OpenNote:
    """A note with its words, for as long as one request lasts."""

    note: Note
    words: str
    is_locked: bool
    is_mine: bool


def _place(note: Note) -> str:
    return f"note:{note.public_id}:{note.kind}:{note.version}"


def _of(engagement: Engagement, viewer):
    """The notes that this one of the pair may read: private ones by their author."""
    readable = Q(kind=Kind.PAIR) | Q(kind=Kind.PRIVATE, author=viewer)
    return Note.objects.filter(readable, engagement=engagement)


@sensitive_variables()
def read_notes(engagement: Engagement, *, viewer) -> list[OpenNote]:
    """What the viewer, one of the pair, may read; PermissionDenied for anybody else."""
    words = Words(engagement, viewer)
    found = []
    for note in _of(engagement, viewer).select_related("author"):
        try:
            text, locked = words.read(_place(note), note.sealed), False
        except vault.Locked:
            text, locked = "", True
        found.append(OpenNote(note, text, locked, note.author_id == viewer.pk))
    return found


@sensitive_variables()
@transaction.atomic
def write_note(engagement: Engagement, *, by, kind: str, text: str) -> Note:
    """Keep a note: for the pair, or for the coach alone."""
    words = Words(engagement, by)
    if kind == Kind.PRIVATE and engagement.coach.person_id != by.pk:
        raise PermissionDenied
    note = Note(engagement=engagement, author=by, kind=kind)
    note.sealed = words.seal(_place(note), text)
    note.save()
    return note


@sensitive_variables()
@transaction.atomic
def change_note(note: Note, *, by, text: str, version: int) -> Note:
    """Write other words in its place; `version` is the one that was read."""
    words = Words(note.engagement, by)
    if note.author_id != by.pk:
        raise PermissionDenied
    note.version = version + 1
    changed = Note.objects.filter(pk=note.pk, version=version).update(
        version=version + 1,
        sealed=words.seal(_place(note), text),
        changed_at=timezone.now(),
    )
    if not changed:
        message = _("This note was changed meanwhile. Read it again, then write.")
        raise Refused("changed_meanwhile", message)
    return note


@transaction.atomic
def delete_note(note: Note, *, by) -> None:
    """Its author deletes it for good; with the last words the key goes too."""
    if note.author_id != by.pk:
        raise PermissionDenied
    Note.objects.filter(pk=note.pk).delete()
    _drop_key_of_nothing(note.engagement)


@transaction.atomic
def delete_mine(engagement: Engagement, *, by) -> int:
    """All notes that `by` wrote in this engagement; how many there were.

    Where the key is lost and nobody has notes left, the other words that nobody can open
    any more go too: with a fresh key the two begin anew.
    """
    Words(engagement, by)
    gone, _rows = Note.objects.filter(engagement=engagement, author=by).delete()
    left = Note.objects.filter(engagement=engagement)
    if key_is_lost(engagement) and not left.exists():
        _forget(engagement.pk)
    _drop_key_of_nothing(engagement)
    return gone


def key_is_lost(engagement: Engagement) -> bool:
    """True if no outer key of this installation opens the key of these words."""
    key = NoteKey.objects.filter(engagement=engagement).first()
    try:
        return key is not None and not vault.unwrap(
            key.wrapped, key.outer, owner(engagement)
        )
    except vault.Locked:
        return True


def _drop_key_of_nothing(engagement: Engagement) -> None:
    """A key that seals nothing any more is deleted: copies of the words stay closed."""
    key = NoteKey.objects.select_for_update().filter(engagement=engagement).first()
    left = key is None or (
        Engagement.objects.filter(pk=engagement.pk).exclude(purpose_sealed=None).exists()
        or Goal.objects.filter(engagement=engagement, sealed__isnull=False).exists()
        or Note.objects.filter(engagement=engagement).exists()
        or NextStep.objects.filter(engagement=engagement, sealed__isnull=False).exists()
        or Session.objects.filter(
            engagement=engagement, dispute_sealed__isnull=False
        ).exists()
    )
    if not left:
        key.delete()


def forget_old(limit: int = 200) -> int:
    """Delete the words of engagements that ended long ago, with their keys; how many."""
    day = today() - datetime.timedelta(days=settings.NOTES_KEEP_DAYS)
    over = [State.DECLINED, State.EXPIRED, State.WITHDRAWN]
    never = Q(state__in=over, answer_by__date__lt=day)
    kept = Q(notes__isnull=False) | Q(note_key__isnull=False)
    old = Engagement.objects.filter(kept, Q(ended_on__lt=day) | never)
    done = 0
    for pk in list(old.distinct().order_by("pk").values_list("pk", flat=True)[:limit]):
        _forget(pk)
        done += 1
    return done


@transaction.atomic
def _forget(pk: int) -> None:
    """Every word of one engagement, and its key."""
    Note.objects.filter(engagement=pk).delete()
    NextStep.objects.filter(engagement=pk).delete()
    Goal.objects.filter(engagement=pk).update(sealed=None, text="")
    Engagement.objects.filter(pk=pk).update(purpose_sealed=None, purpose="")
    Session.objects.filter(engagement=pk).update(dispute_sealed=None, dispute_reason="")
    NoteKey.objects.filter(engagement=pk).delete()
