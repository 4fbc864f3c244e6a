"""Rules as rows: one person drafts them, another publishes them, and they hold from a
day to a day."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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


def let_count(row: Published, by, *also: str) -> None:
    """Write that `by` published it now, and the fields named in `also`. Whoever calls
    this holds the row and has asked whether `by` may."""
    row.live, row.published_by, row.published_at = True, by, timezone.now()
    row.save(update_fields=["live", "published_by", "published_at", *also])
