import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import LearningClass, LearningForm
from corpu.lib.fields import JPField
from corpu.people.models import StaffClass, Unit


class TargetQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "TargetQuerySet":
        """What is published binds everybody and is read by all; drafts are the office's."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.is_superuser or viewer.has_role("hr", "auditor"):
            return self
        return self.published()

    def published(self) -> "TargetQuerySet":
        """Targets that a second person published; drafts never count."""
        return self.filter(live=True)

    def counting(self) -> "TargetQuerySet":
        """Published targets that are switched on."""
        return self.published().filter(is_on=True)

    def in_year(self, year: int) -> "TargetQuerySet":
        """Targets in force on the last day of the calendar year.

        A rule that begins or ends in the middle of a year counts by its last day, so
        that a year has one rule.
        """
        last = datetime.date(year, 12, 31)
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=last), valid_from__lte=last)


class Target(models.Model):
    """What a class of staff must reach in a calendar year, or should not exceed.

    Data with a legal basis and dates: a published target never changes, except that it
    may get its `valid_to` or be switched on or off; a new rule is a new row. It is
    drafted by one person and published by another (`performance.actions.targets`).
    """

    class Kind(models.TextChoices):
        MINIMUM = "minimum", _("minimum")
        CEILING = "ceiling", _("ceiling")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    kind = models.CharField(
        _("kind"), max_length=8, choices=Kind.choices, default=Kind.MINIMUM
    )
    staff_classes = models.JSONField(
        _("applies to"), default=list, help_text=_("Classes of staff.")
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
        help_text=_("With all units below it; empty means everywhere."),
    )
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
    required_jp = JPField(_("JP in a calendar year"))
    legal_basis = models.TextField(_("legal basis"))
    legal_basis_en = models.TextField(
        _("legal basis in English"),
        blank=True,
        help_text=_("For readers of English; the Indonesian text is the one that holds."),
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    is_on = models.BooleanField(
        _("switched on"),
        default=True,
        help_text=_("An agency may leave a published target off."),
    )
    live = models.BooleanField(_("published"), default=False, editable=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("drafted by"),
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("learning target")
        verbose_name_plural = _("learning targets")
        ordering = ["kind", "code", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="target_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(form=None) | Q(learning_class=""),
                name="target_of_form_or_class",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name_id

    @property
    def law(self) -> str:
        """The legal basis in the reader's language."""
        in_english = get_language() == "en" and self.legal_basis_en
        return self.legal_basis_en if in_english else self.legal_basis

    @property
    def is_ceiling(self) -> bool:
        """True if more than `required_jp` is warned of, and less is no fault."""
        return self.kind == self.Kind.CEILING

    @property
    def staff_class_names(self) -> list[str]:
        """The classes of staff as screens name them."""
        return [str(StaffClass(code).label) for code in self.staff_classes]

    def is_for(self, year: int) -> bool:
        """True if it is in force on the last day of the year: `in_year` for one row."""
        last = datetime.date(year, 12, 31)
        ended = self.valid_to is not None and self.valid_to < last
        return self.valid_from <= last and not ended

    def counts(self, form_code: str, learning_class: str) -> bool:
        """True if learning of this form counts toward the target."""
        if self.form_id:
            return form_code == self.form_id
        return not self.learning_class or learning_class == self.learning_class

    def applies_to(self, staff_class: str, unit_path: str) -> bool:
        """True if it is set for people of this class in this unit."""
        if staff_class not in self.staff_classes:
            return False
        return self.unit is None or unit_path.startswith(self.unit.path)
