from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.models.engagement import Engagement


class HoursEntry(models.Model):
    """How an engagement stands in the coach's own log of hours.

    The coachee is named there only while she agrees; without her word it has initials.
    """

    engagement = models.OneToOneField(
        Engagement, models.CASCADE, related_name="hours_entry"
    )
    is_paid = models.BooleanField(_("paid"), default=False)
    may_name_since = models.DateTimeField(_("agreed to be named"), null=True)

    class Meta:
        verbose_name = _("entry in the log of hours")
        verbose_name_plural = _("entries in the log of hours")

    def __str__(self) -> str:
        return f"{self.engagement_id}"
