import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class RuleQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "RuleQuerySet":
        """What is published binds everybody and is read by all; drafts are the office's."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.is_superuser or viewer.has_role("hr", "auditor"):
            return self
        return self.published()

    def published(self) -> "RuleQuerySet":
        """Rules that a second person published; drafts never count."""
        return self.filter(live=True)

    def in_year(self, year: int):
        """The rule in force on the last day of the year, or None; the newest wins."""
        last = datetime.date(year, 12, 31)
        rows = self.published().filter(
            Q(valid_to=None) | Q(valid_to__gte=last), valid_from__lte=last
        )
        return rows.order_by("-valid_from", "-pk").first()


class Rule(models.Model):
    """Data with a legal basis and dates: drafted by one person, published by another.

    A published rule never changes, except that it may get its `valid_to`.
    """

    legal_basis = models.TextField(_("legal basis"))
    legal_basis_en = models.TextField(
        _("legal basis in English"),
        blank=True,
        help_text=_("For readers of English; the Indonesian text is the one that holds."),
    )
    confirmed = models.BooleanField(
        _("confirmed"),
        default=True,
        help_text=_("Off while the text of the regulation itself has not been seen."),
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
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

    objects = RuleQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="%(class)s_days_in_order",
            )
        ]

    @property
    def law(self) -> str:
        """The legal basis in the reader's language."""
        in_english = get_language() == "en" and self.legal_basis_en
        return self.legal_basis_en if in_english else self.legal_basis

    def stamp(self, by) -> None:
        """Note who let it count, and when."""
        self.live, self.published_by, self.published_at = True, by, timezone.now()
