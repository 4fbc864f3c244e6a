"""What an agency decides about competences: which finding holds, and how a match reads."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from corpu.lib.two_languages import by_language
from corpu.skills.models import Assessment
from performance.development.rules import SourceRule
from performance.models.dated import DatedRule


class LevelSource(DatedRule):
    """How much a source of levels is worth: which speaks first, and for how long."""

    source = models.CharField(
        _("source"), max_length=8, choices=Assessment.Source.choices
    )
    priority = models.PositiveSmallIntegerField(
        _("priority"), help_text=_("1 speaks first.")
    )
    years = models.PositiveSmallIntegerField(
        _("valid for (years)"), help_text=_("A finding counts for so many years.")
    )
    raises = models.BooleanField(
        _("raises an older finding"),
        default=False,
        help_text=_("What is found later lifts the level, and never lowers it."),
    )

    class Meta:
        verbose_name = _("source of levels")
        verbose_name_plural = _("sources of levels")
        ordering = ["priority", "source", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(priority__gte=1, years__gte=1), name="level_source_positive"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} · {self.priority}"

    def get_absolute_url(self) -> str:
        """Where it is published and ended."""
        return reverse("development:rule", args=["source", self.pk])

    @property
    def rule(self) -> SourceRule:
        """As the pure rule takes it."""
        return SourceRule(self.source, self.priority, self.years, self.raises)

    @classmethod
    def on_day(cls, day) -> dict[str, SourceRule]:
        """The rule of each source on a day; the latest published one speaks."""
        rows = reversed(cls.objects.on(day))
        return {row.source: row.rule for row in rows}


class MatchBand(DatedRule):
    """How a job person match from so many per cent on is called."""

    percent = models.PositiveSmallIntegerField(
        _("from per cent"), help_text=_("0 to 100; up to the next band.")
    )
    name_id = models.CharField(_("name in Indonesian"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60)
    tone = models.CharField(
        _("shown as"),
        max_length=8,
        choices=[
            ("met", _("good")),
            ("at_risk", _("middle")),
            ("unmet", _("weak")),
        ],
    )

    name = by_language("name_id", "name_en")

    class Meta:
        verbose_name = _("band of the job person match")
        verbose_name_plural = _("bands of the job person match")
        ordering = ["-percent", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__lte=100), name="match_band_percent"
            )
        ]

    def __str__(self) -> str:
        return f"≥ {self.percent} %: {self.name}"

    def get_absolute_url(self) -> str:
        """Where it is published and ended."""
        return reverse("development:rule", args=["band", self.pk])
