from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import Basis, LearningForm, Rate
from corpu.lib.clock import today
from corpu.lib.two_languages import by_language


class TimeZone(models.TextChoices):
    """Indonesia's three clocks, by the letters that people know."""

    WIB = "Asia/Jakarta", _("WIB (Western Indonesia)")
    WITA = "Asia/Makassar", _("WITA (Central Indonesia)")
    WIT = "Asia/Jayapura", _("WIT (Eastern Indonesia)")

    @property
    def tz(self) -> ZoneInfo:
        """The clock itself."""
        return ZoneInfo(self.value)


class Means(models.TextChoices):
    """How a pair meets."""

    BOTH = "both", _("in one place or online")
    ON_SITE = "on_site", _("in one place")
    ONLINE = "online", _("online")


class Kind(models.Model):
    """A way to accompany people: coaching, mentoring, a community ... Data, not code.

    Its sessions are facts of `form`, in whose rate and caps they count; the one who
    accompanies has `giver_role` in her own facts.
    """

    code = models.SlugField(_("code"), max_length=40, primary_key=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    help_id = models.CharField(_("what it is, in Indonesian"), max_length=200, blank=True)
    help_en = models.CharField(_("what it is, in English"), max_length=200, blank=True)
    form = models.ForeignKey(
        LearningForm,
        models.PROTECT,
        verbose_name=_("form of learning"),
        related_name="coaching_kinds",
    )
    giver_role = models.CharField(
        _("role of the one who accompanies"),
        max_length=10,
        default="coach",
        choices=[("coach", _("coach")), ("mentor", _("mentor"))],
    )
    is_group = models.BooleanField(_("several people at once"), default=False)
    answer_days = models.PositiveSmallIntegerField(
        _("days to answer a request"), default=7
    )
    meetings = models.PositiveSmallIntegerField(_("usual number of meetings"), default=6)
    months = models.PositiveSmallIntegerField(_("usual length in months"), default=6)
    sessions_unsigned = models.PositiveSmallIntegerField(
        _("sessions before both have signed"),
        null=True,
        blank=True,
        default=1,
        help_text=_(
            "So many sessions may be logged before both have signed the agreement; "
            "empty: any number. Groups need no agreement."
        ),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    name = by_language("name_id", "name_en")
    help = by_language("help_id", "help_en")

    class Meta:
        verbose_name = _("kind of coaching")
        verbose_name_plural = _("kinds of coaching")
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_days__gte=1, meetings__gte=1, months__gte=1),
                name="kind_has_lengths",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        """A form that is worth a fixed sum each time would pay it for each session."""
        super().clean()
        each_time = [Basis.EVENT, Basis.SEMESTER]
        rates = Rate.objects.on(today()).filter(form=self.form_id, basis__in=each_time)
        if self.form_id and rates.exists():
            text = _("This form is credited once as a whole, not for each session.")
            raise ValidationError({"form": text})
