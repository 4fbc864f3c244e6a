"""Backup and restore, tried on both engines with data that changed in between."""

import json
from pathlib import Path

import pytest

from tests.services.conftest import run_manage

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


@pytest.fixture
def manage(empty_url, tmp_path):
    """Commands against one empty installation with folders of its own."""
    folders = {
        "CORPU_VAR_DIR": str(tmp_path / "var"),
        "CORPU_MEDIA_ROOT": str(tmp_path / "media"),
        "CORPU_PRIVATE_ROOT": str(tmp_path / "private"),
    }

    def _manage(*arguments):
        return run_manage(*arguments, url=empty_url, **folders)

    _manage("migrate", "-v0")
    return _manage


def test_what_was_saved_comes_back_and_nothing_else(manage, tmp_path):
    manage("shell", "-v0", "-c", ADD.format("early"))
    saved = Path(manage("backup", tmp_path / "backups").strip().splitlines()[-1])
    manage("shell", "-v0", "-c", ADD.format("late"))
    assert "['early', 'late'] 2" in manage("shell", "-v0", "-c", PEOPLE)

    manage("restore", saved, "--yes")

    assert "['early'] 1" in manage("shell", "-v0", "-c", PEOPLE)
    for folder in ("private/evidence", "media/images"):
        assert [p.name for p in (tmp_path / folder).iterdir()] == ["early.txt"]
    kept = tmp_path / "private.before-restore" / "evidence" / "late.txt"
    assert kept.read_text() == "late"
    with pytest.raises(AssertionError, match="append-only"):
        manage("shell", "-v0", "-c", SPOIL)

    damaged = saved / "files.tar"
    damaged.write_bytes(damaged.read_bytes() + b"x")
    with pytest.raises(AssertionError, match="damaged"):
        manage("restore", saved, "--yes")
    manifest = json.loads((saved / "manifest.json").read_text())
    (saved / "manifest.json").write_text(json.dumps({**manifest, "engine": "oracle"}))
    with pytest.raises(AssertionError, match="This backup is of oracle"):
        manage("restore", saved, "--yes")
    assert "['early'] 1" in manage("shell", "-v0", "-c", PEOPLE)


def test_the_first_administrator_is_made_once(manage, tmp_path):
    secret = tmp_path / "password"
    secret.write_text("kata sandi yang cukup panjang\n")
    words = ("create_first_admin", "admin", "--name", "Administrator")
    manage(*words, "--password-file", secret)
    with pytest.raises(AssertionError, match="already"):
        manage(*words, "--password-file", secret)
