from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from corpu.lib.clock import today
from corpu.people.models.access import Delegation, Role, RoleGrant
from corpu.people.models.appointment import Appointment, StaffClass
from corpu.people.models.unit import Unit


class PersonQuerySet(models.QuerySet):
    def employees(self) -> "PersonQuerySet":
        """Civil servants in service: they have a NIP and a unit today."""
        return self.filter(is_active=True, nip__isnull=False, unit__isnull=False)

    def in_subtree(self, unit: Unit) -> "PersonQuerySet":
        """People whose unit today is `unit` or one below it."""
        return self.filter(unit__path__startswith=unit.path)

    def led_by(self, leader: "Person") -> "PersonQuerySet":
        """People who report to `leader` directly, or whose unit she leads today.

        The line of report comes from the HR file; the head of a unit (definitive,
        acting or daily acting) leads all units below as well.
        """
        units = Unit.objects.subtrees_of(leader.led_units())
        return self.filter(Q(leader=leader) | Q(unit__in=units)).exclude(pk=leader.pk)

    def visible_to(self, viewer: "Person") -> "PersonQuerySet":
        """Whom `viewer` may look at: herself, her people, and the scope of her roles."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.is_superuser:
            return self
        return self.filter(Q(pk=viewer.pk) | scope_q(viewer))

    def managed_by(self, viewer: "Person", *roles: str) -> "PersonQuerySet":
        """Whose data `viewer` keeps as HR (or oversees in another of `roles`).

        People without a unit, such as staff of providers, belong to the office that
        added them, and to those whose grant covers the whole installation.
        """
        from corpu.people.models.decision import Decision

        if not viewer.is_authenticated:
            return self.none()
        grants = [g for g in viewer.active_grants() if g.role in (roles or ("hr",))]
        if viewer.is_superuser or any(grant.unit_id is None for grant in grants):
            return self
        condition, office = Q(pk__in=[]), Q(pk__in=[])
        for grant in grants:
            condition |= Q(unit__path__startswith=grant.unit.path)
            office |= Q(by__unit__path__startswith=grant.unit.path)
        added = Decision.objects.filter(office, act="person.added", person__unit=None)
        condition |= Q(unit=None, nip=None, pk__in=added.values("person"))
        return self.filter(condition)

    def with_place(self) -> "PersonQuerySet":
        """Joined with what lists show: unit, post and leader."""
        return self.select_related("unit", "post", "leader")

    def search(self, text: str) -> "PersonQuerySet":
        """Names that hold every word of `text`, or a NIP that starts with it."""
        condition = Q()
        for word in text.split()[:8]:
            condition &= Q(name__icontains=word)
        digits = text.replace(" ", "")
        if digits.isdigit() and len(digits) >= 4:
            condition |= Q(nip__startswith=digits)
        return self.filter(condition)


def scope_q(viewer: "Person") -> Q:
    """The people that `viewer` oversees, as a condition on Person; not herself.

    Written once, and reused by every private queryset as a subquery of people.
    """
    condition = Q(leader=viewer)
    units = viewer.led_units()
    for grant in viewer.active_grants():
        if grant.role not in (Role.HR, Role.AUDITOR):
            continue
        if grant.unit_id is None:
            return Q(pk__isnull=False)  # an empty Q would vanish in the OR
        units = units | Unit.objects.filter(pk=grant.unit_id)
    for path in units.values_list("path", flat=True):
        condition |= Q(unit__path__startswith=path)
    return condition


class PersonManager(UserManager.from_queryset(PersonQuerySet)):
    def _create_user_object(self, username, email, password, **extra_fields):
        user = self.model(username=username, email=email or None, **extra_fields)
        user.set_password(password)
        return user

    def get_by_natural_key(self, username):
        return self.get(username=username)


class Person(AbstractBaseUser, PermissionsMixin):
    """A person who signs in: a civil servant, or staff of a provider without a NIP.

    The NIP can change (FACTS 7.1: a PPPK who contracts with another agency gets a new
    one), so it is an attribute. `username` is what she signs in with: her NIP if she
    has one. `unit`, `post`, `staff_class` and `leader` are today's reading of her
    appointments; only `people.actions.appointments` writes them.
    """

    username = models.CharField(_("sign-in name"), max_length=150, unique=True)
    name = models.CharField(_("name"), max_length=150)
    title_before = models.CharField(_("title before the name"), max_length=50, blank=True)
    title_after = models.CharField(_("title after the name"), max_length=50, blank=True)
    nip = models.CharField(_("NIP"), max_length=18, null=True, blank=True, unique=True)
    former_nips = models.JSONField(_("former NIPs"), default=list, blank=True)
    born_on = models.DateField(_("born on"), null=True, blank=True)
    sex = models.CharField(
        _("sex"),
        max_length=1,
        blank=True,
        choices=[("1", _("male")), ("2", _("female"))],
    )
    email = models.EmailField(_("e-mail"), null=True, blank=True, unique=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    language = models.CharField(
        _("language"),
        max_length=2,
        default="id",
        choices=[("id", "Bahasa Indonesia"), ("en", "English")],
    )
    appointed_on = models.DateField(_("in service since"), null=True, blank=True)

    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="people"
    )
    post = models.ForeignKey("people.Post", models.PROTECT, null=True, blank=True)
    staff_class = models.CharField(
        _("staff class"), max_length=8, blank=True, choices=StaffClass.choices
    )
    leader = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="reports"
    )

    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from"
    )

    is_active = models.BooleanField(_("active"), default=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    is_staff = models.BooleanField(_("may open the administration"), default=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(leader=F("pk")), name="person_not_own_leader"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name with its titles, as Indonesian letters write it."""
        name = f"{self.title_before} {self.name}".strip()
        return f"{name}, {self.title_after}" if self.title_after else name

    @property
    def first_name(self) -> str:
        """Asked for by Wagtail and allauth; names here are not split."""
        return self.name.split(" ")[0]

    @property
    def last_name(self) -> str:
        """See `first_name`."""
        return self.name.partition(" ")[2]

    def get_full_name(self) -> str:
        """The name with titles, as Django's own apps ask for it."""
        return self.full_name

    def get_short_name(self) -> str:
        """The first word of the name."""
        return self.first_name

    def clean(self):
        """Keep an absent e-mail as NULL, so that it is unique only where given."""
        super().clean()
        self.email = self.email.lower() if self.email else None

    def active_grants(self) -> list[RoleGrant]:
        """Her role grants of today, read once for each object."""
        if not hasattr(self, "_grants"):
            grants = RoleGrant.objects.active().filter(person=self)
            self._grants = list(grants.select_related("unit", "provider"))
        return self._grants

    def has_role(self, *roles: str) -> bool:
        """True if she holds one of `roles` today, anywhere."""
        return any(grant.role in roles for grant in self.active_grants())

    def led_units(self, on=None) -> models.QuerySet:
        """Units at whose head she stands (definitive or acting) on day `on`."""
        heads = Appointment.objects.on(on or today()).filter(person=self, leads=True)
        return Unit.objects.filter(pk__in=heads.values("unit"))

    @property
    def is_leader(self) -> bool:
        """True if anybody reports to her or she heads a unit, also as acting head."""
        if not hasattr(self, "_is_leader"):
            reports = self.reports.filter(is_active=True).exists()
            self._is_leader = reports or self.led_units().exists()
        return self._is_leader

    def stands_in_for(self) -> list[int]:
        """Ids of the people who handed her their decisions for today, read once for each
        object."""
        if not hasattr(self, "_stands_in_for"):
            handed = Delegation.objects.active().filter(deputy=self)
            self._stands_in_for = list(handed.values_list("person", flat=True))
        return self._stands_in_for
