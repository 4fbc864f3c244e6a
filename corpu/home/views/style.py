import datetime
from decimal import Decimal

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from corpu.lib.icons import ICONS
from corpu.lib.statuses import LOOKS


class ExampleForm(forms.Form):
    """One of each control, for the style page."""

    title = forms.CharField(label=_("Title"), help_text=_("As it is on the certificate."))
    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    form = forms.ChoiceField(
        label=_("Form of learning"),
        choices=[("seminar", "Seminar"), ("coaching", "Coaching")],
    )
    place = forms.ChoiceField(
        label=_("Place"),
        widget=forms.RadioSelect,
        choices=[("here", _("In the office")), ("there", _("Elsewhere"))],
    )
    notes = forms.CharField(label=_("Notes"), widget=forms.Textarea, required=False)
    proof = forms.FileField(label=_("Proof"), required=False)
    agree = forms.BooleanField(label=_("I have checked what I wrote"))


@require_safe
def style(request):
    """Every component on one page, for those who build screens."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    messages.success(request, _("Saved. The new figure is already counted."))
    months = [
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Mei",
        "Jun",
        "Jul",
        "Agu",
        "Sep",
        "Okt",
        "Nov",
        "Des",
    ]
    counted = [0, 2, 2, 5, 5, 9, 11, 11, 14, None, None, None]
    forecast = [None] * 8 + [14, 16, 18, 21]
    context = {
        "statuses": LOOKS,
        "icons": ICONS,
        "form": ExampleForm(),
        "wrong": ExampleForm({"title": ""}),
        "page": Paginator(range(240), 20).page(4),
        "today": datetime.date(2026, 3, 14),
        "jp": Decimal("12.5"),
        "bars": [
            ("E-learning", Decimal("8")),
            ("Seminar", 4),
            ("Coaching", Decimal("2.5")),
        ],
        "stacks": [
            {"label": name, "parts": _parts(figures)}
            for name, figures in (
                ("Sekretariat Jenderal", (42, 18, 9, 4, 2)),
                ("Inspektorat", (12, 4, 6, 1, 0)),
                ("Badan Pengembangan SDM", (20, 11, 3, 6, 1)),
            )
        ],
        "series": [
            {"label": _("Counted"), "points": list(zip(months, counted, strict=True))},
            {
                "label": _("Forecast"),
                "points": list(zip(months, forecast, strict=True)),
                "dashed": True,
            },
        ],
        "spark": [1, 2, 2, 4, 3, 6, 8],
    }
    return render(request, "home/style.html", context)


def _parts(figures):
    names = ("met", "on_track", "at_risk", "unmet", "exempt")
    return [
        {"label": LOOKS[name].label, "value": value, "tone": name}
        for name, value in zip(names, figures, strict=True)
    ]
