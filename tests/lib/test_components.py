from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.utils import translation


def draw(source: str, **context) -> str:
    """A piece of template, as a page would show it."""
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        ("12.50", "12,5", "12.5"),
        ("20", "20", "20"),
        ("2.66", "2,66", "2.66"),
        ("1204.00", "1.204", "1,204"),
        ("100", "100", "100"),
        (None, "–", "–"),
    ],
)
def test_jp_reads_as_people_write_it(value, indonesian, english):
    value = Decimal(value) if value else None
    for language, expected in (("id", indonesian), ("en", english)):
        with translation.override(language):
            assert draw("{{ value|jp_number }}", value=value) == expected


def test_jp_keeps_number_and_unit_together():
    assert "12,5&nbsp;JP" in draw("{% jp value %}", value=Decimal("12.5"))


def test_status_says_itself_in_words():
    chip = draw('{% status_chip "at_risk" %}')
    assert "chip--at_risk" in chip and "Berisiko" in chip and "<svg" in chip


def test_unknown_status_is_shown_as_it_is():
    assert "Something new" in draw('{% status_chip "something_new" %}')


def test_ring_and_meter_say_their_figures():
    ring = draw('{% progress_ring 5 20 label="Wajib" %}')
    assert (
        'aria-label="Wajib: 5 dari 20 JP"' in ring
        and 'stroke-dasharray="25.00 200"' in ring
    )
    assert 'width="25.00%"' in draw('{% meter 5 20 "Wajib" %}')


def test_ring_of_nothing_draws_no_bar():
    assert "ring__bar" not in draw("{% progress_ring 0 20 %}")


class Small(forms.Form):
    title = forms.CharField(label="Judul", help_text="Seperti di sertifikat.")
    agree = forms.BooleanField(label="Setuju")


def test_field_joins_label_help_and_error():
    html = draw("{% field form.title %}", form=Small({"title": ""}))
    assert '<label class="field__label" for="id_title">' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html and 'id="id_title_error"' in html


def test_checkbox_stands_inside_its_label():
    assert '<label class="choice" for="id_agree"><input' in draw(
        "{% field form.agree %}", form=Small()
    )


def test_error_summary_links_to_the_fields():
    html = draw("{% form_errors form %}", form=Small({}))
    assert 'href="#id_title"' in html and 'role="alert"' in html
    assert draw("{% form_errors form %}", form=Small()).strip() == ""


def test_pagination_keeps_the_query(rf):
    page = Paginator(range(100), 10).page(3)
    html = draw("{% pagination page %}", page=page, request=rf.get("/?q=sari&page=3"))
    assert "?q=sari&amp;page=2" in html and 'aria-current="page">3<' in html
    assert "page=3&amp;" not in html


def test_single_page_needs_no_pagination(rf):
    page = Paginator(range(5), 10).page(1)
    assert draw("{% pagination page %}", page=page, request=rf.get("/")).strip() == ""


def test_person_line_has_initials_and_escapes():
    person = SimpleNamespace(
        name="Dewi <b> Ayu", full_name="Dewi <b> Ayu", post="Analis", unit="Biro"
    )
    html = draw("{% person_line person %}", person=person)
    assert ">DA<" in html and "Analis · Biro" in html and "<b>" not in html


@pytest.mark.parametrize("language", ["id", "en"])
def test_charts_have_their_table_and_machine_numbers(language):
    with translation.override(language):
        bars = draw(
            '{% bar_chart rows "JP" unit="JP" %}', rows=[("A", Decimal("2.5")), ("B", 7)]
        )
        lines = draw(
            '{% line_chart series "JP" limit=20 %}',
            series=[{"label": "JP", "points": [("Jan", Decimal("2.5")), ("Feb", None)]}],
        )
    assert bars.count("<table") == lines.count("<table") == 1
    assert 'width="35.71%"' in bars
    assert 'cy="171.5"' in lines


def test_stacked_bars_show_every_part_in_the_table():
    rows = [{"label": "Biro", "parts": [{"label": "Met", "value": 3, "tone": "met"}]}]
    html = draw('{% stacked_bars rows "Capaian" %}', rows=rows)
    assert "tone-met" in html and html.count("<td") == 2
