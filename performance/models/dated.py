"""Rules that hold from a day on: drafted by one person, published by another."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from performance.models.rule_change import RuleChange


class DatedQuerySet(models.QuerySet):
    def published(self) -> "DatedQuerySet":
        """Rules that a second person published; drafts never count."""
        return self.filter(live=True)

    def on(self, day) -> "DatedQuerySet":
        """Published rules in force on `day`, the latest first."""
        rows = self.published().filter(Q(valid_to=None) | Q(valid_to__gte=day))
        return rows.filter(valid_from__lte=day).order_by("-valid_from", "-pk")

    def visible_to(self, viewer) -> "DatedQuerySet":
        """What is published binds and is read by all; drafts are the office's."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.is_superuser or viewer.has_role("hr", "auditor"):
            return self
        return self.published()


class Endable(models.Model):
    """A published rule gets its last day from two persons (`performance.actions.dated`)."""

    class Meta:
        abstract = True

    @property
    def end_url(self) -> str:
        """The page where its last day is proposed and confirmed."""
        return reverse("performance:rule_end", args=[self._meta.label_lower, self.pk])

    @property
    def waiting_end(self) -> RuleChange | None:
        """The last day that waits for a second person."""
        rows = RuleChange.objects.of(self).waiting()
        return rows.select_related("proposed_by").first()


class DatedRule(Endable):
    """Data with a legal basis and dates. A published row never changes, except that it
    may get its `valid_to`; a new rule is a new row (`performance.actions.dated`)."""

    legal_basis = models.TextField(_("legal basis"))
    legal_basis_en = models.TextField(
        _("legal basis in English"),
        blank=True,
        help_text=_("For readers of English; the Indonesian text is the one that holds."),
    )
    is_confirmed = models.BooleanField(
        _("confirmed"),
        default=True,
        help_text=_("Numbers that still have to be confirmed are shown with a mark."),
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

    objects = DatedQuerySet.as_manager()

    class Meta(Endable.Meta):
        abstract = True

    @property
    def law(self) -> str:
        """The legal basis in the reader's language."""
        in_english = get_language() == "en" and self.legal_basis_en
        return self.legal_basis_en if in_english else self.legal_basis
