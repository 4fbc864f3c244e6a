"""A course page before it is published, lesson by lesson, as its author sees it."""

from django.shortcuts import render
from wagtail.blocks import StreamValue

from learning.lessons import kinds
from learning.models import Lesson


def preview(request, page):
    """All lessons below each other; what is not complete yet says so."""
    steps = [_step(request, child, page.provider) for child in page.lessons]
    context = {
        "page": page,
        "outcomes": page.outcome_list(),
        "steps": steps,
    }
    return render(request, "learning/preview.html", context)


def _step(request, child: StreamValue.StreamChild, provider) -> dict:
    kind = kinds()[child.block_type]
    title = child.value.get("title") or kind.label
    try:
        content = kind.freeze(child.value, provider)
    except (AttributeError, KeyError, TypeError, ValueError):
        return {"title": title, "kind": kind, "html": ""}
    lesson = Lesson(key=child.id, kind=kind.code, title=title, content=content)
    return {"title": title, "kind": kind, "lesson": lesson}
