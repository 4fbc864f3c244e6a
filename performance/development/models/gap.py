from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person
from corpu.skills.models import Competence


class PerformanceGapQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "PerformanceGapQuerySet":
        """Gaps of the people whom `viewer` may look at."""
        return self.filter(person__in=Person.objects.visible_to(viewer))


class PerformanceGap(models.Model):
    """A result that fell short of its target, and the competence that would help
    (PP 11/2017 art. 206: needs come from competence gaps and performance gaps).

    Entered by the person or her leader, or added from the performance plan with a
    `source` that is unique.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="performance_gaps"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("result that fell short"), max_length=200)
    detail = models.TextField(
        _("what was expected and what was reached"), max_length=1000, blank=True
    )
    competence = models.ForeignKey(
        Competence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("competence that would help"),
    )
    source = models.CharField(max_length=100, unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    objects = PerformanceGapQuerySet.as_manager()

    class Meta:
        verbose_name = _("performance gap")
        verbose_name_plural = _("performance gaps")
        ordering = ["person", "year", "pk"]
        indexes = [models.Index(fields=["person", "year"])]

    def __str__(self) -> str:
        return self.title
