"""A session is logged and confirmed in half a minute, with and without a network."""

import datetime
import time

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from coaching.actions.agreements import add_goal, mark_goal
from coaching.actions.coaches import register_coach
from coaching.actions.engagements import answer, ask_for_coaching
from coaching.actions.meetings import book, offer_slots
from coaching.models import (
    Circle,
    Coach,
    Credential,
    Engagement,
    Note,
    Programme,
    Session,
    Topic,
)
from corpu.ledger.models import Credit
from corpu.lib.clock import today
from tests.browser.conftest import DESK, PHONE

LOG = "/coaching/desk/log/"


@pytest.fixture
def pairs(coach, coachee, learner, hr, rates):
    """The coach accompanies two people since the start of this year."""
    Topic.objects.get_or_create(
        code="leadership",
        defaults={"name_id": "Kepemimpinan", "name_en": "Leadership", "order": 2},
    )
    entry = register_coach(coach, by=hr, about="-", capacity=4)
    found = []
    for person in (coachee, learner):
        pair = ask_for_coaching(
            entry, coachee=person, kind="coaching", purpose="Memimpin rapat."
        )
        answer(pair, by=coach, accept=True)
        found.append(pair)
    since = today() - datetime.timedelta(days=40)
    Engagement.objects.update(started_on=since)
    return found


def at(days_ago: int, hour: int = 9) -> str:
    """A moment as the browser's picker has it."""
    return f"{today() - datetime.timedelta(days=days_ago)}T{hour:02d}:00"


def fill(page, pair, when: str, step: str = "") -> None:
    """The three fields, as a thumb would."""
    page.locator("#id_engagement").select_option(str(pair.public_id))
    page.locator("#id_started_at").fill(when)
    page.locator("#id_topic").select_option(index=1)
    if step:
        page.locator("#id_next_step").fill(step)


def test_logged_and_confirmed_in_half_a_minute(page_as, pairs, coach, coachee, look):
    desk = page_as(coach, width=PHONE, language="en")
    desk.goto(LOG)
    look(desk)
    began = time.monotonic()
    fill(desk, pairs[0], at(3), "One page for each meeting")
    desk.get_by_role("button", name="Log session").click()
    expect(desk.get_by_text("Once Nita Contoh confirms, it counts 2 JP")).to_be_visible()
    mine = page_as(coachee, width=PHONE, language="en")
    mine.goto(reverse("coaching:mine"))
    mine.get_by_role("button", name="Confirm", exact=True).click()
    expect(mine.get_by_text("2 JP were added to your account")).to_be_visible()
    assert time.monotonic() - began < 30
    look(mine)
    assert Credit.objects.filter(person=coachee).total() == 2
    assert Session.objects.confirmed().count() == 1


def test_two_devices_without_a_network_merge_to_one_truth(page_as, pairs, coach):
    phone = page_as(coach, width=PHONE, language="en")
    tablet = page_as(coach, language="en")
    for page in (phone, tablet):
        page.goto(LOG)
        page.wait_for_load_state("networkidle")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.reload()  # now the worker has the page in its hands
        page.wait_for_load_state("networkidle")
        page.guard.allow("ERR_INTERNET_DISCONNECTED")
        page.context.set_offline(True)
    # The phone logs two meetings, the tablet one of them again and one that clashes.
    for page, rows in (
        (phone, [(pairs[0], 3, 9, "From the phone"), (pairs[1], 4, 9, "")]),
        (tablet, [(pairs[0], 3, 9, "From the tablet"), (pairs[0], 4, 9, "")]),
    ):
        page.goto(LOG)  # the form opens from what was kept
        for pair, days, hour, step in rows:
            fill(page, pair, at(days, hour), step)
            page.get_by_role("button", name="Log session").click()
        expect(page.get_by_text("Kept on this device. It is sent")).to_be_visible()
        expect(page.locator("[data-outbox-list] li")).to_have_count(2)
    assert not Session.objects.exists()
    phone.context.set_offline(False)
    expect(phone.get_by_text("Logged. ")).to_have_count(2)
    tablet.context.set_offline(False)
    expect(tablet.get_by_text("Logged. ")).to_have_count(1)
    expect(tablet.get_by_text("already has a session at that time")).to_be_visible()
    phone.reload()
    expect(phone.locator("[data-outbox-list] li")).to_have_count(0)
    # Two meetings, both next steps; what clashed waits on its device with the reason.
    assert Session.objects.count() == 2
    assert pairs[0].steps.count() == 2
    tablet.on("dialog", lambda dialog: dialog.accept())
    tablet.get_by_role("button", name="Discard").click()
    expect(tablet.get_by_text("already has a session")).to_have_count(0)


@pytest.mark.parametrize("language", ["id", "en"])
def test_screens_of_the_pair_fit_a_phone(page_as, pairs, coach, coachee, look, language):
    pair = pairs[0]
    mine = page_as(coachee, width=PHONE, language=language)
    mine.goto(reverse("coaching:notes", args=[pair.public_id]))
    mine.locator("#id_text").fill("Words for the two of us.")
    mine.locator("form .btn--primary").first.click()
    expect(mine.get_by_text("Words for the two of us.")).to_be_visible()
    look(mine)
    assert Note.objects.filter(author=coachee).count() == 1
    mine.goto(reverse("coaching:rating", args=[pair.public_id]))
    look(mine)
    mine.goto(reverse("coaching:engagement", args=[pair.public_id]))
    look(mine)
    desk = page_as(coach, width=PHONE, language=language)
    for name in ("hours", "log_many", "desk"):
        desk.goto(reverse(f"coaching:{name}"))
        look(desk)


@pytest.fixture
def walk(pairs, coach, coachee, hr, leader):
    """By person, the screens of finding, agreeing, booking and keeping the register."""
    pair, day = pairs[0], today()
    span = {"starts_on": day, "ends_on": day + datetime.timedelta(days=90)}
    kinds = ["coaching", "community"]
    entry = register_coach(coach, by=hr, about="Ten years.", capacity=4, kinds=kinds)
    Coach.objects.filter(pk=entry.pk).update(time_zone="Asia/Jayapura", city="Jayapura")
    goal = add_goal(pair, by=coachee, text="Meetings of half an hour.")
    mark_goal(goal, mark=4)
    soon = day + datetime.timedelta(days=2)
    slots = offer_slots(entry, day=soon, start=datetime.time(9), minutes=60, count=3)
    book(pair, slots[0], by=coachee)
    circle = Circle.objects.create(
        coach=entry, kind_id="community", name="Lingkar data", about="-", places=3, **span
    )
    plan = Programme.objects.create(
        name="100 hari", unit=hr.unit, kind_id="coaching", purpose="-", made_by=hr, **span
    )
    Credential.objects.create(coach=entry, name="ACC", issuer="-", issued_on=day)
    key = pair.public_id
    return {
        coachee: [
            ("coaches",), ("coach", entry.public_id), ("circle", circle.public_id),
            ("agreement", key), ("review", key), ("book", key),
        ],
        coach: [("slots",), ("circles",), ("engagement", key)],
        hr: [("register",), ("programme", plan.public_id), ("board",)],
        leader: [("unit",)],
    }  # fmt: skip


# What has tables or two columns where there is room.
WIDE = {"coaches", "agreement", "book", "engagement", "register", "programme", "board"}


@pytest.mark.parametrize(("language", "width"), [("id", PHONE), ("en", DESK)])
def test_screens_around_the_pair(page_as, walk, look, language, width):
    for person, screens in walk.items():
        page = page_as(person, width=width, language=language)
        for name, *args in screens:
            # The page of a pair is walked on a phone above.
            if name in WIDE if width == DESK else name != "engagement":
                page.goto(reverse(f"coaching:{name}", args=args))
                look(page)
