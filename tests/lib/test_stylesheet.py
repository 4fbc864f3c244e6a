import re

import pytest

from corpu.lib import stylesheet

# Words that screens may use; a screen without its style is a defect nobody is told of.
VOCABULARY = [
    "page",
    "page-head",
    "stack",
    "cluster",
    "grid",
    "grid--2",
    "grid--3",
    "split",
    "sidebar-layout",
    "spread",
    "card",
    "card--flat",
    "card__head",
    "btn",
    "btn--primary",
    "btn--quiet",
    "btn--danger",
    "btn--small",
    "chip",
    "chip--met",
    "chip--on_track",
    "chip--at_risk",
    "chip--unmet",
    "chip--exempt",
    "chip--neutral",
    "chip--info",
    "field",
    "field__label",
    "field__help",
    "field__error",
    "input",
    "table",
    "table-wrap",
    "empty",
    "banner",
    "banner--info",
    "banner--warning",
    "banner--danger",
    "banner--success",
    "stat",
    "stat__value",
    "stat__label",
    "tabs",
    "timeline",
    "steps",
    "dialog",
    "toast",
    "toolbar",
    "facets",
    "list",
    "list__item",
    "avatar",
    "breadcrumbs",
    "meter",
    "prose",
    "kv",
    "muted",
    "small",
    "visually-hidden",
    "no-print",
]

TEXT_ON_GROUND = [
    *[
        (text, ground)
        for text in ("ink", "ink-soft", "ink-faint", "link")
        for ground in ("canvas", "surface", "sunk")
    ],
    *[
        (name, f"{name}-tint")
        for name in ("met", "on_track", "at_risk", "unmet", "exempt")
    ],
    *[(name, "surface") for name in ("met", "on_track", "at_risk", "unmet", "danger")],
    ("danger", "unmet-tint"),
    ("link", "brand-tint"),
    ("ink", "brand-tint"),
    ("ink-soft", "brand-tint"),
    ("on-brand", "brand"),
    ("on-brand", "brand-hover"),
    ("on-danger", "danger"),
    ("on-danger", "danger-hover"),
    ("rail-ink", "rail"),
    ("rail-strong", "rail-active"),
]
SHAPE_ON_GROUND = [
    ("line-strong", "surface"),
    ("line-strong", "canvas"),
    ("focus", "surface"),
    ("focus", "canvas"),
    *[
        (f"mark-{n}", "surface")
        for n in ("1", "3", "4", "5", "6", "met", "on_track", "unmet")
    ],
]


@pytest.fixture(scope="module")
def css():
    return stylesheet.build().read_text()


def colours(dark: bool) -> dict[str, str]:
    """Every colour token of a scheme, references followed."""
    tokens = (stylesheet.PARTS / "10-tokens.css").read_text()
    if dark:
        tokens += (stylesheet.PARTS / "11-dark.css").read_text()
    found = dict(re.findall(r"--([\w-]+):\s*(#\w{6}|var\(--[\w-]+\))", tokens))
    while any(value.startswith("var") for value in found.values()):
        found = {
            k: found[v[6:-1]] if v.startswith("var") else v for k, v in found.items()
        }
    return found


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, 1.4.3."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read(text, ground, dark):
    tokens = colours(dark)
    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON_GROUND)
def test_shapes_can_be_seen(shape, ground, dark):
    tokens = colours(dark)
    assert contrast(tokens[shape], tokens[ground]) >= 3


@pytest.mark.parametrize("word", VOCABULARY)
def test_vocabulary_has_its_style(css, word):
    assert re.search(rf"\.{re.escape(word)}(?![\w-])", css)


def test_stylesheet_stays_small(css):
    assert len(css.encode()) < 60_000


def test_schemes_are_written_out(css):
    assert "@scheme" not in css
    assert css.count("--canvas:") == 3
    assert css.count("{") == css.count("}")
