import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.models.kind import Kind, Means, TimeZone
from corpu.ledger.models import Activity
from corpu.people.models import Person
from corpu.skills.models import Competence

# Languages of a conversation, by ISO 639; the codes are never parts of each other.
LANGUAGES = [
    ("id", _("Indonesian")),
    ("en", _("English")),
    ("jv", _("Javanese")),
    ("su", _("Sundanese")),
    ("ms", _("Malay")),
    ("ban", _("Balinese")),
    ("bug", _("Buginese")),
    ("min", _("Minangkabau")),
    ("btk", _("Batak")),
    ("ace", _("Acehnese")),
    ("pap", _("Papuan Malay")),
    ("ins", _("Sign language (Bisindo)")),
]


class CoachQuerySet(models.QuerySet):
    def active(self) -> "CoachQuerySet":
        """Coaches on the register whose account is in use."""
        return self.filter(state=Coach.State.ON, person__is_active=True)

    def applied(self) -> "CoachQuerySet":
        """Applications that wait for HR."""
        return self.filter(state=Coach.State.APPLIED)

    def managed_by(self, viewer) -> "CoachQuerySet":
        """Entries of the people that this HR officer serves."""
        return self.filter(person__in=Person.objects.managed_by(viewer))

    def with_load(self) -> "CoachQuerySet":
        """Add `load`, the people each coach accompanies now, groups apart."""
        busy = Q(engagements__state__in=["requested", "active"], engagements__circle=None)
        rows = self.annotate(load=Count("engagements", filter=busy, distinct=True))
        return rows.order_by("person__name", "pk")  # grouping drops the usual order

    def with_hours(self) -> "CoachQuerySet":
        """Add `minutes_given`, in sessions that were confirmed, and `last_logged_at`."""
        from coaching.models.session import Session

        held = Session.objects.filter(engagement__coach=OuterRef("pk"))
        given = held.given().order_by().values("engagement__coach")
        last = held.order_by("-logged_at").values("logged_at")[:1]
        return self.annotate(
            minutes_given=Subquery(given.annotate(sum=Sum("minutes")).values("sum")),
            last_logged_at=Subquery(last),
        )


class Coach(models.Model):
    """An entry in the register of coaches and mentors; HR approves it.

    `capacity` is how many people she accompanies at one time. An external coach names
    her `organisation`; one of our own has a unit instead.
    """

    class State(models.TextChoices):
        APPLIED = "applied", _("waiting for approval")
        RETURNED = "returned", _("returned")
        DECLINED = "declined", _("declined")
        ON = "on", _("on the register")
        OFF = "off", _("off the register")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="coach",
        verbose_name=_("person"),
    )
    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.ON
    )
    about = models.TextField(
        _("about"),
        max_length=600,
        help_text=_("Experience and way of working, in a few sentences."),
    )
    years = models.PositiveSmallIntegerField(
        _("years of experience as a coach or mentor"), null=True, blank=True
    )
    organisation = models.CharField(
        _("organisation, if external"), max_length=120, blank=True
    )
    kinds = models.ManyToManyField(
        Kind, through="Offer", related_name="coaches", verbose_name=_("offers")
    )
    competences = models.ManyToManyField(
        Competence, blank=True, verbose_name=_("competences"), related_name="coaches"
    )
    languages = models.CharField(max_length=60, default=",id,")
    means = models.CharField(
        _("meets"), max_length=8, choices=Means.choices, default=Means.BOTH
    )
    city = models.CharField(_("city"), max_length=80, blank=True)
    time_zone = models.CharField(
        _("clock"), max_length=20, choices=TimeZone.choices, default=TimeZone.WIB
    )
    capacity = models.PositiveSmallIntegerField(_("people at a time"), default=5)
    applied_at = models.DateTimeField(null=True)
    decide_by = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.CharField(max_length=300, blank=True)
    active_at = models.DateTimeField(default=timezone.now)

    objects = CoachQuerySet.as_manager()

    class Meta:
        verbose_name = _("coach")
        verbose_name_plural = _("coaches")
        ordering = ["person__name"]
        constraints = [
            models.CheckConstraint(condition=Q(capacity__gte=1), name="coach_takes_one")
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def is_active(self) -> bool:
        """True while she stands on the register."""
        return self.state == self.State.ON

    @property
    def language_codes(self) -> list[str]:
        """The languages she speaks with people."""
        return [code for code in self.languages.split(",") if code]

    @property
    def language_names(self) -> list[str]:
        """Their names, in the reader's language."""
        names = dict(LANGUAGES)
        return [str(names[code]) for code in self.language_codes if code in names]

    @property
    def place(self) -> str:
        """Where she is: her organisation if she comes from outside, else her unit."""
        return self.organisation or (str(self.person.unit) if self.person.unit else "")

    @property
    def clock(self) -> str:
        """WIB, WITA or WIT."""
        return TimeZone(self.time_zone).name

    @property
    def hours_given(self) -> float:
        """Hours in confirmed sessions (after `with_hours`)."""
        return (self.minutes_given or 0) / 60

    @property
    def last_active_at(self):
        """The last time she did something here (after `with_hours`)."""
        logged = getattr(self, "last_logged_at", None)
        return max(self.active_at, logged) if logged else self.active_at


class Offer(models.Model):
    """A kind that a coach offers, with the activity under which it is on offer."""

    coach = models.ForeignKey(Coach, models.CASCADE, related_name="offers")
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="offers")
    activity = models.OneToOneField(
        Activity, models.PROTECT, null=True, editable=False, related_name="coach_offer"
    )

    class Meta:
        verbose_name = _("offer of a coach")
        verbose_name_plural = _("offers of coaches")
        ordering = ["kind__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["coach", "kind"], name="offer_once")
        ]

    def __str__(self) -> str:
        return f"{self.coach} · {self.kind}"
