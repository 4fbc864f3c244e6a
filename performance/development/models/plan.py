import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.people.actions.deciders import decides_for
from corpu.people.models import Person, Post
from corpu.people.models.access import Role


class PlanQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "PlanQuerySet":
        """Plans of the people whom `viewer` may look at."""
        return self.filter(person__in=Person.objects.visible_to(viewer))

    def waiting_for(self, viewer) -> "PlanQuerySet":
        """Proposed plans that `viewer` may decide today: hers, those handed to her, and
        as HR those of people above whom nobody stands."""
        mine = Q(decider__in=decides_for(viewer))
        for grant in viewer.active_grants():
            if grant.role == Role.HR:
                scope = Q(decider=None)
                if grant.unit_id:
                    scope &= Q(person__unit__path__startswith=grant.unit.path)
                mine |= scope
        waiting = self.filter(mine, state=Plan.State.PROPOSED)
        return waiting.exclude(person=viewer)


class Plan(models.Model):
    """A person's development plan of one calendar year (PP 11/2017 art. 205-207).

    She signs by proposing it, her leader by agreeing. What was agreed stays in force
    while changes are drafted and proposed: a changed line is a new line that replaces
    the old one when it is agreed (`PlanLine`).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        PROPOSED = "proposed", _("proposed")
        RETURNED = "returned", _("returned")
        AGREED = "agreed", _("agreed")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="development_plans"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.DRAFT
    )
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="development_plans_to_decide",
    )
    decide_by = models.DateTimeField(null=True)
    person_signed_at = models.DateTimeField(null=True)
    leader_signed_at = models.DateTimeField(null=True)
    leader_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("development plan")
        verbose_name_plural = _("development plans")
        ordering = ["-year", "person"]
        indexes = [models.Index(fields=["year", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="dev_plan_once"),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(leader_signed_by__isnull=False),
                name="dev_plan_agreed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(leader_signed_by=None)
                | ~Q(leader_signed_by=models.F("person")),
                name="dev_plan_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.year}"

    def get_absolute_url(self) -> str:
        """The page of the plan's person in its year."""
        url = reverse("development:person", args=[self.person_id])
        return f"{url}?year={self.year}"

    @property
    def chip(self) -> str:
        """The code under which the chips of the house know its state."""
        return {"proposed": "submitted", "agreed": "approved"}.get(self.state, self.state)

    @property
    def is_open_to_change(self) -> bool:
        """True unless it lies with the leader."""
        return self.state != self.State.PROPOSED


class Comment(models.Model):
    """A word in the dialogue between a person and her leader about the plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField(_("comment"), max_length=1000)
    # What was done with it: "", "proposed", "agreed", "returned".
    act = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
