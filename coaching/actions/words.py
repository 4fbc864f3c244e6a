"""The one door to the words of an engagement: for its pair alone, within a request.

Everything that a pair writes to each other is sealed here under the engagement's own data
key and bound to its place, so that it opens nowhere else. No role opens this door: not a
superuser, not HR, not an auditor.
"""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from coaching.models import Engagement, NoteKey
from corpu.lib import vault
from corpu.lib.refusals import Refused


class Words:
    """The words of one engagement, opened for one of its pair."""

    def __init__(self, engagement: Engagement, viewer):
        if viewer.pk not in (engagement.coach.person_id, engagement.coachee_id):
            raise PermissionDenied
        self.engagement = engagement
        self._key: bytes | None = None

    def read(self, place: str, sealed: bytes) -> str:
        """The text that was sealed at `place`, or `vault.Locked`."""
        return vault.unseal(sealed, self._data_key(), self._bound(place))

    def seal(self, place: str, text: str) -> bytes:
        """`text` sealed for `place`, in the caller's transaction; the first one makes the
        engagement's key."""
        if not vault.may_seal():
            message = _(
                "Notes cannot be kept here: the operator has set no key for them."
            )
            raise Refused("no_note_keys", message)
        try:
            key = self._data_key(make=True)
        except vault.Locked:
            message = _(
                "The key of the notes before is lost. Delete them first, then write anew."
            )
            raise Refused("notes_locked", message) from None
        return vault.seal(text, key, self._bound(place))

    def _bound(self, place: str) -> bytes:
        return f"{self.engagement.public_id}|{place}".encode()

    def _data_key(self, *, make: bool = False) -> bytes:
        if self._key is None or make:
            rows = NoteKey.objects.filter(engagement=self.engagement)
            # Held while something is sealed under it, so that it is not dropped meanwhile.
            row = (rows.select_for_update() if make else rows).first()
            if row is None and make:
                row = _new_key(self.engagement)
            if row is None:
                raise vault.Locked
            self._key = vault.unwrap(row.wrapped, row.outer, owner(self.engagement))
        return self._key


def owner(engagement: Engagement) -> bytes:
    """What a wrapped key is bound to."""
    return f"engagement|{engagement.public_id}".encode()


def _new_key(engagement: Engagement) -> NoteKey:
    wrapped, outer = vault.wrap(vault.new_data_key(), owner(engagement))
    try:
        with transaction.atomic():
            return NoteKey.objects.create(
                engagement=engagement, wrapped=wrapped, outer=outer
            )
    except IntegrityError:  # the other one of the pair was quicker
        return NoteKey.objects.get(engagement=engagement)


def rewrap(limit: int = 1000) -> tuple[int, int]:
    """Wrap data keys again under the outer key in use; how many were, how many are lost.

    The notes themselves are not touched: only their keys change their wrapping.
    """
    done, lost, last = 0, 0, 0
    while True:
        rows = NoteKey.objects.exclude(outer=vault.key_in_use()).filter(pk__gt=last)
        rows = list(rows.select_related("engagement").order_by("pk")[:limit])
        if not rows:
            return done, lost
        for row in rows:
            last = row.pk
            bound = owner(row.engagement)
            try:
                wrapped, outer = vault.wrap(
                    vault.unwrap(row.wrapped, row.outer, bound), bound
                )
            except vault.Locked:
                lost += 1
                continue
            same = NoteKey.objects.filter(pk=row.pk, outer=row.outer)
            done += same.update(wrapped=wrapped, outer=outer)
