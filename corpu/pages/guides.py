"""The guides of `docs/`, one for each role and language, as pages of the application."""

import re
from dataclasses import dataclass
from pathlib import Path

import nh3
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from markdown import markdown
from PIL import Image

DOCS = settings.BASE_DIR / "docs"
PICTURES = DOCS / "images"

# In the order in which they are listed.
TITLES = {
    "learner": _("For civil servants"),
    "coach": _("For coaches and mentors"),
    "leader": _("For unit leaders"),
    "agency": _("For training agencies"),
    "hr": _("For HR and the Corpu office"),
    "auditor": _("For auditors"),
    "operator": _("For those who run the installation"),
}
ICONS = {
    "learner": "gauge",
    "coach": "talk",
    "leader": "people",
    "agency": "building",
    "hr": "chart",
    "auditor": "shield",
    "operator": "gear",
}
TAGS = {
    *("a", "p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd"),
    *("strong", "em", "code", "pre", "blockquote", "img", "hr", "br"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "loading"},
    "h2": {"id"},
    "h3": {"id"},
}


@dataclass(frozen=True)
class Guide:
    """One guide in one language: its heading, its sections, its text."""

    title: str
    html: SafeString
    sections: tuple[tuple[str, str], ...]


def guides() -> list[str]:
    """The roles for which a guide is written."""
    return [role for role in TITLES if _path(role, "en").is_file()]


def read_guide(role: str, language: str) -> Guide | None:
    """The guide of `role` in the reader's language, else in English; None if unwritten."""
    if role not in TITLES:
        return None
    path = _path(role, language)
    path = path if path.is_file() else _path(role, "en")
    return _read(path) if path.is_file() else None


def _path(role: str, language: str) -> Path:
    return DOCS / (f"{role}.id.md" if language == "id" else f"{role}.md")


def _read(path: Path) -> Guide:
    first, _newline, rest = path.read_text().partition("\n")
    html = markdown(rest, extensions=["tables", "toc", "sane_lists", "fenced_code"])
    html = re.sub(r'<img alt="([^"]*)" src="images/([^"]+)"[^>]*>', _picture, html)
    html = re.sub(r'href="(\w+)(?:\.id)?\.md(#[^"]*)?"', _link, html)
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES)
    sections = re.findall(r'<h2 id="([^"]+)">(.*?)</h2>', clean)
    return Guide(first.lstrip("# ").strip(), mark_safe(clean), tuple(sections))


def _picture(match) -> str:
    """A screenshot with its size, so that nothing jumps; none while it is not taken."""
    words, name = match.groups()
    path = PICTURES / name
    if ".." in path.parts or not path.is_file():
        return ""
    with Image.open(path) as image:
        width, height = image.size
    source = static(f"guides/{name}")
    return (
        f'<img src="{source}" alt="{words}" width="{width}" height="{height}"'
        ' loading="lazy">'
    )


def _link(match) -> str:
    role, place = match.groups()
    if role not in TITLES:
        return f'href="{place or "#"}"'
    return f'href="{reverse("pages:guide", args=[role])}{place or ""}"'
