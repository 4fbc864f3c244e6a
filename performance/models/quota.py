from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from corpu.ledger.models import Activity
from corpu.lib.fields import JPField
from corpu.lib.two_languages import by_language
from corpu.skills.models import Competence
from performance.models.filtered import Filtered
from performance.models.target import Target


class Quota(Filtered, ClusterableModel):
    """A part inside a target: at least so much of one kind of learning, or at most so
    much of it counts toward the whole."""

    target = ParentalKey(Target, on_delete=models.CASCADE, related_name="quotas")
    kind = models.CharField(
        _("kind"),
        max_length=8,
        choices=Target.Kind.choices,
        default=Target.Kind.MINIMUM,
        help_text=_("A ceiling limits what of this counts toward the whole."),
    )
    name_id = models.CharField(_("name in Indonesian"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    # As in `Filtered`, but drafted together with the target in one form of the editor.
    competences = ParentalManyToManyField(
        Competence,
        blank=True,
        related_name="+",
        verbose_name=_("competences"),
        help_text=_("Count what teaches one of these; empty means everything."),
    )
    activities = ParentalManyToManyField(
        Activity,
        blank=True,
        related_name="+",
        verbose_name=_("activities"),
        help_text=_("Count these alone; empty means everything."),
    )
    required = JPField(_("amount"), help_text=_("In what the target counts."))

    name = by_language("name_id", "name_en")

    class Meta:
        verbose_name = _("part of a target")
        verbose_name_plural = _("parts of targets")
        ordering = ["target", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(form=None) | Q(learning_class=""),
                name="quota_of_form_or_class",
            ),
        ]

    def __str__(self) -> str:
        return self.name
