"""What the lesson page shows of a package before a part is opened."""

from django.conf import settings

from learning.kinds.scorm import rules
from learning.kinds.scorm.actions.attempts import attempts_left, current_attempt
from learning.kinds.scorm.contents import items_of, mark_of
from learning.kinds.scorm.launching import LABELS, outcome
from learning.kinds.scorm.models import Package, ScormAttempt, ScormSitting
from learning.kinds.scorm.runtime import is_installed


def lesson_context(lesson, progress) -> dict:
    """Outline, attempt and readiness; without progress (a preview) nothing may start."""
    attempt = current_attempt(progress) if progress else None
    package = Package.objects.filter(digest=lesson.content.get("digest", "")).first()
    outline = _outline(lesson, attempt)
    parts = [line for line in outline if line["launch"]]
    is_over = attempt is not None and attempt.state == ScormAttempt.State.FAILED
    return {
        "package_outline": outline,
        "parts": parts,
        "next_part": _next(parts, attempt),
        "done_count": sum(line["state"] in rules.DONE for line in parts),
        "package": package,
        "is_ready": package is not None and package.state == Package.State.READY,
        "is_broken": package is not None and package.state == Package.State.BROKEN,
        "has_runtime": is_installed(),
        "attempt": attempt,
        "outcome": outcome(attempt) if attempt else "",
        "is_over": is_over,
        "attempts_left": attempts_left(progress, attempt) if progress else None,
        "attempts_most": lesson.content.get("attempts"),
        "pass_mark": mark_of(lesson),
        "content_origin": settings.CONTENT_URL,
    }


def _outline(lesson, attempt) -> list[dict]:
    tracks = {t.item: t for t in attempt.tracks.all()} if attempt else {}
    lines = []
    for item in items_of(lesson):
        track = tracks.get(item["key"])
        state = track.state if track else rules.NOT_ATTEMPTED
        lines.append({**item, "state": state, "label": LABELS[state]})
    return lines


def _next(parts: list[dict], attempt) -> dict | None:
    """The part to go on with: the one where she left if it is not done, else the next
    not done behind it, else the first not done."""
    last = _last_opened(attempt)
    keys = [part["key"] for part in parts]
    at = keys.index(last) if last in keys else 0
    ring = [*parts[at:], *parts[:at]]
    left = [part for part in ring if part["state"] not in rules.DONE]
    required = [part for part in left if part.get("is_required", True)]
    return next(iter([*required, *left, *ring]), None)


def _last_opened(attempt) -> str:
    """The item of the newest sitting; empty where none was opened."""
    if attempt is None:
        return ""
    sittings = ScormSitting.objects.filter(track__attempt=attempt)
    rows = sittings.order_by("-pk").values_list("track__item", flat=True)
    return rows.first() or ""
