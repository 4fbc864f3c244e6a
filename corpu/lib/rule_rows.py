"""Rules as rows: one person drafts them, another publishes them, and they hold from a
day to a day."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from corpu.lib.refusals import Refused
from corpu.lib.seals import canonical, fingerprint

# What publishing writes: it is not what a rule says.
NOT_SAID = {"id", "live", "drafted_by", "published_by", "published_at"}


def holds_on(day) -> Q:
    """What holds on `day`: it has begun by then, and has not ended before."""
    return Q(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


def days_in_order(name: str) -> models.CheckConstraint:
    """The last day, where there is one, is not before the first."""
    condition = Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
    return models.CheckConstraint(condition=condition, name=name)


class PublishedQuerySet(models.QuerySet):
    def published(self) -> Self:
        """Rules that a second person published; drafts never count."""
        return self.filter(live=True)

    def drafts(self) -> Self:
        """Rules that wait for a second person."""
        return self.filter(live=False)

    def visible_to(self, viewer) -> Self:
        """What is published binds everybody and is read by all; drafts are the office's."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.is_superuser or viewer.has_role("hr", "auditor"):
            return self
        return self.published()


class Published(models.Model):
    """A rule that counts from the moment a second person publishes it."""

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

    class Meta:
        abstract = True

    @property
    def mark(self) -> str:
        """What the row and its parts say, in a few signs: whoever publishes a draft sends
        the mark of what she has read."""
        return fingerprint(canonical(_said(self)))[:16]


def _said(row) -> dict:
    found: dict[str, object] = {
        field.name: str(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if field.name not in NOT_SAID
    }
    for field in row._meta.many_to_many:
        chosen = getattr(row, field.name).values_list("pk", flat=True)
        found[field.name] = sorted(map(str, chosen))
    for relation in row._meta.related_objects:
        if isinstance(relation.field, ParentalKey):
            parts = relation.related_model._base_manager.order_by("pk")
            parts = parts.filter(**{relation.field.name: row.pk})
            found[relation.name] = [_said(part) for part in parts]
    return found


def refuse_unread(row: Published, sent) -> None:
    """Refuse what was changed since it was read; `sent` is the form of the page that
    showed it."""
    if sent.get("mark", row.mark) != row.mark:
        message = _("The draft was changed meanwhile. Read it again, then publish.")
        raise Refused("changed_meanwhile", message)


def let_count(row: Published, by, *also: str) -> None:
    """Write that `by` published it now, and the fields named in `also`. Whoever calls
    this holds the row and has asked whether `by` may."""
    row.live, row.published_by, row.published_at = True, by, timezone.now()
    row.save(update_fields=["live", "published_by", "published_at", *also])
