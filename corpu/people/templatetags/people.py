"""How people and decisions are written on screens."""

import json

from django import template
from django.utils.translation import gettext as _

from corpu.people.acts import act_name as name_of_act
from corpu.people.devices import device_name
from corpu.people.rules import NipFault, parse_nip
from corpu.people.rules import hidden_nip as hide

register = template.Library()


@register.filter
def nip(text):
    """A NIP in its four groups, as letters write it."""
    try:
        return str(parse_nip(text or ""))
    except NipFault:
        return text


@register.filter
def hidden_nip(text):
    """A NIP without its middle."""
    return hide(text)


@register.filter
def device(user_agent):
    """Browser and system of a device, from what the browser sends."""
    return device_name(user_agent or "")


@register.filter
def act_name(act):
    """What an act of the decision log is called."""
    return name_of_act(act)


@register.filter
def at(mapping, key):
    """The value of a dictionary at a key, or nothing."""
    return mapping.get(key, "")


@register.filter
def facts(decision):
    """What a decision keeps, as (name, text): before and after side by side."""
    data = dict(decision.data or {})
    before, after = data.pop("before", None), data.pop("after", None)
    lines = []
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys([*before, *after]):
            old, new = before.get(name), after.get(name)
            text = f"{_text(old)} → {_text(new)}" if old != new else _text(new)
            lines.append((name, text))
    else:
        pairs = ((_("before"), before), (_("after"), after))
        lines += [(name, _text(value)) for name, value in pairs if value]
    return lines + [(name, _text(value)) for name, value in data.items()]


def _text(value) -> str:
    if value is None or value == "":
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
