"""The one stylesheet: its parts are files of their own, readers fetch a single one.

`corpu/assets/css/parts/*.css` in the order of their names become `css/corpu.css`. The
dark scheme is written once, as `@scheme dark { ... }`, and comes out twice: for devices
that ask for it, and for readers who chose it.
"""

import os
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "css/corpu.css"
PARTS = settings.BASE_DIR / "corpu" / "assets" / "css" / "parts"
BUILT = settings.VAR_DIR / "assets"


class StylesheetFinder(BaseFinder):
    """Finds `css/corpu.css`, put together again whenever a part is newer."""

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        """The built file, for its own name only."""
        result = [str(build())] if path == NAME else []
        return result if find_all else (result[0] if result else [])

    def list(self, ignore_patterns):
        """What collectstatic copies."""
        build()
        yield NAME, FileSystemStorage(location=BUILT)


def build() -> Path:
    """Write the stylesheet if a part of it has changed; returns where it lies."""
    target = BUILT / NAME
    parts = sorted(PARTS.glob("*.css"))
    newest = max(part.stat().st_mtime_ns for part in parts)
    if target.exists() and target.stat().st_mtime_ns >= newest:
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(f".{os.getpid()}")
    draft.write_text(joined([part.read_text() for part in parts]))
    draft.replace(target)
    return target


def joined(parts: list[str]) -> str:
    """The parts as one text: comments and needless spaces gone, schemes written out."""
    text = re.sub(r"/\*.*?\*/", "", "\n".join(parts), flags=re.S)
    text = _write_out_schemes(text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,])\s*", r"\1", text)
    return re.sub(r": (?=[^{}]*[;}])", ":", text).replace(";}", "}").strip() + "\n"


def _write_out_schemes(text: str) -> str:
    match = re.search(r"@scheme dark \{([^{}]*)\}", text)
    if match is None:
        return text
    rules = match[1]
    both = (
        "@media (prefers-color-scheme: dark) {\n"
        f':root:not([data-theme="light"]) {{{rules}}}\n}}\n'
        f':root[data-theme="dark"] {{{rules}}}\n'
    )
    return text[: match.start()] + both + text[match.end() :]
