"""Compiles translations without gettext: `python -m corpu.lib.translations`.

The compiled files are not committed; they are made where they are missing or old.
"""

import os
import sys
import tempfile
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent.parent / "locale"


def compile_translations(locale: Path = LOCALE) -> list[Path]:
    """Write each .mo that is missing or older than its .po; return what was written."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        # Several processes may compile at once: each replaces the file whole.
        handle, name = tempfile.mkstemp(dir=target.parent, suffix=".tmp")
        os.close(handle)
        polib.pofile(str(source), encoding="utf-8").save_as_mofile(name)
        Path(name).chmod(0o644)
        Path(name).replace(target)
        written.append(target)
    return written


def gaps(path: Path) -> dict[str, list[str]]:
    """What keeps a .po file from being complete: untranslated and fuzzy msgids."""
    entries = [entry for entry in polib.pofile(str(path)) if not entry.obsolete]
    return {
        "untranslated": [e.msgid for e in entries if not e.translated() and not e.fuzzy],
        "fuzzy": [e.msgid for e in entries if e.fuzzy],
    }


def check(locale: Path = LOCALE) -> list[str]:
    """One line for each sentence that a reader would meet in the wrong language."""
    return [
        f"{path.parent.parent.name}: {why}: {msgid}"
        for path in sorted(locale.glob("*/LC_MESSAGES/*.po"))
        for why, msgids in gaps(path).items()
        for msgid in msgids
    ]


if __name__ == "__main__":
    compile_translations()
    if "--check" in sys.argv:
        sys.exit("\n".join(check()) or None)
