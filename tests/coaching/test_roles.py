"""Every role is tried on every address of coaching: nobody outside a pair meets its words,
its topic, or a way to change what the two have signed."""

import datetime
import re
from urllib.parse import urlsplit

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.urls import URLPattern, resolve, reverse

from coaching import letters, urls
from coaching.actions import agreements, meetings, notes, signatures, wishes
from coaching.models import (
    Agreement,
    Circle,
    Credential,
    Engagement,
    Fit,
    Goal,
    GoalMark,
    HoursEntry,
    Meeting,
    NextStep,
    Note,
    NoteKey,
    Programme,
    Rating,
    Review,
    Session,
    Slot,
)
from corpu.lib.clock import today
from corpu.lib.refusals import Refused

WORDS = [
    "Kuda nil ungu.",
    "Jerapah hijau.",
    "Badak jingga.",
    "Zebra merah.",
    "Harimau biru.",
    "Gajah kelabu.",
]
TOPICS = ["Zamrud", "Emerald"]
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
def known(pair, log, odd_topic, coach, coachee, hr):
    """A pair with words everywhere; by the beginning of an address every id of the pair
    that could follow there."""
    notes.write_note(pair, by=coachee, kind="pair", text=WORDS[0])
    notes.write_note(pair, by=coach, kind="private", text=WORDS[1])
    disputed = log(9, topic=odd_topic, next_step=WORDS[2])
    signatures.dispute(disputed, by=coachee, reason=WORDS[3])
    waiting = log(5, topic=odd_topic)
    signed = signatures.confirm(log(3, topic=odd_topic), by=coachee)
    wishes.keep_purpose(pair, by=coachee, text=WORDS[4])
    goal = agreements.add_goal(pair, by=coachee, text=WORDS[5])
    day = today()
    slots = meetings.offer_slots(
        pair.coach, day=day + datetime.timedelta(days=2), start=datetime.time(9),
        minutes=60, count=2,
    )  # fmt: skip
    meeting = meetings.book(pair, slots[0], by=coachee)
    span = {"starts_on": day, "ends_on": day + datetime.timedelta(days=90)}
    circle = Circle.objects.create(
        coach=pair.coach, kind_id="community", name="Lingkar", about="-", places=3, **span
    )
    programme = Programme.objects.create(
        name="100 hari", unit=hr.unit, kind_id="coaching", purpose="-", made_by=hr, **span
    )
    credential = Credential.objects.create(
        coach=pair.coach, name="Sertifikat", issuer="Lembaga", issued_on=day
    )
    return {
        "": [pair.public_id],
        "sessions": [row.public_id for row in (disputed, waiting, signed)],
        "notes": list(Note.objects.order_by("pk").values_list("public_id", flat=True)),
        "confirm": [letters.token_of(waiting)],
        "steps": [row.pk for row in pair.steps.all()],
        "goals": [goal.pk],
        "meetings": [meeting.public_id],
        "desk/times": [row.pk for row in slots],
        "desk/groups": [circle.public_id],
        "groups": [circle.public_id],
        "programmes": [programme.public_id],
        "credentials": [credential.public_id],
        "coaches": [pair.coach.public_id],
        "register": [pair.coach.public_id],
        "hours": ["csv", "pdf"],
    }


def addresses(pattern: URLPattern, known):
    """This address with every id of the pair that it could mean. One that is not known
    here is a new one: give it its ids."""
    route = str(pattern.pattern)
    holes = re.findall(r"<\w+:(\w+)>", route)
    if not holes:
        return [reverse(f"coaching:{pattern.name}")]
    ids = known[route.split("<")[0].rstrip("/")]
    return [reverse(f"coaching:{pattern.name}", args=[each]) for each in ids]


def state_of_the_pair():
    kept = [
        Session.objects.values_list(
            "pk", "state", "minutes", "turn", "record", "coach_record", "started_at"
        ),
        Note.objects.values_list("pk", "version", "kind"),
        NoteKey.objects.values_list("pk", "outer"),
        Rating.objects.values_list("pk"),
        Engagement.objects.values_list("pk", "state", "end", "purpose_sealed"),
        Agreement.objects.values_list("pk", "version", "coach_signed_at", "means"),
        Goal.objects.values_list("pk", "state", "sealed"),
        GoalMark.objects.values_list("pk", "mark"),
        NextStep.objects.values_list("pk", "done_at", "sealed"),
        Fit.objects.values_list("pk"),
        Review.objects.values_list("pk"),
        Meeting.objects.values_list("pk", "state", "starts_at", "slot"),
        Slot.objects.values_list("pk", "is_open"),
        Circle.objects.values_list("pk", "is_open"),
        HoursEntry.objects.values_list("pk", "is_paid", "may_name_since"),
    ]
    return [[tuple(map(_plain, row)) for row in rows.order_by("pk")] for rows in kept]


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


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
        "agrees": "yes", "paid": "yes", "mark": 9, "slot": known["desk/times"][1],
        "passes_on": "on",
    }  # fmt: skip
    for pattern in PATTERNS:
        for url in addresses(pattern, known):
            for text in (asked(viewer, "get", url), asked(viewer, "post", url, data)):
                if text is None:
                    continue
                hidden = WORDS if pattern.name in NAMES_TOPICS else WORDS + TOPICS
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
    page = next(each for each in PATTERNS if each.name == "engagement")
    (url,) = addresses(page, known)
    for person in (coach, coachee):
        text = asked(person, "get", url)
        assert not [word for word in (WORDS[2], WORDS[4], WORDS[5]) if word not in text]


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
        assert not [word for word in WORDS + TOPICS if word in text], (who, url)
