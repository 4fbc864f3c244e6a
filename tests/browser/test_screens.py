"""Every screen of every role, with the demo's people and history in it.

Axe finds nothing, nothing scrolls sideways, the console is silent: on a phone in
Indonesian and on a desk in English. With CORPU_PICTURES=1 the pictures of the guides are
taken, in both languages.
"""

import os

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from corpu.home.demo import seed
from corpu.ledger.models import Record
from corpu.lib.clock import today
from corpu.people.models import Person
from learning.kinds.class_event.models import ClassEvent
from learning.models import Course, Enrolment, Evidence
from learning.pages import CoursePage
from performance.models import Standing
from tests.browser.conftest import DESK, PHONE, keep_picture, look_at
from tests.shipped import load_what_ships

# role -> pages as (URL name or a key of `_found`, picture, width of the picture)
SCREENS = {
    "learner": [
        ("home:me", "learner-home", DESK),
        ("learning:catalogue", "learner-catalogue", DESK),
        ("course", "learner-course", DESK),
        ("lesson", "learner-lesson", DESK),
        ("learning:my", "", 0),
        ("ledger:records", "", 0),
        ("record", "learner-record", DESK),
        ("standing", "learner-standing", DESK),
        ("plans:mine", "learner-goals", DESK),
        ("home:year", "learner-year", DESK),
        ("development:mine", "learner-development", DESK),
        ("careers:next_post", "learner-next-post", DESK),
        ("learning:evidence", "", 0),
        ("learning:evidence_new", "learner-evidence", PHONE),
        ("credentials:mine", "", 0),
        ("agenda:mine", "", 0),
        ("class", "", 0),
        ("coaching:mine", "coach-confirm", PHONE),
        ("coaching:coaches", "", 0),
        ("notices:notices", "", 0),
        ("notices:settings", "", 0),
        ("people:settings", "", 0),
        ("pages:help", "", 0),
        ("account_change_password", "", 0),
        ("mfa_index", "", 0),
        ("usersessions_list", "", 0),
    ],
    "pppk": [("home:me", "", 0)],
    "coach": [
        ("coaching:desk", "coach-desk", PHONE),
        ("pair", "coach-session", DESK),
    ],
    "leader": [
        ("home:team", "leader-team", DESK),
        ("home:decisions", "leader-decisions", DESK),
        ("home:unit", "leader-unit", DESK),
        ("home:matrix", "leader-matrix", DESK),
        ("plans:team", "leader-plans", DESK),
        ("recognition:mirror", "", 0),
        ("evidence", "", 0),
        ("people:delegation", "", 0),
        ("plans:mine", "", 0),
    ],
    "acting_leader": [("home:team", "", 0)],
    "author": [("learning:agency", "agency-home", DESK)],
    "instructor": [
        ("kind_class_event:taught", "", 0),
        ("attendance", "agency-attendance", PHONE),
    ],
    "manager": [("learning:agency", "", 0), ("participants", "", 0)],
    "hr": [
        ("home:unit", "hr-ministry", DESK),
        ("people:people", "hr-people", DESK),
        ("person", "", 0),
        ("people:person_new", "", 0),
        ("people:units", "", 0),
        ("people:roles", "", 0),
        ("people:imports", "hr-import", DESK),
        ("people:activation", "", 0),
        ("performance:targets", "", 0),
        ("home:tree", "hr-tree", DESK),
        ("home:hours", "", 0),
        ("periods:closings", "hr-closings", DESK),
        ("careers:talent", "hr-talent", DESK),
        ("professionalism:unit", "", 0),
        ("ledger:rates", "hr-rates", DESK),
        ("ledger:waiting", "", 0),
        ("ledger:export", "", 0),
        ("coaching:register", "", 0),
        ("coaching:entry_new", "", 0),
    ],
    "auditor": [
        ("home:audit", "auditor-home", DESK),
        ("people:decision_log", "auditor-log", DESK),
        ("ledger:search", "", 0),
        ("record", "auditor-record", DESK),
        ("home:unit", "", 0),
    ],
}


@pytest.fixture
def demo(live_site, transactional_db, monkeypatch):
    """The seeded ministry; returns who plays which role."""
    load_what_ships()
    names: dict[str, str] = {}
    monkeypatch.setattr(seed, "keep_cast", names.update)
    list(seed.steps())
    return {role: Person.objects.get(username=name) for role, name in names.items()}


def _found(cast) -> dict[str, str]:
    """Pages that need a row, by the key of SCREENS."""
    learner = cast["learner"]
    enrolment = Enrolment.objects.ongoing().get(person=learner)
    record = Record.objects.standing().filter(person=learner, form="e_learning").first()
    begun = ClassEvent.objects.filter(instructors=cast["instructor"]).earliest(
        "starts_at"
    )
    course = Course.objects.get(slug="pelayanan-berempati")
    standing = Standing.objects.filter(person=learner).latest("year")
    pair = cast["coach"].coach.engagements.active().get(coachee=learner)
    evidence = Evidence.objects.waiting_for(cast["leader"]).first()
    coming = ClassEvent.objects.latest("starts_at")
    return {
        "course": reverse("learning:course", args=[course.slug]),
        "lesson": reverse("learning:player", args=[enrolment.public_id]),
        "record": reverse("ledger:record", args=[record.public_id]),
        "standing": reverse("performance:standing", args=[standing.pk]),
        "class": reverse("kind_class_event:event", args=[coming.public_id]),
        "pair": reverse("coaching:engagement", args=[pair.public_id]),
        "evidence": reverse("learning:evidence_item", args=[evidence.public_id]),
        "attendance": reverse("kind_class_event:attendance", args=[begun.public_id]),
        "participants": reverse("learning:participants", args=[course.slug]),
        "person": reverse("people:person", args=[learner.pk]),
    }


def test_every_screen_of_every_role(page_as, demo):
    urls, faults = _found(demo), []
    ways = [(PHONE, "id"), (DESK, "en")]
    if os.environ.get("CORPU_PICTURES"):
        ways = [(width, lang) for width in (PHONE, DESK) for lang in ("id", "en")]
    for width, language in ways:
        for role, screens in SCREENS.items():
            page = page_as(demo[role], width=width, language=language)
            for where, picture, picture_width in screens:
                page.goto(urls.get(where) or reverse(where))
                try:
                    look_at(page, picture if picture_width == width else "")
                except AssertionError as fault:
                    faults.append(f"{role} {width} {language} {fault}")
    _look_at_the_editor(page_as, demo["author"])
    assert not faults, "\n\n".join(faults)


def _look_at_the_editor(page_as, author) -> None:
    """A course as its author sees it, for the guide of agencies."""
    for language in ("id", "en"):
        page = page_as(author, language=language)
        page.guard.allow("/cms/")
        course = CoursePage.objects.get(slug="pelayanan-berempati")
        page.goto(f"/cms/pages/{course.pk}/edit/")
        page.locator("#id_title").wait_for()
        if os.environ.get("CORPU_PICTURES"):
            keep_picture(page, "agency-editor")


def test_a_leader_acts_for_many_with_and_without_script(page_as, demo):
    """Remind, assign, sign and download: nothing of it needs a script."""
    for script in (False, True):
        page = page_as(demo["leader"], language="en", script=script)
        page.goto(f"{reverse('home:matrix')}?sort=gap")
        page.get_by_role("checkbox").first.check()
        page.get_by_role("button", name="Remind").click()
        expect(page.locator(".toast").first).to_be_visible()
        page.get_by_role("checkbox").first.check()
        page.locator("#id_course").select_option(index=1)
        page.locator("#id_due_on").fill(f"{today().year + 1}-03-31")
        page.get_by_role("button", name="Assign the course").click()
        expect(page.locator(".toast").first).to_be_visible()
        with page.expect_download() as table:
            page.get_by_role("link", name="XLSX").click()
        assert table.value.suggested_filename.endswith(".xlsx")
        page.goto(reverse("plans:team"))
        boxes = page.locator("input[name=plan]")
        if boxes.count():
            boxes.first.check()
            page.get_by_role("button", name="Sign the chosen plans").click()
            expect(page.locator(".toast").first).to_be_visible()
