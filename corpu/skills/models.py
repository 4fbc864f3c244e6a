from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from corpu.ledger.models import Activity
from corpu.people.models import Person, Post

LEVELS = [MinValueValidator(1), MaxValueValidator(5)]


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


class PostStandard(models.Model):
    """The level of a competence (1 to 5) that a post asks for (PermenPANRB 38/2017)."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="standards")
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="standards")
    level = models.PositiveSmallIntegerField(_("level"), validators=LEVELS)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("standard of a post")
        verbose_name_plural = _("standards of posts")
        ordering = ["post", "competence"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "competence"], name="post_standard_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.competence} {self.level}"


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
