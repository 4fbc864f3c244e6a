"""What a target counts, and which learning it counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import Activity, LearningClass, LearningForm
from corpu.skills.models import Competence


class Measure(models.TextChoices):
    """What a target counts."""

    JP = "jp", _("JP")
    SESSIONS = "sessions", _("sessions")
    COURSES = "courses", _("courses")
    PROGRAMME = "programme", _("one certain programme")


class Filtered(models.Model):
    """Which learning counts: of a form, of a class, of competences, or certain
    activities; everything where nothing is chosen."""

    form = models.ForeignKey(
        LearningForm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("form of learning"),
        help_text=_("Count this form alone; empty means every form."),
    )
    learning_class = models.CharField(
        _("class of learning"),
        max_length=14,
        blank=True,
        choices=LearningClass.choices,
        help_text=_("Count this class alone; empty means every class."),
    )
    competences = models.ManyToManyField(
        Competence,
        blank=True,
        related_name="+",
        verbose_name=_("competences"),
        help_text=_("Count what teaches one of these; empty means everything."),
    )
    activities = models.ManyToManyField(
        Activity,
        blank=True,
        related_name="+",
        verbose_name=_("activities"),
        help_text=_("Count these alone; empty means everything."),
    )

    class Meta:
        abstract = True

    def counts(self, form_code: str, learning_class: str) -> bool:
        """True if learning of this form and class can count."""
        if self.form_id:
            return form_code == self.form_id
        return not self.learning_class or learning_class == self.learning_class
