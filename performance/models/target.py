import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import Activity, LearningClass, LearningForm
from corpu.lib.fields import JPField
from corpu.people.models import Absence, Post, StaffClass, Unit
from corpu.skills.models import Competence


def reducing_absences() -> list[str]:
    """Kinds of absence that shorten the service days of a new target."""
    kind = Absence.Kind
    return [kind.MATERNITY, kind.LONG, kind.UNPAID, kind.STUDY]


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


class Target(Filtered):
    """What a class of staff must reach in a period, or should not exceed.

    Data with a legal basis and dates: a published target never changes, except that it
    may get its `valid_to` or be switched on or off; a new rule is a new row. It is
    drafted by one person and published by another (`performance.actions.targets`).
    """

    class Kind(models.TextChoices):
        MINIMUM = "minimum", _("minimum")
        CEILING = "ceiling", _("ceiling")

    class Period(models.TextChoices):
        YEAR = "year", _("calendar year")
        APPOINTMENT = "post", _("months after appointment to the post")
        JOINING = "join", _("months after joining the service")

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
    post_kinds = models.JSONField(
        _("kinds of post"), default=list, blank=True, help_text=_("Empty means all.")
    )
    post_levels = models.JSONField(
        _("levels of post"), default=list, blank=True, help_text=_("Empty means all.")
    )
    posts = models.ManyToManyField(
        Post,
        blank=True,
        related_name="+",
        verbose_name=_("posts"),
        help_text=_("Empty means all."),
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name=_("named people"),
        help_text=_("These people alone; empty means everybody whom the rest fits."),
    )
    measure = models.CharField(
        _("counts"), max_length=10, choices=Measure.choices, default=Measure.JP
    )
    required = JPField(
        _("required in a period"), help_text=_("In JP, sessions or courses.")
    )
    period = models.CharField(
        _("period"), max_length=5, choices=Period.choices, default=Period.YEAR
    )
    months = models.PositiveSmallIntegerField(
        _("months after the event"),
        null=True,
        blank=True,
        help_text=_("Only for a period that an event opens."),
    )
    is_prorated = models.BooleanField(
        _("scaled by service days"),
        default=True,
        help_text=_("Who serves a part of the period owes the same part of the target."),
    )
    absences = models.JSONField(
        _("absences that shorten service"), default=reducing_absences, blank=True
    )
    once_group = models.SlugField(
        _("counted once among"),
        max_length=40,
        blank=True,
        help_text=_(
            "Learning counts toward one target of this group alone, the first that it "
            "fits; empty means that it counts toward every target that it fits."
        ),
    )
    once_order = models.PositiveSmallIntegerField(_("order in the group"), default=0)
    carry_over = JPField(
        _("carried over at most"),
        null=True,
        blank=True,
        help_text=_("What exceeds the target of a year counts in the next, up to this."),
    )
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
                condition=Q(period="year") | Q(months__gt=0),
                name="target_months_of_an_event",
            ),
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
        """True if more than `required` is warned of, and less is no fault."""
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

    def applies_to(self, staff_class: str, unit_path: str) -> bool:
        """True if it is set for people of this class in this unit."""
        if staff_class not in self.staff_classes:
            return False
        return self.unit is None or unit_path.startswith(self.unit.path)


class Quota(Filtered):
    """A part inside a target: at least so much of one kind of learning, or at most so
    much of it counts toward the whole."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="quotas")
    kind = models.CharField(
        _("kind"),
        max_length=8,
        choices=Target.Kind.choices,
        default=Target.Kind.MINIMUM,
        help_text=_("A ceiling limits what of this counts toward the whole."),
    )
    name_id = models.CharField(_("name in Indonesian"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    required = JPField(_("amount"), help_text=_("In what the target counts."))

    class Meta:
        verbose_name = _("part of a target")
        verbose_name_plural = _("parts of targets")
        ordering = ["target", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(form=None) | Q(learning_class=""),
                name="quota_of_form_or_class",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name_id
