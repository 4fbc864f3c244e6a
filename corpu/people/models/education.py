from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EducationLevel(models.IntegerChoices):
    """Levels of formal education from low to high (PermenPANRB 38/2018 names them)."""

    BELOW = 1, _("below senior secondary school")
    SECONDARY = 2, _("senior secondary school, D-1 or D-2")
    DIPLOMA = 3, _("D-3")
    BACHELOR = 4, _("S-1 or D-4")
    MASTER = 5, _("S-2")
    DOCTOR = 6, _("S-3")


class EducationQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "EducationQuerySet":
        """Education of the people whom `viewer` may look at."""
        from corpu.people.models.person import Person

        return self.filter(person__in=Person.objects.visible_to(viewer))


class Education(models.Model):
    """A degree or school that a person completed, from the personnel file.

    Only what is `is_validated` counts where a right depends on it.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="education"
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=EducationLevel.choices)
    field = models.CharField(_("field of study"), max_length=150, blank=True)
    school = models.CharField(_("school"), max_length=200, blank=True)
    graduated_in = models.PositiveSmallIntegerField(
        _("year of graduation"), null=True, blank=True
    )
    is_validated = models.BooleanField(_("validated"), default=False)

    objects = EducationQuerySet.as_manager()

    class Meta:
        verbose_name = _("education")
        verbose_name_plural = _("education")
        ordering = ["person", "-level"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "level", "field"], name="education_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.field}".strip()
