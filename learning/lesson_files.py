"""Files of lessons: copied when a course is published, so that a version keeps its own,
and served in pieces to its learners alone."""

import hashlib
import mimetypes
import re
from pathlib import PurePosixPath

from django.core.files import File
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header

FOLDER = "lesson-files"
RANGE = re.compile(r"^bytes=([0-9]{0,18})-([0-9]{0,18})$")
# What a browser may show in the page. All else is downloaded: HTML and SVG could act.
SHOWN = {
    "application/pdf",
    "video/mp4",
    "video/webm",
    "audio/mpeg",
    "image/png",
    "image/jpeg",
    "text/vtt",
    "text/plain",
}


def keep(document) -> dict:
    """Copy a Wagtail document; the same content is kept once. Returns what to freeze."""
    storage = storages["private"]
    ending = PurePosixPath(document.filename).suffix
    name = document.title.removesuffix(ending) + ending
    with document.file.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
        path = f"{FOLDER}/{digest[:2]}/{digest}"
        if not storage.exists(path):
            source.seek(0)
            storage.save(path, File(source))
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    size = storage.size(path)
    return {"path": path, "name": name, "type": media_type, "size": size}


def serve(request, kept: dict) -> HttpResponse:
    """The kept file, or the piece of it that a video player asks for."""
    storage = storages["private"]
    if not storage.exists(kept["path"]):
        raise Http404
    size = storage.size(kept["path"])
    is_shown = kept["type"] in SHOWN and "download" not in request.GET
    piece = _piece(request.headers.get("Range", ""), size)
    if piece is None:
        response = FileResponse(storage.open(kept["path"]))
        response["Content-Length"] = size
    elif not piece:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        response = _partial(storage.open(kept["path"]), *piece, size)
    response["Accept-Ranges"] = "bytes"
    response["Content-Type"] = kept["type"] if is_shown else "application/octet-stream"
    response["Content-Disposition"] = content_disposition_header(
        not is_shown, kept["name"]
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _piece(header: str, size: int) -> tuple[int, int] | tuple[()] | None:
    """First and last byte that are asked for; () if that cannot be; None for all."""
    found = RANGE.match(header)
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        first, last = max(0, size - int(last)), size - 1
    else:
        first, last = int(first), min(int(last or size - 1), size - 1)
    return (first, last) if first <= last else ()


def _partial(handle, first: int, last: int, size: int) -> HttpResponse:
    handle.seek(first)
    response = FileResponse(_Slice(handle, last - first + 1), status=206)
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = last - first + 1
    return response


class _Slice:
    """The next `length` bytes of an open file."""

    def __init__(self, handle, length: int):
        self.handle, self.left = handle, length

    def read(self, size: int = -1) -> bytes:
        size = self.left if size < 0 else min(size, self.left)
        data = self.handle.read(size)
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.handle.close()
