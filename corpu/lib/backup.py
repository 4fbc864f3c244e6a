"""Backup and restore: database, media and private files in one folder, on both engines.

A backup is a folder with `manifest.json`, the database (`database.sqlite3`, or
`database.dump` of pg_dump's custom format) and `files.tar`. It is written under another
name first and gets its own when it is whole.
"""

import datetime
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
from pathlib import Path

from django.conf import settings
from django.db import connection

ASIDE = "corpu_before_restore"
DROP_ASIDE = """
DO $$
DECLARE one text;
BEGIN
    LOOP
        SELECT format('%I.%I', schemaname, tablename) INTO one
        FROM pg_tables WHERE schemaname = 'corpu_before_restore' LIMIT 1;
        EXIT WHEN one IS NULL;
        EXECUTE 'DROP TABLE ' || one || ' CASCADE';
        COMMIT;
    END LOOP;
    DROP SCHEMA IF EXISTS corpu_before_restore CASCADE;
END $$
"""
FOLDERS = {"media": "MEDIA_ROOT", "private": "PRIVATE_ROOT"}


class BackupFailed(Exception):
    """A backup or restore that was not done, with the sentence that says why."""


def backup(parent: Path) -> Path:
    """Write a new backup below `parent` and return its folder."""
    name = f"corpu-{datetime.datetime.now():%Y%m%d-%H%M%S}"
    target, partial = parent / name, parent / f".{name}.partial"
    partial.mkdir(parents=True, mode=0o700)
    try:
        _save_files(partial / "files.tar")
        # The database after the files: each row then finds the file it names.
        database = _save_database(partial)
        manifest = {
            "engine": connection.vendor,
            "made_at": datetime.datetime.now(datetime.UTC).isoformat(),
            "files": {
                path.name: _hash(path) for path in (database, partial / "files.tar")
            },
        }
        (partial / "manifest.json").write_text(json.dumps(manifest, indent=2))
        partial.rename(target)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return target


def restore(source: Path) -> None:
    """Put a backup in the place of what is there now; the web server must be stopped.

    What was there is kept beside the new files as `<folder>.before-restore`.
    """
    _check(source)
    _load_database(source)
    for label, setting in FOLDERS.items():
        _load_files(source / "files.tar", label, Path(getattr(settings, setting)))


def _check(source: Path) -> None:
    """Refuse what is no backup, is damaged, or is of another engine."""
    path = source / "manifest.json"
    if not path.is_file():
        raise BackupFailed(f"{source} is not a backup: manifest.json is missing.")
    manifest = json.loads(path.read_text())
    if manifest["engine"] != connection.vendor:
        raise BackupFailed(
            f"This backup is of {manifest['engine']}; DATABASE_URL names "
            f"{connection.vendor}. Restore into the engine it was made from."
        )
    for name, expected in manifest["files"].items():
        if not (source / name).is_file() or _hash(source / name) != expected:
            raise BackupFailed(f"{name} is damaged: its hash is not that of the backup.")


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _postgres(*programs: list[str]) -> None:
    """Run pg_dump, or pg_restore into psql; the password travels in the environment."""
    parts = connection.settings_dict
    where = {
        "PGHOST": parts["HOST"],
        "PGPORT": parts["PORT"],
        "PGUSER": parts["USER"],
        "PGPASSWORD": parts["PASSWORD"],
        "PGDATABASE": parts["NAME"],
    }
    environment = {**os.environ, **{name: text for name, text in where.items() if text}}
    running: list[subprocess.Popen] = []
    for words in programs:
        if not shutil.which(words[0]):
            raise BackupFailed(f"{words[0]} is missing: install PostgreSQL's client.")
        process = subprocess.Popen(  # noqa: S603
            words,
            env=environment,
            stdin=running[-1].stdout if running else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        if running and running[-1].stdout:
            running[-1].stdout.close()
        running.append(process)
    for process in reversed(running):
        said = (
            process.communicate()[1] if process is running[-1] else process.stderr.read()
        )
        if process.wait():
            message = said.decode(errors="replace").strip()[-1000:]
            raise BackupFailed(f"{process.args[0]}: {message}")


def _save_database(folder: Path) -> Path:
    if connection.vendor == "postgresql":
        target = folder / "database.dump"
        _postgres(["pg_dump", "--format=custom", "--no-owner", f"--file={target}"])
        return target
    target = folder / "database.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(target) as copy:
        connection.connection.backup(copy)
    return target


def _load_database(source: Path) -> None:
    if connection.vendor == "postgresql":
        dump = str(source / "database.dump")
        connection.close()
        psql = ["psql", "-q", "-v", "ON_ERROR_STOP=1"]
        _postgres([*psql, "-c", DROP_ASIDE])
        # All or nothing: what is newer than the backup goes, what it holds comes back.
        # What was there is put aside first and dropped table by table afterwards: to
        # drop it in the same transaction would take a lock for each of its objects.
        aside = f"ALTER SCHEMA public RENAME TO {ASIDE}; CREATE SCHEMA public"
        _postgres(
            ["pg_restore", "--no-owner", "--no-comments", "-f", "-", dump],
            [*psql, "--single-transaction", "-c", aside, "-f", "-"],
        )
        _postgres([*psql, "-c", DROP_ASIDE])
        return
    connection.ensure_connection()
    with sqlite3.connect(source / "database.sqlite3") as copy:
        copy.backup(connection.connection)


def _save_files(target: Path) -> None:
    with tarfile.open(target, "w") as archive:
        for label, setting in FOLDERS.items():
            folder = Path(getattr(settings, setting))
            if folder.exists():
                archive.add(folder, arcname=label)


def _load_files(archive_path: Path, label: str, folder: Path) -> None:
    """Unpack beside the folder, then change places."""
    fresh = folder.with_name(f"{folder.name}.restoring")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    with tarfile.open(archive_path) as archive:
        members = [m for m in archive.getmembers() if m.name.split("/")[0] == label]
        archive.extractall(fresh, members=members, filter="data")
    unpacked = fresh / label
    unpacked.mkdir(exist_ok=True)
    _change_places(unpacked, folder)
    shutil.rmtree(fresh)


def _change_places(unpacked: Path, folder: Path) -> None:
    """Entry by entry, because the folder itself may be the mount of a volume."""
    before = folder.with_name(f"{folder.name}.before-restore")
    shutil.rmtree(before, ignore_errors=True)
    before.mkdir(parents=True)
    folder.mkdir(parents=True, exist_ok=True)
    for path in list(folder.iterdir()):
        shutil.move(path, before / path.name)
    for path in list(unpacked.iterdir()):
        shutil.move(path, folder / path.name)
