"""The main job, end to end: from a course in the editor to a figure that explains itself.

One journey of many people in Chromium. Each step asserts the database and the figure on
another person's page.
"""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from coaching.actions.coaches import register_coach
from coaching.actions.engagements import answer, ask_for_coaching
from coaching.models import Session, Topic
from corpu.home.demo.package import build_package
from corpu.ledger.models import Credit, Record
from corpu.lib.clock import today
from corpu.people.models import Person
from learning.actions.providers import set_up_provider, sync_person
from learning.credentials.models import Certificate
from learning.kinds.class_event.models import Booking, ClassEvent
from learning.kinds.class_event.pages import ClassEventPage
from learning.models import Course, Enrolment, Evidence
from learning.pages import CoursePage
from performance.actions.standings import recount
from performance.models import Standing
from performance.plans.actions.starting import ensure_lines
from tests.browser import editor
from tests.browser.conftest import PHONE
from tests.conftest import make_nip
from tests.people.imports import row, xlsx

TITLE = "Serving with empathy"


def counted(person):
    """JP in the ledger."""
    return Credit.objects.filter(person=person).total()


@pytest.fixture
def shelf(provider, author, reviewer, instructor, rates):
    """The agency's place in the editor, with its staff in their groups."""
    page = set_up_provider(provider)
    for person in (author, reviewer, instructor):
        sync_person(person)
    return page


@pytest.fixture
def with_targets(rates, learner, leader, hr):
    """Everyone has a standing and a plan for this year."""
    from performance.actions.targets import load_national_targets

    load_national_targets()
    people = list(Person.objects.filter(nip__isnull=False).values_list("pk", flat=True))
    recount(people, [today().year])
    ensure_lines(person_ids=people)


def _settled(page) -> None:
    """The page after the work behind it is done."""
    page.wait_for_load_state("networkidle")
    page.goto(page.url)


def test_hr_loads_a_personnel_file(page_as, hr, learner, ministry, look):
    page = page_as(hr, language="en")
    page.goto(reverse("people:imports"))
    look(page)
    newcomer = make_nip(datetime.date(1996, 5, 4))
    rows = [row(newcomer, "Baru Contoh", nipAtasan=learner.nip), row("123", "Salah")]
    file = {"name": "pegawai.xlsx", "mimeType": "application/xlsx", "buffer": xlsx(rows)}
    page.locator("#id_file").set_input_files(file)
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url("**/imports/*-*/")
    _settled(page)
    expect(page.get_by_text("18 digits").first).to_be_visible()
    look(page)
    assert not Person.objects.filter(nip=newcomer).exists()
    page.get_by_role("button", name="Apply").click()
    _settled(page)
    expect(page.get_by_text("1 row was applied")).to_be_visible()
    assert Person.objects.get(nip=newcomer).leader == learner
    page.goto(reverse("people:people") + "?q=Baru")
    expect(page.get_by_role("link", name=re.compile("Baru Contoh")).first).to_be_visible()


def test_a_course_from_the_editor_to_the_credit(
    page_as, shelf, author, reviewer, instructor, learner, leader, with_targets, look,
    tmp_path,
):  # fmt: skip
    package = tmp_path / "package.zip"
    package.write_bytes(build_package())
    course = _publish(page_as, shelf, author, reviewer, package)
    page = page_as(learner, language="en")
    _enrol(page, course, look)
    _learn(page, learner, course, look)
    _attend(page_as, page, learner, instructor, look)
    assert counted(learner) == 3  # one learning day of e-learning, capped at 3 JP
    standing = Standing.objects.get(
        person=learner, target__code="pns-minimum", year=today().year
    )
    assert standing.counted == 3
    finished = reverse("learning:finished", args=[Enrolment.objects.get().public_id])
    for language in ("id", "en"):
        reader = page_as(learner, language=language)
        reader.goto(finished)
        expect(reader.locator(".gain")).to_contain_text("3")
        look(reader, "learner-finished")
    _certificate(page, page_as, learner, look)
    _explain(page, learner, look)
    boss = page_as(leader, language="en")
    boss.goto(reverse("home:team"))
    line = boss.get_by_role("row").filter(has_text=learner.name)
    expect(line.first).to_contain_text("3 JP")


def _publish(page_as, shelf, author, reviewer, package) -> Course:
    """The author writes and submits; the reviewer of the same agency publishes."""
    desk = page_as(author, language="en")
    editor.write_course(desk, shelf, title=TITLE, package=package)
    editor.submit(desk)
    assert not Course.objects.exists()
    review = page_as(reviewer, language="en")
    editor.approve(review, CoursePage.objects.get())
    day = today() + datetime.timedelta(days=2)
    editor.write_class(desk, CoursePage.objects.get(), day=day)
    editor.submit(desk)
    editor.approve(review, ClassEventPage.objects.get())
    assert ClassEvent.objects.get().seats == 12
    return Course.objects.get(is_published=True, title=TITLE)


def _enrol(page, course, look) -> None:
    """Found in the catalogue, taken in two clicks."""
    page.goto(reverse("learning:catalogue") + "?q=empathy")
    look(page)
    page.get_by_role("link", name=TITLE).first.click()
    look(page)
    page.get_by_role("button", name="Enrol").click()
    expect(page.get_by_text("You are enrolled.")).to_be_visible()
    assert Enrolment.objects.get().state == "enrolled"


def _learn(page, learner, course, look) -> None:
    """Article, quiz and package; the browser is closed on the way and opened again."""
    look(page)
    page.get_by_role("button", name="Mark as read").click()
    page.goto("/me/")
    page.goto(reverse("learning:player", args=[Enrolment.objects.get().public_id]))
    expect(page.get_by_role("heading", level=1)).to_have_text("Check yourself")
    page.get_by_role("button", name=re.compile("Begin|Start")).first.click()
    page.get_by_label("Listening").check()
    page.get_by_role("button", name=re.compile("Submit|Hand in")).click()
    expect(page.get_by_text(re.compile("100")).first).to_be_visible()
    page.locator("[data-after]").click()
    page.get_by_role("button", name="Start").click()
    sco = page.frame_locator(".scorm__frame").frame_locator("#sco")
    sco.get_by_role("button", name="Berikutnya").click()
    sco.get_by_role("button", name="Berikutnya").click()
    sco.get_by_label(re.compile("Mendengarkan")).check()
    sco.get_by_role("button", name="Kirim jawaban").click()
    saved = page.locator("[data-scorm-status][data-state=saved]")
    expect(saved).to_be_visible()
    expect(page.locator("[data-scorm-outcome]")).to_be_visible()
    assert counted(learner) == 0


def _attend(page_as, page, learner, instructor, look) -> None:
    """A seat is booked; on the day the instructor marks her present."""
    event = ClassEvent.objects.get()
    page.goto(reverse("kind_class_event:event", args=[event.public_id]))
    look(page)
    page.get_by_role("button", name=re.compile("Book")).first.click()
    assert Booking.objects.get().state == "booked"
    _let_it_begin(event)
    desk = page_as(instructor, width=PHONE, language="en")
    desk.goto(reverse("kind_class_event:attendance", args=[event.public_id]))
    look(desk)
    desk.get_by_label(re.compile("^Present")).first.check()
    desk.get_by_role("button", name=re.compile("Save")).first.click()
    expect(desk.get_by_text("All marks are saved.")).to_be_visible()
    desk.once("dialog", lambda dialog: dialog.accept())
    desk.get_by_role("button", name="Close the class").click()
    expect(desk.get_by_text(re.compile("closed", re.I)).first).to_be_visible()
    assert Record.objects.filter(person=learner).count() == 1


def _let_it_begin(event: ClassEvent) -> None:
    """Two days later: the sitting was this morning."""
    start = timezone.now() - datetime.timedelta(hours=3)
    end = timezone.now() - datetime.timedelta(hours=1)
    event.sittings.update(starts_at=start, ends_at=end)
    ClassEvent.objects.filter(pk=event.pk).update(starts_at=start, ends_at=end)


def _certificate(page, page_as, learner, look) -> None:
    """There at once; anyone can verify it, and nobody reads the NIP."""
    certificate = Certificate.objects.get()
    page.goto(reverse("credentials:mine"))
    look(page)
    anyone = page_as(None, language="en")
    anyone.goto(reverse("credentials:verify", args=[certificate.number]))
    expect(anyone.get_by_text(learner.name).first).to_be_visible()
    assert learner.nip not in anyone.content()
    look(anyone)


def _explain(page, learner, look) -> None:
    """The figure leads to its facts, the fact to its rate and legal basis."""
    page.goto(reverse("home:me"))
    look(page)
    page.goto(reverse("ledger:record", args=[Record.objects.get().public_id]))
    expect(page.get_by_text(re.compile("10/2018")).first).to_be_visible()
    look(page)


def test_a_session_counts_when_both_have_signed(
    page_as, coach, coachee, leader, hr, with_targets, look
):
    entry = register_coach(coach, by=hr, about="Ten years of leading teams.", capacity=3)
    pair = ask_for_coaching(entry, coachee=coachee, kind="coaching", purpose="Meetings")
    answer(pair, by=coach, accept=True)
    Topic.objects.get_or_create(
        code="leadership", defaults={"name_id": "Kepemimpinan", "name_en": "Leadership"}
    )
    type(pair).objects.update(started_on=today() - datetime.timedelta(days=60))
    desk = page_as(coach, width=PHONE, language="en")
    desk.goto(reverse("coaching:desk"))
    look(desk)
    moment = timezone.localtime() - datetime.timedelta(hours=3)
    desk.get_by_label("With").select_option(index=1)
    desk.get_by_label("When").fill(moment.strftime("%Y-%m-%dT%H:%M"))
    desk.get_by_label("Minutes").fill("60")
    desk.get_by_label("Topic").select_option(label="Leadership")
    desk.get_by_role("button", name="Log session").click()
    expect(desk.get_by_text(f"Once {coachee.name} confirms")).to_be_visible()
    assert Session.objects.get().state == "logged"
    assert counted(coachee) == 0
    phone = page_as(coachee, width=PHONE, language="en")
    phone.goto(reverse("coaching:mine"))
    look(phone)
    phone.get_by_role("button", name="Confirm").first.click()
    expect(phone.get_by_text(re.compile("counted 2 JP")).first).to_be_visible()
    look(phone)
    assert counted(coachee) == 2
    boss = page_as(leader, language="en")
    boss.goto(reverse("home:team"))
    line = boss.get_by_role("row").filter(has_text=coachee.name)
    expect(line.first).to_contain_text("2 JP")
    assert "Leadership" not in boss.content()


def test_evidence_is_decided_in_the_leaders_queue(
    page_as, learner, leader, with_targets, look
):
    import typst

    page = page_as(learner, width=PHONE, language="en")
    page.goto(reverse("learning:evidence_new"))
    look(page)
    day = (today() - datetime.timedelta(days=9)).isoformat()
    page.get_by_label("Title").fill("National webinar")
    page.get_by_label(re.compile("Provider|Organiser|agency", re.I)).first.fill("Forum")
    page.locator("[name=form]").select_option("seminar")
    page.locator("[name=started_on]").fill(day)
    page.locator("[name=ended_on]").fill(day)
    page.locator("[name=certificate_number]").fill("WBN/1")
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url("**/evidence/*-*/")
    pdf = typst.compile(b"= Certificate WBN/1", format="pdf")
    proof = {"name": "proof.pdf", "mimeType": "application/pdf", "buffer": pdf}
    page.locator("input[type=file]").first.set_input_files(proof)
    attach = page.get_by_role("button", name=re.compile("Attach|Upload")).first
    if attach.is_visible():
        attach.click()
    page.get_by_role("button", name=re.compile("Send")).first.click()
    assert Evidence.objects.get().state == "submitted"
    boss = page_as(leader, language="en")
    boss.goto(reverse("home:decisions"))
    look(boss)
    boss.get_by_role("button", name="Accept", exact=True).first.click()
    expect(boss.get_by_text("All decided")).to_be_visible()
    assert counted(learner) == 4
    page.goto(reverse("home:me"))
    expect(page.get_by_text("4").first).to_be_visible()
    look(page)


def test_leader_hr_and_auditor_see_the_same_figures(
    page_as, learner, leader, hr, auditor, with_targets, look
):
    from corpu.ledger.actions.records import record

    fact = record(
        person=learner, form="course", title="Course", started_on=today(),
        ended_on=today(), jp_stated=12, source="story",
    )  # fmt: skip
    boss = page_as(leader, language="en")
    boss.goto(reverse("home:team"))
    look(boss)
    line = boss.get_by_role("row").filter(has_text=learner.name)
    expect(line.first).to_contain_text("12 JP")
    office = page_as(hr, language="en")
    office.goto(reverse("home:unit"))
    look(office)
    expect(office.get_by_text("12 JP").first).to_be_visible()
    audit = page_as(auditor, language="en")
    audit.goto(reverse("ledger:record", args=[fact.public_id]))
    expect(audit.get_by_text("12").first).to_be_visible()
    audit.goto(reverse("people:decision_log"))
    look(audit)
