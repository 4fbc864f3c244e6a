"""Rules that hold from a day on: drafted by one person, published by another."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from corpu.lib.rule_rows import Published, PublishedQuerySet, holds_on
from corpu.lib.two_languages import by_language
from performance.models.rule_change import RuleChange


class DatedQuerySet(PublishedQuerySet):
    def on(self, day) -> "DatedQuerySet":
        """Published rules in force on `day`, the latest first."""
        return self.published().filter(holds_on(day)).order_by("-valid_from", "-pk")


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


class DatedRule(Endable, Published):
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

    objects = DatedQuerySet.as_manager()

    law = by_language("legal_basis", "legal_basis_en")

    class Meta(Endable.Meta):
        abstract = True
