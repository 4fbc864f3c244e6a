"""Answers of the content host. There is no session here, and nobody is signed in."""

import mimetypes
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpResponse, HttpResponseForbidden
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from learning.kinds.scorm import passes
from learning.kinds.scorm.runtime import script_of
from learning.lesson_files import serve

TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".xml": "text/xml",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".eot": "application/vnd.ms-fontobject",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".vtt": "text/vtt; charset=utf-8",
    ".wasm": "application/wasm",
    ".swf": "application/octet-stream",
}
# Packages are full of inline scripts and eval; what they may reach is only themselves.
PACKAGE_POLICY = "; ".join(
    [
        "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'",
        "connect-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self' {site}",
        "sandbox allow-scripts allow-same-origin allow-forms allow-modals allow-popups "
        "allow-downloads",
    ]
)
FRAME_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors {site}",
    ]
)

MESSAGE_POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'self' {site}"


def _opened(ticket: str) -> passes.Pass:
    found = passes.read(ticket)
    if found is None:
        raise Http404
    return found


@csrf_exempt
@require_safe
def run(request, ticket: str):
    """The frame around a package: it holds the API that the package looks for."""
    opened = _opened(ticket)
    context = {
        "kind": opened.kind,
        "site": settings.SITE_URL,
        "library": script_of(opened.kind),
        "class_name": "Scorm12API" if opened.kind == "scorm12" else "Scorm2004API",
    }
    page = render_to_string("learning/kinds/scorm/run.html", context)
    response = HttpResponse(page)
    response["Cache-Control"] = "no-store"
    return _of_content(response, FRAME_POLICY)


@csrf_exempt
@require_safe
def file(request, ticket: str, name: str):
    """One file of the package. A folder, or a name that leads out of it, is not found.

    A service worker would outlive its page and answer for it: none is served.
    """
    opened = _opened(ticket)
    if "service-worker" in request.headers:
        return _of_content(HttpResponseForbidden(), MESSAGE_POLICY)
    response = _stored(request, opened.folder, name)
    response["Cache-Control"] = "private, max-age=3600"
    return _of_content(response, PACKAGE_POLICY)


def _stored(request, folder: str, name: str):
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or "\\" in name or "\0" in name or name[0] == "/":
        raise Http404
    kept = {"path": f"{folder}/{'/'.join(parts)}", "name": parts[-1], "type": ""}
    try:
        response = serve(request, kept)
    except (OSError, SuspiciousFileOperation, ValueError):
        raise Http404 from None
    response["Content-Type"] = _type(name)
    del response["Content-Disposition"]
    return response


def _type(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    known = TYPES.get(suffix) or mimetypes.guess_type(name)[0]
    return known or "application/octet-stream"


def _of_content(response, policy: str):
    """The headers of what belongs to a package; the middleware sets the policy."""
    response["Content-Security-Policy"] = policy.format(site=settings.SITE_URL)
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Permissions-Policy"] = (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    )
    return response


def not_found(request, exception=None):
    """Nothing here: a pass that has expired, a file that is not in the package."""
    return _plain(
        _("There is nothing here, or the page was open too long."),
        _("Go back to the lesson and open it again."),
        status=404,
    )


def broken(request, exception=None):
    """Something went wrong on our side."""
    return _plain(
        _("This part of the package could not be shown."),
        _("Go back to the lesson and open it again."),
        status=500,
    )


def _plain(title, text, *, status: int) -> HttpResponse:
    page = render_to_string(
        "learning/kinds/scorm/message.html", {"title": title, "text": text}
    )
    response = HttpResponse(page, status=status)
    response["Content-Security-Policy"] = MESSAGE_POLICY.format(site=settings.SITE_URL)
    return response
