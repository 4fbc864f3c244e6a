"""Packages: registered when a course is published, unpacked once, in the background."""

import hashlib
import secrets

from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from wagtail.documents import get_document_model

from learning.kinds.scorm.checking import check, limits
from learning.kinds.scorm.models import Package
from learning.standards.archives import Unsafe, chunks, members, open_archive

ROOM = "packages"


def digest_of(file) -> str:
    """SHA-256 of a file's content."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


@transaction.atomic
def register(document) -> tuple[Package, list[dict]]:
    """The package of a Wagtail document and its outline; it will be unpacked soon.

    The same file again is the same package, whoever uploaded it.
    """
    from learning.kinds.scorm.tasks import prepare_package

    with document.file.open("rb") as source:
        digest = digest_of(source)
        found = check(source)
    if not found.is_playable:
        raise Unsafe(found.problems[-1].code, **found.problems[-1].detail)
    package, is_new = Package.objects.get_or_create(
        digest=digest,
        defaults={
            "kind": found.kind or "",
            "title": found.title[:200],
            "document_id": document.pk,
            "files": found.files,
            "size": found.size,
        },
    )
    if not is_new and package.state == Package.State.BROKEN:
        Package.objects.filter(pk=package.pk).update(
            state=Package.State.WAITING, document_id=document.pk, problem=""
        )
        package.refresh_from_db()
    if package.state == Package.State.WAITING:
        transaction.on_commit(lambda: prepare_package.delay(package.pk))
    return package, [item.as_dict() for item in found.items]


def prepare(package_id: int) -> Package | None:
    """Unpack a waiting package into a folder of its own; may run twice.

    The folder is named in the row only when every file is there. Of two that unpack at
    the same time one wins, and the other removes what it wrote.
    """
    package = Package.objects.waiting().filter(pk=package_id).first()
    if package is None:
        return None
    folder = f"{ROOM}/{package.digest[:16]}-{secrets.token_hex(6)}"
    written: list[str] = []
    try:
        _unpack(package, folder, written)
    except Unsafe as unsafe:
        _discard(written)
        Package.objects.waiting().filter(pk=package.pk).update(
            state=Package.State.BROKEN, problem=unsafe.problem.code
        )
        return None
    except BaseException:
        _discard(written)
        raise
    won = (
        Package.objects.waiting()
        .filter(pk=package.pk)
        .update(state=Package.State.READY, folder=folder, ready_at=timezone.now())
    )
    if not won:
        _discard(written)
    package.refresh_from_db()
    return package


def _unpack(package: Package, folder: str, written: list[str]) -> None:
    document = get_document_model().objects.filter(pk=package.document_id).first()
    if document is None:
        raise Unsafe("document_gone")
    storage = storages["private"]
    try:
        source = document.file.open("rb")
    except FileNotFoundError:
        raise Unsafe("document_gone") from None
    with source, open_archive(source, limits()) as archive:
        for path, info in members(archive, limits()).items():
            name = f"{folder}/{path}"
            written.append(name)
            stored = storage.save(name, _Member(archive, info))
            if stored != name:
                written.append(stored)
                raise Unsafe("strange_path", path=path[:120])


class _Member(File):
    """A member of a zip as a file that a storage saves piece by piece."""

    def __init__(self, archive, info):
        super().__init__(None, name=info.filename)
        self.archive, self.info = archive, info

    @property
    def size(self) -> int:
        return self.info.file_size

    def chunks(self, chunk_size=None):
        """Pieces of the unpacked content."""
        yield from chunks(self.archive, self.info)

    def multiple_chunks(self, chunk_size=None) -> bool:
        return True


def _discard(names: list[str]) -> None:
    storage = storages["private"]
    for name in names:
        storage.delete(name)
