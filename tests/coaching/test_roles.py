"""Every role is tried on every address of coaching: nobody outside a pair meets its words,
its topic, or a way to change what the two have signed."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.urls import URLPattern, resolve, reverse

from coaching import urls
from coaching.actions import notes, signatures
from coaching.models import Note, NoteKey, Rating, Session
from corpu.lib.refusals import Refused

WORDS = [
    "Kuda nil ungu.",
    "Jerapah hijau.",
    "Badak jingga.",
    "Zebra merah.",
    "Zamrud",
    "Emerald",
]
OUTSIDERS = [
    "leader", "acting_leader", "learner", "hr", "auditor", "administrator", "stranger",
    "author", "other_coach",
]  # fmt: skip
PATTERNS = [each for each in urls.urlpatterns if isinstance(each, URLPattern)]
# Where a list of topics stands beside figures that tell of nobody, or to choose from.
NAMES_TOPICS = {"topics", "log", "log_many", "desk"}


@pytest.fixture
def other_coach(hr, learner, rates):
    """A coach too, with nobody of this pair."""
    from coaching.actions.coaches import register_coach
    from tests.conftest import _make_person

    person = _make_person("Lain Contoh", unit=hr.unit)
    register_coach(person, by=hr, about="-", capacity=1)
    return person


@pytest.fixture
def known(pair, log, odd_topic, coach, coachee):
    """A pair with words everywhere; every id of it that an address could hold."""
    notes.write_note(pair, by=coachee, kind="pair", text=WORDS[0])
    notes.write_note(pair, by=coach, kind="private", text=WORDS[1])
    disputed = log(9, topic=odd_topic, next_step=WORDS[2])
    signatures.dispute(disputed, by=coachee, reason=WORDS[3])
    waiting = log(5, topic=odd_topic)
    signed = signatures.confirm(log(3, topic=odd_topic), by=coachee)
    ids = {
        "sessions": [disputed, waiting, signed],
        "notes": list(Note.objects.order_by("pk")),
    }
    return {
        "": [pair.public_id],
        **{name: [row.public_id for row in rows] for name, rows in ids.items()},
        "int": [row.pk for row in pair.steps.all()],
        "str": ["csv", "pdf"],
    }


def addresses(pattern: URLPattern, known):
    """This address with every id of the pair that it could mean."""
    route = str(pattern.pattern)
    holes = re.findall(r"<(?:(\w+):)?(\w+)>", route)
    if not holes:
        return [reverse(f"coaching:{pattern.name}")]
    kind = holes[0][0] or "str"
    if kind == "uuid":
        kind = route.split("/")[0] if route.split("/")[0] in known else ""
    return [
        reverse(f"coaching:{pattern.name}", kwargs={name: value for _kind, name in holes})
        for value in known.get(kind, ["x"])
    ]


def state_of_the_pair():
    return (
        list(
            Session.objects.order_by("pk").values_list(
                "state", "minutes", "turn", "record", "coach_record", "started_at"
            )
        ),
        list(Note.objects.order_by("pk").values_list("pk", "version", "kind")),
        list(NoteKey.objects.values_list("pk", "outer")),
        list(Rating.objects.values_list("pk")),
    )


def asked(viewer, method: str, url: str, data=None) -> str | None:
    """What a view shows this viewer; None if it refuses her. Straight to the view: pages
    that refuse take longer to draw than to decide."""
    request = getattr(RequestFactory(), method)(url, data)
    request.user, request.htmx = viewer, False
    request.session = SessionStore()
    request._messages = CookieStorage(request)
    match = resolve(urlsplit(url).path)
    request.resolver_match = match
    try:
        answer = match.func(request, *match.args, **match.kwargs)
    except (Http404, PermissionDenied, Refused):
        return None
    if answer.status_code >= 300 or answer.streaming:
        return None
    return answer.content.decode(errors="replace")


@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_role_meets_the_words_of_a_pair(request, known, who):
    viewer = request.getfixturevalue(who)
    before = state_of_the_pair()
    data = {
        "text": "x", "kind": "pair", "version": 1, "reason": "x", "minutes": 30,
        "started_at": "2026-03-01T09:00", "topic": "odd", "stars": 1, "answer": "decline",
        "agrees": "yes", "paid": "yes",
    }  # fmt: skip
    for pattern in PATTERNS:
        for url in addresses(pattern, known):
            for text in (asked(viewer, "get", url), asked(viewer, "post", url, data)):
                if text is None:
                    continue
                hidden = WORDS[:4] if pattern.name in NAMES_TOPICS else WORDS
                assert not [word for word in hidden if word in text], (who, url)
    assert state_of_the_pair() == before


def test_the_anonymous_meet_the_door(client, known):
    for pattern in PATTERNS:
        if pattern.name == "letter":
            continue
        for url in addresses(pattern, known):
            for answer in (client.get(url), client.post(url)):
                refused = answer.status_code in (403, 404, 405) or (
                    answer.status_code == 302 and "/accounts/login/" in answer["Location"]
                )
                assert refused, url


def test_the_pair_itself_meets_its_words(known, coach, coachee):
    """The walk above would find them, if they were shown."""
    page = next(each for each in PATTERNS if each.name == "notes")
    (url,) = addresses(page, known)
    assert WORDS[0] in asked(coachee, "get", url)
    assert WORDS[1] in asked(coach, "get", url)


@pytest.mark.parametrize("who", ["leader", "hr", "auditor", "administrator"])
def test_no_page_about_a_person_tells_the_words(request, client_of, known, coachee, who):
    viewer = request.getfixturevalue(who)
    client = client_of(viewer)
    pages = [
        reverse("home:start"),
        reverse("ledger:records") + f"?person={coachee.pk}",
        reverse("notices:notices"),
        reverse("people:decision_log"),
        "/cms/",
    ]
    record = Session.objects.confirmed().get().record
    pages.append(reverse("ledger:record", args=[record.public_id]))
    for url in pages:
        text = client.get(url, follow=True).content.decode(errors="replace")
        assert not [word for word in WORDS if word in text], (who, url)
