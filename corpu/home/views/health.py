"""The health page: ok or not for machines, the findings for those who run the house."""

import time

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from corpu.lib.health import QUESTIONS, examine

KEEP_SECONDS = 5
_kept: dict[str, tuple[float, list]] = {}


@never_cache
@require_safe
def page(request):
    """200 if all is well, else 503. `?only=database,cache` asks for a part."""
    asked = request.GET.get("only", "").split(",")
    only = tuple(code for code in QUESTIONS if code in asked) or tuple(QUESTIONS)
    findings = _examined(only)
    ok = all(finding.ok for finding in findings)
    status = 200 if ok else 503
    if not _runs_the_house(request.user):
        return JsonResponse({"ok": ok}, status=status)
    if "text/html" in request.headers.get("Accept", ""):
        context = {"findings": findings, "ok": ok}
        return render(request, "home/health.html", context, status=status)
    named = {each.code: {"ok": each.ok, "detail": each.detail} for each in findings}
    return JsonResponse({"ok": ok, "findings": named}, status=status)


def _examined(only: tuple[str, ...]) -> list:
    """The findings, at most a few seconds old: anybody may ask, as often as they like."""
    key = ",".join(only)
    at, findings = _kept.get(key, (0.0, []))
    if not findings or time.monotonic() - at > KEEP_SECONDS:
        findings = examine(only)
        _kept[key] = (time.monotonic(), findings)
    return findings


def _runs_the_house(person) -> bool:
    return person.is_authenticated and (person.is_superuser or person.has_role("hr"))
