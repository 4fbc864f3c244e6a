import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st

from corpu.lib import seals, triggers
from performance.periods import rules
from performance.periods.actions import verifying
from performance.periods.models import Closing, Page


@pytest.fixture(autouse=True)
def _quiet(monkeypatch):
    from performance.periods import tasks

    monkeypatch.setattr(tasks.freeze_pieces, "delay", lambda *args: None)
    monkeypatch.setattr(tasks.tell_everybody, "delay", lambda *args: None)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(values)
def test_the_canonical_text_says_the_same_however_it_was_put_together(value):
    text = seals.canonical(value)
    assert json.loads(text) == value
    assert seals.canonical(json.loads(text)) == text


@given(st.lists(st.text(min_size=1), min_size=1), st.data())
def test_no_page_can_be_changed_or_left_out_of_a_chain(hashes, data):
    whole = rules.links("2026-1", 1, hashes)
    place = data.draw(st.integers(0, len(hashes) - 1))
    without = hashes[:place] + hashes[place + 1 :]
    changed = [*hashes[:place], hashes[place] + "x", *hashes[place + 1 :]]
    shorter = [rules.start("2026-1", 1), *rules.links("2026-1", 1, without)]
    assert shorter[-1] != whole[-1]
    assert rules.links("2026-1", 1, changed)[-1] != whole[-1]
    assert rules.links("2026-1", 2, hashes)[-1] != whole[-1]


@given(st.text(min_size=1), st.data())
def test_one_changed_letter_breaks_the_signature(text, data):
    signature, key = seals.seal(text)
    assert seals.is_genuine(text, signature, key)
    place = data.draw(st.integers(0, len(text) - 1))
    other = "a" if text[place] != "a" else "b"
    assert not seals.is_genuine(text[:place] + other + text[place + 1 :], signature, key)
    assert not seals.is_genuine(text, signature, "0" * 16)
    assert not seals.is_genuine(text, "not base64!", key)


def test_what_an_old_key_sealed_is_still_checked(settings):
    signature, key = seals.seal("teks")
    public = seals.public_text(seals.known_keys()[key])
    settings.SEAL_KEY = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="
    assert not seals.is_genuine("teks", signature, key)
    settings.SEAL_OLD_KEYS = [public]
    assert seals.is_genuine("teks", signature, key)
    settings.SEAL_KEY = "short"
    assert [error.id for error in seals.keys_can_be_read(None)] == ["corpu.E020"]


def test_everything_that_was_frozen_is_genuine(ended, close):
    closing = close()
    verdict = verifying.check_closing(closing)
    assert verdict.is_genuine and verdict.looked_at == Page.objects.count()
    for page in Page.objects.select_related("closing"):
        assert verifying.check_page(page).faults == []


def tamper(page: Page, **fields) -> Page:
    """What somebody with the database in her hands could do: past the triggers."""
    triggers.remove()
    Page.objects.filter(pk=page.pk).update(**fields)
    triggers.install()
    return Page.objects.select_related("closing").get(pk=page.pk)


def test_one_changed_byte_of_a_page_is_found(ended, close):
    closing = close()
    page = Page.objects.filter(counted=22).first()
    changed = tamper(page, body=page.body.replace('"22.00"', '"23.00"', 1))
    assert not verifying.check_page(changed).is_genuine
    assert not verifying.check_closing(closing).is_genuine
    # also with the hash made to fit: nobody else has the key
    changed = tamper(page, sha256=seals.fingerprint(changed.body))
    assert not verifying.check_page(changed).is_genuine
    assert not verifying.check_closing(closing).is_genuine


def test_a_figure_beside_the_text_cannot_be_changed_either(ended, close):
    close()
    page = tamper(Page.objects.filter(counted=22).first(), counted=30)
    assert not verifying.check_page(page).is_genuine


def test_a_page_that_was_taken_away_is_missed(ended, close):
    closing = close()
    triggers.remove()
    Page.objects.filter(closing=closing).last().delete()
    triggers.install()
    assert not verifying.check_closing(Closing.objects.get(pk=closing.pk)).is_genuine


def test_a_saved_file_proves_itself(ended, close):
    close()
    page = Page.objects.filter(counted=22).first()
    file = json.dumps(verifying.file_of(page)).encode()
    verdict, body = verifying.check_file(file)
    assert verdict.is_genuine and body["page"] == page.number
    verdict, _body = verifying.check_file(file.replace(b"22.00", b"23.00", 1))
    assert not verdict.is_genuine
    for nonsense in (b"", b"[]", b"{}", b'{"text": 1, "sha256": 2}', b"\xff"):
        assert not verifying.check_file(nonsense)[0].is_genuine


def test_the_command_reads_everything_and_fails_where_something_was_changed(
    ended, close, capsys
):
    closing = close()
    call_command("verify_closings")
    assert (
        f"{closing.code}: {closing.seal.pages} pages, genuine" in capsys.readouterr().out
    )
    page = Page.objects.first()
    tamper(page, body=page.body + " ")
    with pytest.raises(CommandError):
        call_command("verify_closings")
