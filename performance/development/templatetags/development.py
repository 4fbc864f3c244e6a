"""Amounts as people read them."""

from django import template
from django.utils import formats
from django.utils.safestring import mark_safe

register = template.Library()


@register.filter
def rupiah(value) -> str:
    """Whole rupiah by the reader's locale: "Rp 1.500.000"; "–" for none."""
    if value is None or value == "":
        return "–"
    shown = formats.number_format(value, 0, use_l10n=True, force_grouping=True)
    return mark_safe(f"Rp&nbsp;{shown}")


@register.filter
def number(value) -> str:
    """A count with its thousands grouped."""
    return formats.number_format(value or 0, 0, use_l10n=True, force_grouping=True)
