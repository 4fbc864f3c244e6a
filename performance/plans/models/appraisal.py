from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.models import Person
from performance.plans import rules
from performance.plans.models.matrix import (
    Behaviour,
    Predicate,
    PredicateMatrix,
    Rating,
)
from performance.plans.models.plan import Plan


class AppraisalQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AppraisalQuerySet":
        """Assessments of the people whom `viewer` may look at."""
        seen = Person.objects.visible_to(viewer).order_by()
        return self.filter(person__in=seen.values("pk"))

    def final(self) -> "AppraisalQuerySet":
        """Those that stand: acknowledged, undisputed in time, or decided."""
        return self.filter(is_final=True)

    def of_year(self, year: int) -> "AppraisalQuerySet":
        """Assessments of the whole year."""
        return self.filter(year=year, quarter=None)

    def predicates(
        self, person_ids: Iterable[int], year: int, quarter: int | None = None
    ) -> dict[int, str]:
        """The final predicate of each of these people that has one, by person id; of the
        whole year where no quarter is named."""
        rows = self.final().filter(person__in=person_ids, year=year, quarter=quarter)
        return dict(rows.values_list("person", "predicate"))


class Appraisal(models.Model):
    """The assessment of one person's quarter, or of her whole year (`quarter` empty).

    `predicate` is what the matrix of the year gives to the two ratings. It is final when
    the person has acknowledged it, let the time to object pass, or when her objection
    was decided.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="appraisals"
    )
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=[(1, "I"), (2, "II"), (3, "III"), (4, "IV")]
    )
    plan = models.ForeignKey(
        Plan, models.CASCADE, null=True, blank=True, related_name="appraisals"
    )
    result = models.CharField(_("work results"), max_length=8, choices=Rating.choices)
    behaviour = models.CharField(
        _("work behaviour"), max_length=8, choices=Rating.choices
    )
    predicate = models.CharField(_("predicate"), max_length=18, choices=Predicate.choices)
    matrix = models.ForeignKey(
        PredicateMatrix, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("reasons"), blank=True)
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appraisals_given",
    )
    given_at = models.DateTimeField(default=timezone.now)
    object_by = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    is_final = models.BooleanField(default=False)
    final_at = models.DateTimeField(null=True, blank=True)

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment of performance")
        verbose_name_plural = _("assessments of performance")
        ordering = ["person", "-year", "quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year", "quarter"], name="appraisal_once_a_quarter"
            ),
            models.UniqueConstraint(
                fields=["person", "year"],
                condition=Q(quarter=None),
                name="appraisal_once_a_year",
            ),
            models.CheckConstraint(
                condition=Q(quarter=None) | Q(quarter__gte=1, quarter__lte=4),
                name="appraisal_quarter_of_four",
            ),
            models.CheckConstraint(
                condition=Q(predicate__in=Predicate.values),
                name="appraisal_predicate_known",
            ),
            models.CheckConstraint(
                condition=Q(assessor=None) | ~Q(assessor=models.F("person")),
                name="appraisal_by_another",
            ),
        ]
        indexes = [models.Index(fields=["year", "quarter", "predicate"])]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.year}: {self.predicate}"

    @property
    def state(self) -> str:
        """given, objected or final (`rules.FOLLOW_UP`)."""
        if self.is_final:
            return rules.FINAL
        return rules.OBJECTED if hasattr(self, "objection") else rules.GIVEN

    @property
    def fell_short(self) -> bool:
        """True if it stands and something of it is below expectation."""
        return self.is_final and rules.BELOW in (self.result, self.behaviour)

    @property
    def span(self) -> tuple:
        """First and last day of what it is about."""
        return rules.quarter_span(self.year, self.quarter)

    @property
    def siasn(self) -> dict[str, int]:
        """The codes of SIASN for the two ratings and the predicate."""
        return {
            "result": rules.RATINGS[self.result],
            "behaviour": rules.RATINGS[self.behaviour],
            "predicate": rules.PREDICATES[self.predicate],
        }


class BehaviourNote(models.Model):
    """What was seen of one core value in the period, in the assessor's words."""

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="behaviours")
    value = models.CharField(max_length=14, choices=Behaviour.choices)
    rating = models.CharField(max_length=8, choices=Rating.choices)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appraisal", "value"], name="behaviour_noted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.appraisal_id}: {self.value}"


class ObjectionQuerySet(models.QuerySet):
    def open(self) -> "ObjectionQuerySet":
        """Objections that nobody has decided."""
        return self.filter(decided_at=None)

    def waiting_for(self, viewer) -> "ObjectionQuerySet":
        """Objections in the queue of `viewer`: her own, those handed to her, and as HR
        those that no leader can decide. Nobody decides about herself or her own
        assessment."""
        rows = self.open().exclude(appraisal__person=viewer)
        rows = rows.exclude(appraisal__assessor=viewer)
        own = Q(appraisal__plan__leader=viewer)  # given by her deputy, it is hers
        condition = Q(decider=viewer) | Q(decider__in=viewer.stands_in_for()) & ~own
        if viewer.is_superuser or viewer.has_role("hr"):
            people = Person.objects.managed_by(viewer).order_by()
            condition |= Q(decider=None, appraisal__person__in=people.values("pk"))
        return rows.filter(condition)


class Objection(models.Model):
    """The person does not agree with her assessment; the assessor's leader decides."""

    appraisal = models.OneToOneField(Appraisal, models.CASCADE, related_name="objection")
    reason = models.TextField(_("reason"))
    # What she holds to be right; it applies if the objection is accepted.
    wanted_result = models.CharField(
        _("work results, as I see them"), max_length=8, choices=Rating.choices
    )
    wanted_behaviour = models.CharField(
        _("work behaviour, as I see it"), max_length=8, choices=Rating.choices
    )
    asked_at = models.DateTimeField(default=timezone.now)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decide_by = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    reply = models.TextField(blank=True)
    # What the assessment said before an objection was accepted.
    before = models.JSONField(default=dict)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection to an assessment")
        verbose_name_plural = _("objections to assessments")
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return f"{self.appraisal}: {self.asked_at:%Y-%m-%d}"


class FollowUp(models.Model):
    """An action agreed after an assessment: by whom, until when, and whether it is done."""

    class Owner(models.TextChoices):
        PERSON = "person", _("the person")
        LEADER = "leader", _("the leader")

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="follow_ups")
    text = models.CharField(_("what will be done"), max_length=300)
    owner = models.CharField(
        _("by"), max_length=6, choices=Owner.choices, default=Owner.PERSON
    )
    due_on = models.DateField(_("until"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("agreed action")
        verbose_name_plural = _("agreed actions")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.text
