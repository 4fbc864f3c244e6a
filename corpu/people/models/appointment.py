from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class StaffClass(models.TextChoices):
    """The two classes of ASN (UU 20/2023 art. 5), and candidates for the first."""

    PNS = "pns", _("PNS")
    CPNS = "cpns", _("CPNS")
    PPPK = "pppk", _("PPPK")


class Post(models.Model):
    """What a person is appointed to (jabatan): its kind and its level."""

    class Kind(models.TextChoices):
        STRUCTURAL = "structural", _("structural")
        FUNCTIONAL = "functional", _("functional")
        EXECUTOR = "executor", _("executor")

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    level = models.CharField(
        _("level"),
        max_length=40,
        blank=True,
        help_text=_("For example: administrator, pengawas, ahli muda."),
    )

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AppointmentQuerySet(models.QuerySet):
    def on(self, day) -> "AppointmentQuerySet":
        """Appointments in force on `day`."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=day), started_on__lte=day)

    def visible_to(self, viewer) -> "AppointmentQuerySet":
        """Appointments of the people whom `viewer` may look at."""
        from corpu.people.models.person import Person

        return self.filter(person__in=Person.objects.visible_to(viewer))


class Appointment(models.Model):
    """One person in one unit and post for a span of days (both ends included).

    The definitive one says where she belongs; an acting one (Plt., Plh.) adds a post
    she fills for a time. `leads` makes her the head of the unit.
    """

    class Kind(models.TextChoices):
        DEFINITIVE = "definitive", _("definitive")
        ACTING = "acting", _("acting (Plt.)")
        DAILY = "daily", _("daily acting (Plh.)")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments"
    )
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, verbose_name=_("unit"), related_name="appointments"
    )
    post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("post"))
    staff_class = models.CharField(
        _("staff class"), max_length=8, choices=StaffClass.choices
    )
    kind = models.CharField(
        _("kind"), max_length=12, choices=Kind.choices, default=Kind.DEFINITIVE
    )
    leads = models.BooleanField(_("heads the unit"), default=False)
    fraction = models.DecimalField(
        _("fraction of full time"), max_digits=3, decimal_places=2, default=1
    )
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["person", "started_on"]
        indexes = [
            models.Index(fields=["person", "started_on"]),
            models.Index(fields=["unit", "started_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="appointment_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(fraction__gt=0, fraction__lte=1),
                name="appointment_fraction_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} · {self.unit}"
