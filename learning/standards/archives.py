"""Archives that strangers made: looked at before anything is unpacked.

A zip names its sizes and paths before it gives its content, but may lie about them, so
the same limits hold once more while it is read. No Django here.
"""

import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

CHUNK = 64 * 1024
DRIVE = re.compile(r"^[A-Za-z]:")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
NOISE = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Limits:
    """What an archive may hold at most. Sizes in bytes."""

    packed: int = 200_000_000
    unpacked: int = 1_000_000_000
    one_file: int = 500_000_000
    ratio: int = 100  # unpacked : packed, per file, once it is larger than `small`
    small: int = 1_000_000
    files: int = 10_000
    name: int = 240
    depth: int = 20
    manifest: int = 5_000_000


@dataclass(frozen=True)
class Problem:
    """Why an archive or a manifest is refused (`is_fatal`) or only worth a look.

    `code` is stable; `detail` holds what a sentence about it names (a path, a number).
    """

    code: str
    detail: dict = field(default_factory=dict)
    is_fatal: bool = True

    def as_dict(self) -> dict:
        """For JSON."""
        level = "error" if self.is_fatal else "warning"
        return {"code": self.code, "level": level, "detail": self.detail}


class Unsafe(Exception):
    """An archive that must not be unpacked."""

    def __init__(self, code: str, **detail):
        self.problem = Problem(code, detail)
        super().__init__(code)


def safe_name(name: str, limits: Limits) -> str:
    """The path of a member below its folder, with forward slashes; or Unsafe."""
    path = name.replace("\\", "/")
    parts = path.split("/")
    if path.startswith("/") or DRIVE.match(path):
        raise Unsafe("absolute_path", path=_shown(name))
    if ".." in parts:
        raise Unsafe("path_climbs_out", path=_shown(name))
    if CONTROL.search(path) or "." in parts or "" in parts[:-1] or not path:
        raise Unsafe("strange_path", path=_shown(name))
    if len(path) > limits.name or len(parts) > limits.depth:
        raise Unsafe("path_too_long", path=_shown(name), most=limits.name)
    return path


def _shown(name: str) -> str:
    return CONTROL.sub("?", name)[:120]


def _is_noise(path: str) -> bool:
    return path.startswith(NOISE[0]) or path.rsplit("/", 1)[-1] in NOISE[1:]


def open_archive(file, limits: Limits) -> zipfile.ZipFile:
    """The zip behind a seekable binary `file`; Unsafe where it is none or too large."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if size > limits.packed:
        raise Unsafe("archive_too_large", size=size, most=limits.packed)
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise Unsafe("not_a_zip") from None


def members(archive: zipfile.ZipFile, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """The files to unpack by their safe path; Unsafe where the whole must be refused."""
    infos = archive.infolist()
    if len(infos) > limits.files:
        raise Unsafe("too_many_files", count=len(infos), most=limits.files)
    found: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    total = 0
    for info in infos:
        path = safe_name(info.filename, limits)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise Unsafe("symbolic_link", path=_shown(path))
        if path.endswith("/") or _is_noise(path):
            continue
        if info.flag_bits & 0x1:
            raise Unsafe("encrypted", path=_shown(path))
        if path.lower() in seen:
            raise Unsafe("duplicate_path", path=_shown(path))
        seen.add(path.lower())
        total += info.file_size
        _check_size(info, path, total, limits)
        found[path] = info
    _check_folders(seen)
    return found


def _check_size(info: zipfile.ZipInfo, path: str, total: int, limits: Limits) -> None:
    if info.file_size > limits.one_file or total > limits.unpacked:
        raise Unsafe("unpacks_too_large", path=_shown(path), most=limits.unpacked)
    packed = max(info.compress_size, 1)
    if info.file_size > limits.small and info.file_size > packed * limits.ratio:
        raise Unsafe("zip_bomb", path=_shown(path), ratio=info.file_size // packed)


def _check_folders(paths: set[str]) -> None:
    """A path that is a file cannot also be a folder."""
    for path in paths:
        head = path
        while "/" in head:
            head = head.rsplit("/", 1)[0]
            if head in paths:
                raise Unsafe("duplicate_path", path=_shown(head))


def chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of one member, piece by piece, never more than it announced."""
    left = info.file_size
    try:
        with archive.open(info) as source:
            while piece := source.read(min(CHUNK, left + 1)):
                left -= len(piece)
                if left < 0:
                    raise Unsafe("unpacks_too_large", path=_shown(info.filename))
                yield piece
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Unsafe("damaged", path=_shown(info.filename)) from None
    except Exception as error:
        if error.__class__.__module__ in {"zlib", "lzma"}:
            raise Unsafe("damaged", path=_shown(info.filename)) from None
        raise
