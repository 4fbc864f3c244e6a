"""Backup and restore, tried on both engines with data that changed in between."""

import json
from pathlib import Path

import pytest

ADD = (
    "from corpu.people.models import Person, Decision;"
    "p = Person.objects.create(username='{0}', name='{0}');"
    "from corpu.people.actions.decisions import log_decision;"
    "log_decision('test.done', by=None, person=p);"
    "from django.core.files.storage import storages, default_storage;"
    "from django.core.files.base import ContentFile;"
    "storages['private'].save('evidence/{0}.txt', ContentFile(b'{0}'));"
    "default_storage.save('images/{0}.txt', ContentFile(b'{0}'))"
)
PEOPLE = (
    "from corpu.people.models import Person, Decision;"
    "print('people', sorted(Person.objects.values_list('username', flat=True)),"
    " Decision.objects.count())"
)
SPOIL = (
    "from django.db import connection;"
    "connection.cursor().execute('DELETE FROM people_decision')"
)


def test_what_was_saved_comes_back_and_nothing_else(installation):
    manage, shell, room = installation.manage, installation.shell, installation.room
    shell(ADD.format("early"))
    saved = Path(manage("backup", room / "backups").strip().splitlines()[-1])
    shell(ADD.format("late"))
    assert "['early', 'late'] 2" in shell(PEOPLE)

    manage("restore", saved, "--yes")

    assert "['early'] 1" in shell(PEOPLE)
    for folder in ("private/evidence", "media/images"):
        assert [path.name for path in (room / folder).iterdir()] == ["early.txt"]
    kept = room / "private.before-restore" / "evidence" / "late.txt"
    assert kept.read_text() == "late"
    with pytest.raises(AssertionError, match="append-only"):
        shell(SPOIL)
    refuses_a_damaged_backup(installation, saved)
    assert "['early'] 1" in shell(PEOPLE)


def refuses_a_damaged_backup(installation, saved: Path) -> None:
    """A wrong hash and another engine change nothing."""
    damaged = saved / "files.tar"
    whole = damaged.read_bytes()
    damaged.write_bytes(whole + b"x")
    with pytest.raises(AssertionError, match="damaged"):
        installation.manage("restore", saved, "--yes")
    damaged.write_bytes(whole)
    manifest = json.loads((saved / "manifest.json").read_text())
    (saved / "manifest.json").write_text(json.dumps({**manifest, "engine": "oracle"}))
    with pytest.raises(AssertionError, match="This backup is of oracle"):
        installation.manage("restore", saved, "--yes")


def test_the_first_administrator_is_made_once(installation):
    secret = installation.room / "password"
    secret.write_text("kata sandi yang cukup panjang\n")
    words = ("create_first_admin", "admin", "--name", "Administrator")
    installation.manage(*words, "--password-file", secret)
    with pytest.raises(AssertionError, match="already"):
        installation.manage(*words, "--password-file", secret)
