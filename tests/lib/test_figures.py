"""A figure as a machine reads it, whatever the language of the page."""

from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from corpu.lib.figures import plain


@pytest.mark.parametrize(
    ("label", "figure"),
    [
        (12, "12"),
        (Decimal("12.50"), "12.5"),
        (Decimal("100"), "100"),
        ("1.234,5 JP", "1234.5JP"),
        ("60 %", "60%"),
        ("-0,5", "-0.5"),
        (0, "0"),
        ("–", ""),
        ("12 dari 20", ""),
        ("Aturan", ""),
        (None, ""),
    ],
)
def test_a_label_in_indonesian_is_one_number_or_none(label, figure):
    with translation.override("id"):
        assert plain(label) == figure


def test_the_same_figure_in_english():
    with translation.override("en"):
        assert plain("1,234.5 JP") == "1234.5JP"


def test_a_figure_and_its_facts_say_the_same():
    text = "{% load components %}{% explain '#x' '12,5 JP' %}<ul{% adds_up 3 jp=jp %}>"
    with translation.override("id"):
        page = Template(text).render(Context({"jp": Decimal("12.50")}))
    assert 'data-figure="12.5JP"' in page
    assert '<ul data-adds-up="3 12.5JP">' in page
