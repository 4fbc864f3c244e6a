from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StandingCheck(models.Model):
    """One night's proof: a sample of people was counted again and compared.

    Nothing is mended by it; what differed is named, told to HR and looked into.
    """

    at = models.DateTimeField(default=timezone.now)
    people = models.PositiveIntegerField()
    standings = models.PositiveIntegerField()
    differences = models.PositiveIntegerField()
    # Up to twenty people in whom something differed.
    person_ids = models.JSONField(default=list)

    class Meta:
        verbose_name = _("nightly check of standings")
        verbose_name_plural = _("nightly checks of standings")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {self.differences} of {self.standings}"


class RebuildPiece(models.Model):
    """A range of people whose credits and standings are to be counted again.

    The row is the promise: whoever counts the piece holds the row locked and deletes it
    in the same transaction, so a worker that dies gives it back and none is done twice.
    """

    low = models.BigIntegerField()
    high = models.BigIntegerField()
    with_credits = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.low} to {self.high}"


class RebuildResult(models.Model):
    """What the pieces of a rebuild found, added up as they are done."""

    at = models.DateTimeField(default=timezone.now)
    people = models.PositiveIntegerField()
    differences = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}: {self.differences} of {self.people}"
