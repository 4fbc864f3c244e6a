"""Template tags of the component library (`templates/components/`); see /style/."""

from decimal import Decimal

from django import template
from django.forms import CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from corpu.lib import charts, figures
from corpu.lib.icons import ICONS
from corpu.lib.page_parts import parts_of
from corpu.lib.statuses import status_look

register = template.Library()


@register.simple_tag
def icon(name, css=""):
    """A decorative icon; what it means must stand beside it as text."""
    shape = mark_safe(ICONS[name])
    return format_html(
        '<svg class="icon {}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', css, shape
    )


@register.simple_tag
def jp(value, unit=True):
    """JP as people read them: "12,5 JP", no more decimals than there are; "–" for none."""
    if value is None or value == "":
        return format_html('<span class="jp" aria-label="{}">–</span>', _("none"))
    shown = jp_number(value)
    suffix = mark_safe("&nbsp;JP") if unit else ""
    return format_html('<span class="jp">{}{}</span>', shown, suffix)


@register.filter
def jp_number(value) -> str:
    """A number of JP by the reader's locale, with the decimals that it has (at most 2)."""
    if value is None or value == "":
        return "–"
    number = Decimal(str(value)).quantize(Decimal("0.01"))
    text = format(number, "f").rstrip("0").rstrip(".")
    places = len(text.partition(".")[2])
    return formats.number_format(number, places, use_l10n=True, force_grouping=True)


@register.inclusion_tag("components/status_chip.html")
def status_chip(status, label=""):
    """A status by colour, icon and word: of standings, requests, enrolments, imports."""
    look = status_look(status)
    return {"tone": look.tone, "icon_name": look.icon, "label": label or look.label}


@register.inclusion_tag("components/progress_ring.html")
def progress_ring(value, max, label="", tone="", size="", extra=None):
    """`value` of `max` as a ring, `extra` on top in a lighter shade (booked JP)."""
    done = charts.share(value, max)
    more = charts.share((value or 0) + extra, max) if extra else None
    context = {"done": done, "more": more, "value": value, "max": max}
    return {**context, "label": label, "tone": tone, "size": size}


@register.inclusion_tag("components/meter.html")
def meter(value, max, label="", tone="", unit="JP", extra=None, url="", given=False):
    """`value` of `max` as a bar, with its label and figures above it if one is given.

    `url` leads from the value to its facts; `given` says that it is no figure of facts
    (the progress of an import).
    """
    done = charts.share(value, max)
    more = charts.share((value or 0) + extra, max) if extra else None
    context = {"done": done, "more": more, "value": value, "max": max}
    figure = f"{figures.plain(value)}{unit if unit in figures.UNITS.values() else ''}"
    links = {"url": url, "figure": figure, "given": given}
    return {**context, **links, "label": label, "tone": tone, "unit": unit}


@register.inclusion_tag("components/sparkline.html")
def sparkline(values, label=""):
    """A small line without axes beside a figure; `label` says it in words."""
    values = [value or 0 for value in values]
    return {"points": charts.polyline(values, 100, 28), "values": values, "label": label}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page):
    """Links to the other pages of a Django `Page`, keeping the query of this one."""
    request = context.get("request")
    query = request.GET.copy() if request else None
    if query is not None:
        query.pop("page", None)
    places = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    kept = f"{query.urlencode()}&" if query else ""
    return {"page": page, "places": list(places), "query": kept}


@register.inclusion_tag("components/field.html")
def field(bound, label="", help="", placeholder=""):
    """A form field with its label, help and errors, joined for assistive technology."""
    widget = bound.field.widget
    attrs = {"placeholder": placeholder} if placeholder else {}
    if not isinstance(widget, (CheckboxInput, CheckboxSelectMultiple, RadioSelect)):
        css = widget.attrs.get("class", "")
        attrs["class"] = f"{css} input".strip()
    if bound.errors and bound.auto_id:
        attrs["aria-invalid"] = "true"
        help_id = f"{bound.auto_id}_helptext " if bound.help_text else ""
        attrs["aria-describedby"] = f"{help_id}{bound.auto_id}_error"
    return {
        "field": bound,
        "widget": bound.as_widget(attrs=attrs),
        "label": label or bound.label,
        "help": (help or str(bound.help_text)).strip(),
        "is_choice": isinstance(widget, CheckboxInput),
        "is_group": isinstance(widget, (CheckboxSelectMultiple, RadioSelect)),
    }


@register.inclusion_tag("components/form_errors.html")
def form_errors(form):
    """What keeps a form from being saved, above it, with links to the fields."""
    fields = [form[name] for name in form.errors if name in form.fields]
    visible = [bound for bound in fields if not bound.is_hidden]
    hidden = [error for bound in fields if bound.is_hidden for error in bound.errors]
    return {"form": form, "fields": visible, "others": hidden}


@register.inclusion_tag("components/person_line.html")
def person_line(person, url="", note=""):
    """A person with initials, name, and post and unit (or `note`) below."""
    place = [getattr(person, name, None) for name in ("post", "unit")]
    words = person.name.split()
    initials = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
    note = note or " · ".join(str(part) for part in place if part)
    return {"person": person, "initials": initials, "url": url, "note": note}


@register.simple_tag
def initials(person):
    """The letters for a person's avatar."""
    words = person.name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.inclusion_tag("components/explain.html")
def explain(url, label):
    """The link from a figure to the facts behind it; words in place of one are no figure."""
    return {"url": url, "label": label, "figure": figures.plain(label)}


@register.filter
def figure(value, unit="") -> str:
    """A number as `data-figure` has it, for links that cannot be made by `explain`."""
    return f"{figures.plain(value)}{unit if unit in figures.UNITS.values() else ''}"


@register.simple_tag
def adds_up(*sums, **by_unit):
    """What the rows below come to, for the element that a figure leads to.

    Plain numbers first, then those with a unit: `{% adds_up page.paginator.count jp=sum
    percent=share %}`. Give what was added up from the listed rows, never the figure.
    """
    found = [figures.plain(one) for one in sums]
    for name, value in by_unit.items():
        unit = figures.UNITS[name]
        found += [f"{number}{unit}" for number in [figures.plain(value)] if number]
    return format_html(' data-adds-up="{}"', " ".join(one for one in found if one))


@register.simple_tag(takes_context=True)
def page_parts(context, page, subject):
    """The sections that other apps add to this page; each names its template."""
    return parts_of(page, subject, context["request"].user)
