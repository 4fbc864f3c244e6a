"""A real dump of a real installation tells no word of a pair, on both engines."""

import subprocess

from tests.services.servers import postgres_program

SECRET = "Kuda nil ungu menari pelan."
WRITE = f"""
import datetime, uuid
from django.utils import timezone
from coaching.actions import agreements, notes, sessions, signatures, wishes
from coaching.models import Coach, Engagement, Kind, Topic
from corpu.people.models import Person
coach = Person.objects.create(username="c-{{0}}", name="Coach Contoh")
person = Person.objects.create(username="p-{{0}}", name="Pegawai Terbuka")
now = timezone.now()
pair = Engagement.objects.create(
    coach=Coach.objects.create(person=coach, about="-"), coachee=person,
    kind_id="coaching", form_id=Kind.objects.get(pk="coaching").form_id,
    state="active", answer_by=now,
    started_on=now.date() - datetime.timedelta(days=30),
)
for by, kind in ((person, "pair"), (coach, "private")):
    notes.write_note(pair, by=by, kind=kind, text="{SECRET}")
session = sessions.log_session(
    pair, by=coach, key=uuid.uuid4(), started_at=now - datetime.timedelta(days=3),
    minutes=60, topic=Topic.objects.first(), next_step="{SECRET}",
)
signatures.dispute(session, by=person, reason="{SECRET}")
wishes.keep_purpose(pair, by=person, text="{SECRET}")
agreements.add_goal(pair, by=coach, text="{SECRET}")
print("read", [note.words for note in notes.read_notes(pair, viewer=coach)])
"""


def dump_of(installation) -> bytes:
    """All bytes that a copy of the database has."""
    if installation.url.startswith("sqlite"):
        room = installation.room
        return b"".join(path.read_bytes() for path in sorted(room.glob("corpu.sqlite3*")))
    program = postgres_program("pg_dump")
    done = subprocess.run([program, installation.url], capture_output=True, check=True)
    return done.stdout


def test_a_dump_holds_no_words(installation):
    installation.shell(
        "from corpu.ledger.actions.national_rules import load_national_rules;"
        "load_national_rules()"
    )
    said = installation.shell(WRITE.format("n"))
    assert said.count(SECRET) == 2  # the coach reads hers and theirs
    dump = dump_of(installation)
    assert b"Pegawai Terbuka" in dump
    for form in (
        SECRET.encode(),
        SECRET.encode("utf-16-le"),
        SECRET.encode().hex().encode(),
    ):
        assert form not in dump
