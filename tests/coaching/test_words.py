"""Notes are for the pair: sealed at rest, bound to their place, closed to every role."""

import base64
import io
import os

import pytest
from django.core import serializers
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from coaching.actions import agreements, engagements, notes, signatures, steps, wishes
from coaching.actions.words import Words
from coaching.models import Engagement, Goal, NextStep, Note, NoteKey, Session
from corpu.lib import vault
from corpu.lib.refusals import Refused
from corpu.people.models import Person

SECRET = "Kepada siapa pun jangan: kuda nil ungu."
PRIVATE = "Hanya untuk saya: jerapah hijau."
STEP = "Bicara pelan dengan badak jingga."
DISPUTE = "Sebenarnya kami hanya melihat zebra merah."
PURPOSE = "Berani menegur harimau ungu."
GOAL = "Setiap minggu bertemu gajah biru."


@pytest.fixture
def told(pair, log, coach, coachee):
    """A pair that has written in every place where words are kept."""
    notes.write_note(pair, by=coachee, kind="pair", text=SECRET)
    notes.write_note(pair, by=coach, kind="private", text=PRIVATE)
    wishes.keep_purpose(pair, by=coachee, text=PURPOSE)
    agreements.add_goal(pair, by=coach, text=GOAL)
    session = log(next_step=STEP)
    signatures.dispute(session, by=coachee, reason=DISPUTE)
    return pair


def words_of(pair, viewer) -> list[str]:
    return [each.words for each in notes.read_notes(pair, viewer=viewer)]


def test_each_of_the_pair_reads_her_own(told, coach, coachee):
    assert words_of(told, coachee) == [SECRET]
    assert sorted(words_of(told, coach)) == sorted([SECRET, PRIVATE])


def everything() -> bytes:
    """The bytes of the whole database, as a copy of it would have them."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        return connection.connection.serialize()
    parts = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            parts += [row[0] for row in cursor.fetchall()]
    return "\n".join(parts).encode()


def test_a_copy_of_the_database_tells_no_word(told):
    dump = everything()
    assert told.coachee.name.encode() in dump  # the search finds what is in the clear
    for text in (SECRET, PRIVATE, STEP, DISPUTE, PURPOSE, GOAL):
        for part in [text, *text.split(": ")]:
            assert part.encode() not in dump
            assert base64.b64encode(part.encode()) not in dump
            assert part.encode().hex().encode() not in dump


def test_no_export_of_rows_tells_a_word(told):
    kinds = (Note, NextStep, Session, Goal, Engagement)
    text = serializers.serialize(
        "json", [row for kind in kinds for row in kind.objects.all()]
    )
    for part in (SECRET, PRIVATE, STEP, DISPUTE, PURPOSE, GOAL):
        assert part not in text
    assert not [field for field in Note._meta.get_fields() if field.name == "text"]
    assert SECRET not in f"{Note.objects.all()!r}{NextStep.objects.all()!r}"


@pytest.mark.parametrize(
    "who", ["leader", "hr", "auditor", "administrator", "learner", "stranger"]
)
def test_nobody_else_opens_them_below_the_screens_either(request, told, who):
    viewer = request.getfixturevalue(who)
    for act in (
        lambda: notes.read_notes(told, viewer=viewer),
        lambda: notes.write_note(told, by=viewer, kind="pair", text="x"),
        lambda: notes.delete_mine(told, by=viewer),
        lambda: signatures.reason_of(Session.objects.get(), viewer),
        lambda: steps.opened(
            NextStep.objects.select_related("engagement__coach"), viewer
        ),
        lambda: wishes.purpose_of(told, viewer),
        lambda: wishes.opened(Goal.objects.select_related("engagement__coach"), viewer),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_leaders_officers_and_administrators_are_refused(
    client_of, told, leader, hr, auditor, administrator, stranger
):
    note = Note.objects.first()
    urls = [
        reverse("coaching:notes", args=[told.public_id]),
        reverse("coaching:export_notes", args=[told.public_id]),
        reverse("coaching:note", args=[note.public_id]),
    ]
    for person in (leader, hr, auditor, administrator):
        assert [client_of(person).get(url).status_code for url in urls] == [403] * 3
    assert [client_of(stranger).get(url).status_code for url in urls] == [404] * 3


def test_the_coachee_never_meets_a_private_note(client_of, told, coachee):
    private = Note.objects.get(kind="private")
    client = client_of(coachee)
    page = client.get(reverse("coaching:notes", args=[told.public_id]))
    text = (
        page.content.decode()
        + client.get(
            reverse("coaching:export_notes", args=[told.public_id])
        ).content.decode()
    )
    assert SECRET in text and PRIVATE not in text
    assert PURPOSE in text and GOAL in text  # taken along with the notes
    for name in ("coaching:note", "coaching:delete_note"):
        url = reverse(name, args=[private.public_id])
        assert client.post(url, {"text": "x", "version": 1}).status_code == 403
    answer = client.post(
        reverse("coaching:notes", args=[told.public_id]), {"text": "a", "kind": "private"}
    )
    assert answer.status_code == 302
    assert Note.objects.filter(kind="private").count() == 1  # hers is for both


def test_the_page_is_kept_nowhere(client_of, told, coach):
    page = client_of(coach).get(reverse("coaching:notes", args=[told.public_id]))
    assert "no-store" in page["Cache-Control"]
    assert SECRET in page.content.decode()


def test_a_note_is_changed_once_at_a_time(client_of, told, coachee):
    note = Note.objects.get(kind="pair")
    url = reverse("coaching:note", args=[note.public_id])
    client = client_of(coachee)
    assert SECRET in client.get(url).content.decode()
    assert client.post(url, {"text": "Baru.", "version": 1}).status_code == 302
    with pytest.raises(Refused) as refusal:
        notes.change_note(note, by=coachee, text="Lain.", version=1)
    assert refusal.value.code == "changed_meanwhile"
    assert words_of(told, coachee) == ["Baru."]


def test_words_moved_elsewhere_do_not_open(
    told, entry, coachee, coach, learner, start_pair
):
    other = start_pair(entry, learner)
    notes.write_note(other, by=coach, kind="pair", text="Lain.")
    mine = Note.objects.get(engagement=told, kind="pair")
    # Who writes the database puts the sealed bytes (and even the key) where she may read.
    Note.objects.filter(engagement=other).update(sealed=mine.sealed)
    assert [each.is_locked for each in notes.read_notes(other, viewer=coach)] == [True]
    key = NoteKey.objects.get(engagement=told)
    NoteKey.objects.filter(engagement=other).update(wrapped=key.wrapped, outer=key.outer)
    assert [each.is_locked for each in notes.read_notes(other, viewer=coach)] == [True]
    # A private note does not become one of the pair either.
    Note.objects.filter(engagement=told, kind="private").update(kind="pair")
    assert words_of(told, coachee) == ["", SECRET] or words_of(told, coachee) == [
        SECRET,
        "",
    ]


def test_deleting_is_for_good_and_takes_the_key(told, coach, coachee):
    with pytest.raises(PermissionDenied):
        notes.delete_note(Note.objects.get(kind="pair"), by=coach)
    assert notes.delete_mine(told, by=coachee) == 1
    assert words_of(told, coachee) == [] and words_of(told, coach) == [PRIVATE]
    NextStep.objects.all().delete()
    Session.objects.update(dispute_sealed=None)
    Goal.objects.update(sealed=None)
    notes.delete_mine(told, by=coach)
    assert NoteKey.objects.exists()  # the purpose is still sealed under it
    Engagement.objects.update(purpose_sealed=None)
    notes.delete_mine(told, by=coach)
    assert not NoteKey.objects.exists()


def test_one_who_left_leaves_the_others_words_readable(told, coach, coachee, client_of):
    Person.objects.filter(pk=coach.pk).update(is_active=False)
    pair = Engagement.objects.get(pk=told.pk)
    assert words_of(pair, coachee) == [SECRET]


def test_words_are_forgotten_after_their_time(told, settings, set_today):
    import datetime

    Engagement.objects.filter(pk=told.pk).update(
        state="ended", ended_on=datetime.date(2026, 3, 16)
    )
    assert notes.forget_old() == 0
    set_today(datetime.date(2027, 3, 18))
    assert notes.forget_old() == 1
    assert not Note.objects.exists() and not NoteKey.objects.exists()
    assert Session.objects.get().dispute_sealed is None
    assert wishes.purpose_of(Engagement.objects.get(), told.coachee) == ""
    assert Goal.objects.get().sealed is None
    assert notes.forget_old() == 0


def test_the_wish_of_a_request_that_came_to_nothing_is_forgotten_too(
    entry, learner, set_today
):
    import datetime

    set_today(datetime.date(2026, 3, 2))
    asked = engagements.ask_for_coaching(
        entry, coachee=learner, kind="coaching", purpose=PURPOSE
    )
    engagements.withdraw_request(asked, by=learner)
    assert notes.forget_old() == 0
    set_today(datetime.date(2027, 3, 18))
    assert notes.forget_old() == 1
    assert not NoteKey.objects.exists()


def test_the_pair_reads_its_wishes_on_its_pages(told, client_of, coach, coachee):
    for person in (coach, coachee):
        client = client_of(person)
        for name, words in (
            ("engagement", [PURPOSE, GOAL]),
            ("agreement", [PURPOSE]),
            ("review", [GOAL]),
        ):
            page = client.get(reverse(f"coaching:{name}", args=[told.public_id]))
            assert not [each for each in words if each not in page.content.decode()]
    assert GOAL in client_of(coachee).get(reverse("coaching:mine")).content.decode()


# -- keys ----------------------------------------------------------------------------


def new_key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def test_keys_are_rotated_while_people_work(told, settings, coachee):
    old = settings.NOTES_KEYS
    settings.NOTES_KEYS = [new_key(), *old]
    assert words_of(told, coachee) == [SECRET]
    out = io.StringIO()
    call_command("rewrap_note_keys", stdout=out)
    assert "1 keys" in out.getvalue()
    settings.NOTES_KEYS = settings.NOTES_KEYS[:1]
    assert words_of(told, coachee) == [SECRET]
    settings.NOTES_KEYS = old
    assert words_of(told, coachee) == [""]


def test_a_lost_key_is_said_and_not_hidden(told, settings, coachee, client_of):
    settings.NOTES_KEYS = [new_key()]
    page = client_of(coachee).get(reverse("coaching:notes", args=[told.public_id]))
    assert page.status_code == 200 and SECRET not in page.content.decode()
    assert [each.is_locked for each in page.context["notes"]] == [True]
    with pytest.raises(Refused) as refusal:
        notes.write_note(told, by=coachee, kind="pair", text="Baru.")
    assert refusal.value.code == "notes_locked"
    with pytest.raises(CommandError):
        call_command("rewrap_note_keys", stdout=io.StringIO())


def test_after_a_loss_the_two_begin_anew(told, settings, coach, coachee):
    settings.NOTES_KEYS = [new_key()]
    notes.delete_mine(told, by=coachee)
    with pytest.raises(Refused):
        wishes.keep_purpose(told, by=coach, text="Baru.")
    notes.delete_mine(told, by=coach)
    told.refresh_from_db()
    assert wishes.purpose_of(told, coach) == ""
    wishes.keep_purpose(told, by=coach, text="Baru.")
    assert wishes.purpose_of(told, coachee) == "Baru."


def test_without_a_key_nothing_is_kept_in_the_clear(
    pair, settings, coach, coachee, client_of, topic
):
    from coaching.pair_forms import AskForm, GoalForm
    from coaching.session_forms import LogForm

    settings.NOTES_KEYS = []
    with pytest.raises(Refused) as refusal:
        notes.write_note(pair, by=coach, kind="pair", text=SECRET)
    assert refusal.value.code == "no_note_keys"
    assert "next_step" not in LogForm(coach=pair.coach).fields
    assert "purpose" not in AskForm(coach=pair.coach).fields
    wishes.keep_purpose(pair, by=coachee, text=PURPOSE)
    assert wishes.purpose_of(pair, coachee) == ""
    form = GoalForm({}, coachee=coachee)
    assert "text" not in form.fields and "competence" in form.errors
    url = reverse("coaching:notes", args=[pair.public_id])
    assert client_of(coachee).get(url).status_code == 200
    assert [each.id for each in vault.keys_of_notes_can_be_read(None)] == ["corpu.W021"]


def test_a_key_that_is_none_stops_the_start(settings):
    settings.NOTES_KEYS = ["short"]
    assert [each.id for each in vault.keys_of_notes_can_be_read(None)] == ["corpu.E021"]


def test_what_was_written_before_there_were_keys_is_sealed(pair, coachee):
    step = NextStep.objects.create(engagement=pair, text=STEP)
    assert [each.words for each in steps.opened([step], coachee)] == [STEP]
    assert (steps.seal_plain(), steps.seal_plain()) == (1, 0)
    step.refresh_from_db()
    assert step.text == ""
    assert [each.words for each in steps.opened([step], coachee)] == [STEP]


def test_wishes_from_before_there_were_keys_are_sealed(pair, coachee):
    Engagement.objects.update(purpose=PURPOSE, purpose_sealed=None)
    Goal.objects.create(engagement=pair, text=GOAL)
    for sealed in (False, True):
        pair.refresh_from_db()
        assert wishes.purpose_of(pair, coachee) == PURPOSE
        (goal,) = wishes.opened(Goal.objects.select_related("engagement__coach"), coachee)
        assert goal.words == GOAL
        assert bool(pair.purpose_sealed) is bool(goal.sealed) is sealed
        assert wishes.seal_plain() == (0 if sealed else 2)
    assert (pair.purpose, goal.text) == ("", "")


def test_the_door_asks_who_comes(pair, administrator):
    with pytest.raises(PermissionDenied):
        Words(pair, administrator)
