import json
import uuid
from decimal import Decimal
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from corpu.ledger.models import Record
from corpu.lib.fields import JPField
from corpu.people.models import Person, Unit
from performance.models import Status, Target
from performance.periods.models.closing import Closing


class PageQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "PageQuerySet":
        """Pages of the people whom `viewer` may look at, and of rows merged into them."""
        people = Person.objects.visible_to(viewer)
        return self.filter(Q(person__in=people) | Q(person__merged_into__in=people))

    def of(self, person) -> "PageQuerySet":
        """One person's pages, also those of rows that were merged into hers."""
        return self.filter(Q(person=person) | Q(person__merged_into=person))

    def in_force(self) -> "PageQuerySet":
        """Pages of closings that have not been reopened."""
        state = Closing.State
        return self.filter(closing__state__in=[state.RUNNING, state.CLOSED])

    def with_names(self) -> "PageQuerySet":
        """Joined with what a line about a page shows."""
        return self.select_related("closing__unit", "person", "target", "unit")


class Page(models.Model):
    """One person's result against one target in one year, frozen. Append-only.

    `body` is canonical JSON and everything that was true then: the rule as worded, what
    was required and by which formula, every fact with its rate and approver, status,
    unit, post, class and leader. `sha256` is its hash, `signature` made with a key that
    is not in the database, `chain` the hash of the page before and of this one, so that
    none can be left out. The other columns repeat the body, for lists.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    closing = models.ForeignKey(Closing, models.PROTECT, related_name="pages")
    number = models.CharField(max_length=40, unique=True)
    piece = models.PositiveIntegerField()
    place = models.PositiveIntegerField()

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="frozen_pages"
    )
    target = models.ForeignKey(Target, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    # The key of its standing, and the days of its period.
    asked_year = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    staff_class = models.CharField(max_length=8)
    required = JPField()
    counted = JPField()
    status = models.CharField(max_length=8, choices=Status.choices)

    body = models.TextField()
    sha256 = models.CharField(max_length=64)
    chain = models.CharField(max_length=64)
    signature = models.CharField(max_length=100)
    key = models.CharField(max_length=16)
    frozen_at = models.DateTimeField(default=timezone.now)
    # What of the ledger was seen: whatever of the person comes after is an addendum.
    last_record = models.PositiveBigIntegerField(default=0)
    last_approval = models.PositiveBigIntegerField(default=0)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("frozen page")
        verbose_name_plural = _("frozen pages")
        ordering = ["closing", "piece", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["closing", "person", "target", "asked_year"], name="page_once"
            ),
            models.UniqueConstraint(
                fields=["closing", "piece", "place"], name="page_in_its_place"
            ),
        ]
        indexes = [models.Index(fields=["person", "year"])]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The page as it is read."""
        return reverse("periods:page", args=[self.public_id])

    @cached_property
    def frozen(self) -> dict:
        """The body, read."""
        return json.loads(self.body)

    @property
    def target_name(self) -> str:
        """The name of the target as it was, in the reader's language."""
        target = self.frozen["target"]
        return target["name_en"] if get_language() == "en" else target["name_id"]

    @property
    def gap(self) -> Decimal:
        """What was missing."""
        return Decimal(self.frozen["result"]["gap"])


class Seal(models.Model):
    """The end of a closing: its pages counted, chained and signed. Append-only."""

    closing = models.OneToOneField(Closing, models.PROTECT, related_name="seal")
    body = models.TextField()
    root = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    signature = models.CharField(max_length=100)
    key = models.CharField(max_length=16)
    sealed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")

    def __str__(self) -> str:
        return self.root


class AddendumQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "AddendumQuerySet":
        """Addenda to the pages that `viewer` may read."""
        return self.filter(page__in=Page.objects.visible_to(viewer))


class Addendum(models.Model):
    """What came to a frozen page later, and what the result would be with it.
    Append-only: the page itself never changes."""

    class Kind(models.TextChoices):
        FACT = "fact", _("recorded later")
        VOID = "void", _("voided later")
        APPROVAL = "approval", _("JP set later")
        RULE = "rule", _("counted again under another rule")

    page = models.ForeignKey(Page, models.PROTECT, related_name="addenda")
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    # What would stand now; no figures where the target would no longer apply.
    counted = JPField(null=True)
    required = JPField(null=True)
    status = models.CharField(max_length=8, blank=True, choices=Status.choices)

    objects = AddendumQuerySet.as_manager()

    class Meta:
        verbose_name = _("addendum")
        verbose_name_plural = _("addenda")
        ordering = ["page", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "key"], name="addendum_once")
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.key}"
