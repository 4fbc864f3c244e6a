import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models.form import LearningForm
from corpu.ledger.models.rate import Scope
from corpu.lib.fields import JPField
from corpu.people.models import Provider


class Activity(models.Model):
    """The name card of anything one can learn from. It outlives the course behind it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    form = models.ForeignKey(LearningForm, models.PROTECT, verbose_name=_("form"))
    scope = models.CharField(
        _("scope"), max_length=14, choices=Scope.choices, default=Scope.NATIONAL
    )
    provider = models.ForeignKey(
        Provider,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("training agency"),
    )
    jp = JPField(_("JP"), null=True, blank=True)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
