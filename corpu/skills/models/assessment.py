from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person
from corpu.skills.models.competence import Competence


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AssessmentQuerySet":
        """Assessments of the people whom `viewer` may look at."""
        return self.filter(person__in=Person.objects.visible_to(viewer))


class Assessment(models.Model):
    """The level of a competence that a person was found to have on a day.

    A new finding is a new row. Only what is `is_validated` (an assessment centre, or
    evidence that a second person checked) counts where a right depends on it.
    """

    class Source(models.TextChoices):
        SELF = "self", _("self-assessment")
        LEADER = "leader", _("assessment by the leader")
        EVIDENCE = "evidence", _("evidence from learning")
        CENTRE = "centre", _("assessment centre")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="assessments"
    )
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="assessments")
    level = models.PositiveSmallIntegerField(
        _("level"), validators=[MinValueValidator(0), MaxValueValidator(5)]
    )
    source = models.CharField(_("source"), max_length=8, choices=Source.choices)
    assessed_on = models.DateField(_("assessed on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    is_validated = models.BooleanField(_("validated"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment of a competence")
        verbose_name_plural = _("assessments of competences")
        ordering = ["person", "competence", "-assessed_on", "-pk"]
        indexes = [models.Index(fields=["person", "competence", "-assessed_on"])]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.competence} {self.level}"
