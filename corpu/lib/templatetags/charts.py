"""Charts as SVG that the server draws; each has its table behind it.

    {% bar_chart rows caption %}            rows: (label, value) or {label, value, url, note, tone}
    {% stacked_bars rows caption %}         rows: {label, url, total_url,
                                                   parts: [{label, value, tone, url}]}
    {% line_chart series caption limit=20 %}  series: {label, points: [(place, value, url)],
                                                       tone, dashed, given}

Charts that are `given` tell numbers whose rows nobody may read (whom a coach
accompanies).

`unit` names what the values count ("JP"); `tone` is a status or "1" to "6"; a `url`
leads from the value to rows that add up to it. A series that is `given` is no figure of
facts (the pace that a rule asks for).
"""

from django import template

from corpu.lib import charts

register = template.Library()


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(rows, caption, unit="", most=None, given=False):
    """Horizontal bars of one value each."""
    context = {"bars": charts.bars(rows, most), "caption": caption}
    return {**context, "unit": unit, "given": given}


@register.inclusion_tag("components/stacked_bars.html")
def stacked_bars(rows, caption, unit="", most=None, given=False):
    """Horizontal bars of several parts, with their legend."""
    rows = charts.stacks(rows, most)
    legend = charts.legend(rows)
    table = [(row, [_part(row, head.label) for head in legend]) for row in rows]
    context = {"bars": rows, "legend": legend, "table": table}
    return {**context, "caption": caption, "unit": unit, "given": given}


@register.inclusion_tag("components/line_chart.html")
def line_chart(series, caption, unit="", limit=None, limit_label=""):
    """Lines over time; `limit` draws one level across."""
    chart = charts.line_chart(series, limit)
    table = [
        (label, [_point(line, n) for line in chart.lines])
        for n, label in enumerate(chart.labels)
    ]
    return {
        "chart": chart,
        "table": table,
        "caption": caption,
        "unit": unit,
        "limit_label": limit_label,
    }


@register.filter
def plot_y(percent, height=180):
    """A level in percent from the top as a place in a plot of `height` pixels."""
    return round(float(percent) * height / 100 + 14, 1)


def _part(row, label):
    return next((part for part in row.segments if part.label == label), None)


def _point(line, n) -> dict:
    if n >= len(line.values):
        return {"value": None}
    return {"value": line.values[n], "url": line.urls[n], "is_given": line.is_given}
