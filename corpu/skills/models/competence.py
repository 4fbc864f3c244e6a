from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from corpu.ledger.models import Activity
from corpu.lib.two_languages import by_language

LEVELS = [MinValueValidator(1), MaxValueValidator(5)]


class Competence(index.Indexed, ClusterableModel):
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

    name = by_language("name_id", "name_en")

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        ordering = ["kind", "code"]

    def __str__(self) -> str:
        return self.name


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


class CompetenceLevel(models.Model):
    """How a competence shows at one level: the behaviour by which it is assessed."""

    competence = ParentalKey(Competence, on_delete=models.CASCADE, related_name="levels")
    level = models.PositiveSmallIntegerField(_("level"), validators=LEVELS)
    behaviour_id = models.TextField(_("behaviour in Indonesian"))
    behaviour_en = models.TextField(_("behaviour in English"), blank=True)

    behaviour = by_language("behaviour_id", "behaviour_en")

    class Meta:
        verbose_name = _("level of a competence")
        verbose_name_plural = _("levels of competences")
        ordering = ["competence", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["competence", "level"], name="competence_level_once"
            ),
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=5),
                name="competence_level_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competence} {self.level}"
