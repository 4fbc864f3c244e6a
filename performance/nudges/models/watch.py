from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.lib.fields import JPField
from performance.models import Standing


class FlagWatchQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "FlagWatchQuerySet":
        """Watches over the flags of people whom `viewer` may look at."""
        return self.filter(standing__in=Standing.objects.visible_to(viewer))

    def silent_longest_first(self) -> "FlagWatchQuerySet":
        """Passed on furthest first, then by the days of silence."""
        return self.order_by("-level", "since", "pk")


class FlagWatch(models.Model):
    """A flag in an open period, watched until it is answered.

    `since` is the day from which nothing moved: the flag was raised, or something was
    last counted or booked toward it. Silence passes it on: to the leader, to the leader
    above, to HR (`nudges.rules.level_of`).
    """

    class Level(models.IntegerChoices):
        PERSON = 0, _("with the person")
        LEADER = 1, _("passed to the leader")
        NEXT = 2, _("passed to the leader above")
        HR = 3, _("passed to HR")

    standing = models.OneToOneField(Standing, models.CASCADE, related_name="watch")
    since = models.DateField()
    seen = JPField(help_text="Counted and booked when silence began.")
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.PERSON)
    moved_at = models.DateTimeField(default=timezone.now)
    nudged_at = models.DateTimeField(null=True)
    # The opening that the last nudge named: the next names another.
    named = models.PositiveBigIntegerField(null=True)

    objects = FlagWatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("watch over a flag")
        verbose_name_plural = _("watches over flags")
        indexes = [models.Index(fields=["level", "since"])]

    def __str__(self) -> str:
        return f"{self.standing_id}: {self.get_level_display()}"
