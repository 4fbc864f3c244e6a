from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from corpu.ledger.models import Activity


class Competence(index.Indexed, models.Model):
    """What a civil servant must be able to do (PermenPANRB 38/2017: managerial,
    socio-cultural and technical dictionaries)."""

    class Kind(models.TextChoices):
        MANAGERIAL = "managerial", _("managerial")
        SOCIOCULTURAL = "sociocultural", _("socio-cultural")
        TECHNICAL = "technical", _("technical")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    description = models.TextField(_("description"), blank=True)
    activities = models.ManyToManyField(
        Activity, through="ActivityCompetence", related_name="competences"
    )

    search_fields = [index.AutocompleteField("name_id"), index.SearchField("name_id")]

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        ordering = ["kind", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name_id


class ActivityCompetence(models.Model):
    """An activity teaches a competence, up to a level (1 to 5)."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="teaches")
    competence = models.ForeignKey(Competence, models.CASCADE, related_name="taught_by")
    level = models.PositiveSmallIntegerField(_("level"), default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "competence"], name="activity_teaches_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity} → {self.competence}"
