from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class AbsenceQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AbsenceQuerySet":
        """Absences of the people whom `viewer` may look at."""
        from corpu.people.models.person import Person

        return self.filter(person__in=Person.objects.visible_to(viewer))

    def over(self, first, last) -> "AbsenceQuerySet":
        """Absences that touch the days from `first` to `last`."""
        return self.filter(started_on__lte=last, ended_on__gte=first)


class Absence(models.Model):
    """Days on which a person is not at her post, from the HR file or a screen."""

    class Kind(models.TextChoices):
        ANNUAL = "annual", _("annual leave")
        SICK = "sick", _("sick leave")
        MATERNITY = "maternity", _("maternity leave")
        LONG = "long", _("long leave")
        UNPAID = "unpaid", _("leave outside state pay")
        STUDY = "study", _("study assignment")
        DUTY = "duty", _("duty elsewhere")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["started_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")),
                name="absence_days_in_order",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "started_on"], name="absence_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.started_on}–{self.ended_on}"
