from django.db import models
from django.utils.translation import gettext_lazy as _

from corpu.lib.two_languages import by_language


class LearningClass(models.TextChoices):
    """Classes of learning (Peraturan LAN 10/2018: klasikal, nonklasikal, pendidikan)."""

    CLASSICAL = "classical", _("classical")
    NON_CLASSICAL = "non_classical", _("non-classical")
    EDUCATION = "education", _("education")


class LearningForm(models.Model):
    """A form of learning (jalur): coaching, e-learning, seminar ... Data, not code."""

    code = models.SlugField(_("code"), max_length=40, primary_key=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100)
    learning_class = models.CharField(
        _("class of learning"), max_length=14, choices=LearningClass.choices
    )
    share = models.PositiveSmallIntegerField(
        _("10-20-70"),
        choices=[(10, "10"), (20, "20"), (70, "70")],
        help_text=_("Formal, social or experiential learning."),
    )
    siasn_id = models.PositiveSmallIntegerField(
        _("SIASN id"), null=True, blank=True, help_text=_("jenisDiklat, 1 to 25.")
    )
    siasn_flag = models.CharField(
        _("SIASN flag"), max_length=1, blank=True, help_text=_("T, F or P.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    name = by_language("name_id", "name_en")

    class Meta:
        verbose_name = _("form of learning")
        verbose_name_plural = _("forms of learning")
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name
