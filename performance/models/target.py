import datetime
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from corpu.lib.fields import JPField
from corpu.lib.rule_rows import Published, PublishedQuerySet, days_in_order, holds_on
from corpu.lib.two_languages import by_language
from corpu.people.models import Absence, Post, StaffClass, Unit
from performance.models.filtered import Filtered, Measure
from performance.rules.fairness import Place


def reducing_absences() -> list[str]:
    """Kinds of absence that shorten the service days of a new target."""
    kind = Absence.Kind
    return [kind.MATERNITY, kind.LONG, kind.UNPAID, kind.STUDY]


class TargetQuerySet(PublishedQuerySet):
    def counting(self) -> "TargetQuerySet":
        """Published targets that are switched on."""
        return self.published().filter(is_on=True)

    def in_year(self, year: int) -> "TargetQuerySet":
        """Targets in force on the last day of the calendar year.

        A rule that begins or ends in the middle of a year counts by its last day, so
        that a year has one rule.
        """
        return self.in_force(datetime.date(year, 12, 31))

    def with_who(self) -> "TargetQuerySet":
        """Joined with everything that `applies_to` looks at."""
        return self.select_related("unit").prefetch_related("posts", "people")

    def with_rule(self) -> "TargetQuerySet":
        """Joined with everything that its page says."""
        rows = self.with_who().select_related("form", "drafted_by", "published_by")
        rows = rows.prefetch_related("competences", "activities", "quotas__form")
        return rows.prefetch_related("quotas__competences", "quotas__activities")

    def binding(self, place: Place, day: datetime.date) -> "list[Target]":
        """The targets that count and bind whoever is in `place` on `day`."""
        rows = self.counting().in_force(day).with_who()
        return [row for row in rows if row.applies_to(place)]

    def in_force(self, day: datetime.date) -> "TargetQuerySet":
        """Targets whose days hold `day`."""
        return self.filter(holds_on(day))


class Target(Filtered, Published, ClusterableModel):
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
    is_confirmed = models.BooleanField(
        _("confirmed"),
        default=True,
        help_text=_("A number that still has to be confirmed cannot be switched on."),
    )

    objects = TargetQuerySet.as_manager()

    name = by_language("name_id", "name_en")
    law = by_language("legal_basis", "legal_basis_en")

    class Meta:
        verbose_name = _("learning target")
        verbose_name_plural = _("learning targets")
        ordering = ["kind", "code", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period="year") | Q(months__gt=0),
                name="target_months_of_an_event",
            ),
            days_in_order("target_days_in_order"),
            models.CheckConstraint(
                condition=Q(form=None) | Q(learning_class=""),
                name="target_of_form_or_class",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def unit_word(self) -> str:
        """What its amounts are in, in the reader's language."""
        if self.measure == Measure.PROGRAMME:
            return str(_("programme"))
        return str(self.get_measure_display())

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

    @property
    def is_yearly(self) -> bool:
        """True if it runs by calendar year; False if an event opens its period."""
        return self.period == self.Period.YEAR

    @property
    def is_scaled(self) -> bool:
        """True if service days scale it: a smaller ceiling would ask for more, and a
        part of one programme cannot be taken."""
        one = self.measure == Measure.PROGRAMME
        return self.is_prorated and not self.is_ceiling and not one

    @property
    def step(self) -> Decimal:
        """What its amounts are rounded down to: hundredths of a JP, or whole ones."""
        return Decimal("0.01") if self.measure == Measure.JP else Decimal(1)

    @cached_property
    def post_ids(self) -> frozenset[int]:
        """The posts that it names; empty means all."""
        return frozenset(post.pk for post in self.posts.all())

    @cached_property
    def people_ids(self) -> frozenset[int]:
        """The people whom it names; empty means everybody whom the rest fits."""
        return frozenset(person.pk for person in self.people.all())

    @cached_property
    def levels(self) -> frozenset[str]:
        """The levels of post that it names, however the HR file capitalises them."""
        return frozenset(level.casefold() for level in self.post_levels)

    def applies_to(self, place: Place) -> bool:
        """True if it is set for whoever is in this place (see `with_who`)."""
        if place.staff_class not in self.staff_classes:
            return False
        if self.unit and not place.unit_path.startswith(self.unit.path):
            return False
        if self.post_kinds and place.post_kind not in self.post_kinds:
            return False
        if self.post_levels and place.post_level.casefold() not in self.levels:
            return False
        if self.post_ids and place.post_id not in self.post_ids:
            return False
        return not self.people_ids or place.person_id in self.people_ids
