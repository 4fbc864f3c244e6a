"""Packages that others wrote, played to the end in a real browser."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from learning.kinds.scorm.models import ScormSitting, ScormTrack
from learning.models import LessonProgress
from tests.browser.conftest import DESK, PHONE
from tests.browser.lessons import enrol, make_lesson, upload, url_of
from tests.learning.kinds.scorm.packages import MANIFEST_12, MANIFEST_2004, zipped

FIXTURES = Path(settings.BASE_DIR).parent / "shared" / "fixtures" / "scorm"


@pytest.fixture
def golf(rates, provider, learner):
    """`golf("name.zip", pass_mark=70)`: the learner's enrolment and her lesson."""

    def _golf(name, **block):
        path = FIXTURES / name
        if not path.exists():
            pytest.skip(
                f"{path} is not here: packages of others are not in the repository"
            )
        with path.open("rb") as file:
            document = upload(file, name)
        lesson = make_lesson(
            provider, "scorm", {"package": document, **block}, title="Golf"
        )
        return enrol(learner, lesson), lesson

    return _golf


def sco_of(page):
    """The content of the package, two frames deep."""
    return page.frame_locator(".scorm__frame").frame_locator("#sco")


def is_begun(page) -> None:
    """Wait until the part shown has spoken to the runtime, as it does when loaded."""
    expect(sco_of(page).locator("h1")).to_be_visible()
    sco_of(page).locator("html").evaluate(
        """() => document.readyState === "complete" || new Promise((resolve) =>
            window.addEventListener("load", () => window.setTimeout(resolve, 0)))"""
    )


def is_saved(page) -> None:
    expect(page.locator("[data-scorm-status]")).to_have_attribute("data-state", "saved")


def answer_test(frame, *, rightly: bool) -> None:
    """Fill in Golf's test: its right answers are marked in the page itself."""
    frame.locator("#frmTest").wait_for()
    wanted = ".correctAnswer" if rightly else ".answer"
    for question in frame.locator(".question").all():
        text = question.locator("input[type=text]")
        if text.count():
            solution = question.inner_text().rsplit("(", 1)[1].rstrip(") \n")
            text.fill(solution if rightly else "999")
        else:
            question.locator(f"{wanted} input[type=radio]").first.check()
    frame.locator("input[value='Submit Answers']").click()


def test_nine_items_of_scorm_12(page_as, learner, golf, look):
    enrolment, lesson = golf("RuntimeMinimumCalls_SCORM12-mini.zip")
    page = page_as(learner)
    page.goto(url_of(enrolment, lesson))
    expect(page.locator("[data-item]")).to_have_count(9)
    lines = page.locator("[data-item]").all()
    for number, line in enumerate(lines):
        if number == 0:
            line.locator("[data-open-item]").click()
        elif number % 2:
            page.locator("[data-scorm-onward]").click()
        else:
            page.keyboard.press("ArrowRight")
        expect(line).to_have_attribute("aria-current", "step")
        is_begun(page)
    # The last one has not said goodbye: it does so when another part is opened.
    expect(page.locator("[data-item][data-state=completed]")).to_have_count(8)
    expect(page.locator("[data-scorm-onward]")).to_be_hidden()
    page.keyboard.press("ArrowLeft")
    expect(lines[7]).to_have_attribute("aria-current", "step")
    expect(page.locator("[data-item][data-state=completed]")).to_have_count(9)
    expect(page.locator("[data-scorm-outcome]")).to_be_visible()
    enrolment.refresh_from_db()
    assert enrolment.state == "completed"
    assert set(ScormTrack.objects.values_list("state", flat=True)) == {"completed"}
    page.locator("[data-scorm-next]").click()
    page.wait_for_url("**/finished/")


def next_page(frame, times: int) -> None:
    """Press next, each time on the page that the press before has brought."""
    content = frame.locator("#contentFrame")
    for _ in range(times):
        here = content.evaluate("frame => frame.contentWindow.location.href")
        frame.locator("#butNext").click()
        content.evaluate(
            """(frame, here) => new Promise((resolve) => {
                const look = () =>
                    frame.contentWindow.location.href !== here &&
                    frame.contentDocument.readyState === "complete"
                        ? resolve()
                        : setTimeout(look, 20);
                look();
            })""",
            here,
        )


def test_one_item_of_scorm_12_with_resume_and_a_second_attempt(page_as, learner, golf):
    enrolment, lesson = golf("singlescobasic.zip", pass_mark=70)
    page = page_as(learner)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.goto(url_of(enrolment, lesson))
    page.locator("[data-needs-script] [data-open-item]").click()
    frame = sco_of(page)
    expect(frame.frame_locator("#contentFrame").locator("h1")).to_be_visible()
    next_page(frame, 3)
    page.wait_for_timeout(600)
    is_saved(page)
    assert ScormTrack.objects.get().data["cmi.core.lesson_location"] == "3"

    # She closes the browser and goes on elsewhere, where she was.
    other = page_as(learner, width=PHONE)
    other.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.close()
    other.goto(url_of(enrolment, lesson))
    other.locator("[data-needs-script] [data-open-item]").click()
    frame = sco_of(other)
    expect(frame.frame_locator("#contentFrame").locator("h1")).to_contain_text("Scoring")
    assert any("resume" in text for text in asked)
    next_page(frame, 12)
    answer_test(frame.frame_locator("#contentFrame"), rightly=False)
    is_saved(other)
    frame.locator("#butExit").click()
    expect(other.locator("[data-scorm-outcome]")).to_have_attribute(
        "data-state", "failed"
    )
    progress = LessonProgress.objects.get()
    assert (progress.state, progress.score) == ("failed", 0)

    other.reload()
    other.locator("[data-scorm-outcome] button").click()
    other.locator("[data-needs-script] [data-open-item]").click()
    frame = sco_of(other)
    expect(frame.frame_locator("#contentFrame").locator("h1")).to_be_visible()
    next_page(frame, 15)
    answer_test(frame.frame_locator("#contentFrame"), rightly=True)
    expect(other.locator("[data-scorm-outcome]")).to_have_attribute(
        "data-state", "passed"
    )
    progress.refresh_from_db()
    assert (progress.state, progress.score) == ("completed", 100)


def test_one_item_of_scorm_2004(page_as, learner, golf):
    enrolment, lesson = golf("RuntimeBasicCalls_SCORM20043rdEdition.zip", pass_mark=70)
    page = page_as(learner)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(url_of(enrolment, lesson))
    page.locator("[data-needs-script] [data-open-item]").click()
    frame = sco_of(page)
    expect(frame.frame_locator("#contentFrame").locator("h1")).to_be_visible()
    next_page(frame, 5)
    page.wait_for_timeout(600)
    is_saved(page)
    page.goto("/learning/my/")  # away, in the middle
    page.wait_for_timeout(500)
    track = ScormTrack.objects.get()
    assert track.data["cmi.location"] == "5"
    assert track.data.get("cmi.exit") == "suspend"
    assert ScormSitting.objects.get().has_ended
    page.goto(url_of(enrolment, lesson))
    page.locator("[data-needs-script] [data-open-item]").click()
    frame = sco_of(page)
    expect(frame.frame_locator("#contentFrame").locator("h1")).to_be_visible()
    expect(frame.locator("#butPrevious")).to_be_enabled()
    next_page(frame, 9)
    answer_test(frame.frame_locator("#contentFrame"), rightly=True)
    expect(page.locator("[data-scorm-outcome]")).to_have_attribute("data-state", "passed")
    progress = LessonProgress.objects.get()
    assert (progress.state, progress.score) == ("completed", 100)


SCRIPT_2004 = """<!doctype html><title>x</title><h1></h1><button>OK</button><script>
const api = window.parent.API_1484_11;
api.Initialize("");
const place = Number(api.GetValue("cmi.location") || 0);
document.querySelector("h1").textContent = `${api.GetValue("cmi.entry")} ${place}`;
api.SetValue("cmi.completion_status", "incomplete");
document.querySelector("button").onclick = () => {
  api.SetValue("cmi.location", String(place + 1));
  if (place) {
    api.SetValue("cmi.score.scaled", "0.9");
    api.SetValue("cmi.success_status", "passed");
    api.SetValue("cmi.completion_status", "completed");
  }
  api.Commit("");
};
window.addEventListener("pagehide", () => {
  api.SetValue("cmi.exit", "suspend");
  api.SetValue("cmi.session_time", "PT1S");
  api.Terminate("");
});
</script>"""


def test_two_items_of_scorm_2004_on_two_devices(page_as, rates, provider, learner):
    two = MANIFEST_2004.replace(
        "</item>",
        '</item><item identifier="i2" identifierref="r1"><title>Lanjut</title></item>',
    )
    file = zipped({"imsmanifest.xml": two, "a/start.html": SCRIPT_2004})
    value = {"package": upload(file, "dua.zip"), "pass_mark": 80}
    lesson = make_lesson(provider, "scorm", value, title="Paket")
    enrolment = enrol(learner, lesson)
    page = page_as(learner)
    page.goto(url_of(enrolment, lesson))
    page.locator("[data-needs-script] [data-open-item]").click()
    expect(sco_of(page).locator("h1")).to_have_text("ab-initio 0")
    page.locator("[data-scorm-onward]").click()
    expect(page.locator("[data-item]").last).to_have_attribute("aria-current", "step")
    expect(sco_of(page).locator("h1")).to_have_text("ab-initio 0")
    sco_of(page).locator("button").click()
    is_saved(page)

    # On the phone she goes on in the second part, where she was.
    page.goto("/learning/my/")
    phone = page_as(learner, width=PHONE)
    phone.goto(url_of(enrolment, lesson))
    start = phone.locator("[data-needs-script] [data-open-item]")
    expect(start).to_contain_text("Lanjut")
    start.click()
    expect(sco_of(phone).locator("h1")).to_have_text("resume 1")
    sco_of(phone).locator("button").click()
    expect(phone.locator("[data-item]").last).to_have_attribute("data-state", "passed")
    # The first part takes two sittings.
    phone.locator("[data-scorm-back]").click()
    expect(sco_of(phone).locator("h1")).to_have_text("resume 0")
    sco_of(phone).locator("button").click()
    is_saved(phone)
    phone.locator("[data-item] [data-open-item]").first.click()
    expect(sco_of(phone).locator("h1")).to_have_text("resume 1")
    sco_of(phone).locator("button").click()
    expect(phone.locator("[data-scorm-outcome]")).to_have_attribute(
        "data-state", "passed"
    )
    progress = LessonProgress.objects.get()
    assert (progress.state, progress.score) == ("completed", 90)
    assert ScormTrack.objects.count() == 2 and ScormSitting.objects.count() == 5


HOSTILE = """<!doctype html><title>x</title><body></body><script>
const tries = {};
for (const [name, act] of Object.entries({
  cookie: () => { document.cookie = "corpu_session=stolen; path=/"; return document.cookie.includes("sessionid"); },
  top: () => window.top.document.body.innerHTML,
  location: () => { window.top.location = "https://evil.example/"; return false; },
  opener: () => window.top.localStorage.length,
})) { try { tries[name] = String(act()); } catch (error) { tries[name] = "refused"; } }
fetch("%(site)s/me/", {credentials: "include"}).then(() => "read", () => "refused").then((text) => {
  tries.fetch = text;
  window.top.postMessage({corpu: "scorm", type: "report", data: {"cmi.core.lesson_status": "passed", "cmi.core.score.raw": "100"}, ended: true}, "*");
  document.body.textContent = JSON.stringify(tries);
});
</script>"""


def test_a_hostile_package_reaches_nothing(page_as, rates, provider, learner, live_site):
    text = HOSTILE % {"site": live_site}
    file = zipped({"imsmanifest.xml": MANIFEST_12, "a/start.html": text})
    value = {"package": upload(file, "jahat.zip")}
    lesson = make_lesson(provider, "scorm", value, title="Paket")
    enrolment = enrol(learner, lesson)
    page = page_as(learner)
    page.guard.allow("")
    page.goto(url_of(enrolment, lesson))
    page.locator("[data-needs-script] [data-open-item]").click()
    body = sco_of(page).locator("body")
    expect(body).to_contain_text("fetch")
    tries = body.inner_text()
    assert '"top":"refused"' in tries
    assert '"fetch":"refused"' in tries
    assert '"opener":"refused"' in tries
    assert page.url.endswith(url_of(enrolment, lesson))
    # A message that does not come from the frame of the runtime is not heard.
    page.wait_for_timeout(500)
    assert ScormTrack.objects.get().state == "incomplete"
    assert LessonProgress.objects.get().state == "started"


def test_a_lost_connection_is_shown_and_made_good(page_as, learner, golf):
    enrolment, lesson = golf("singlescobasic.zip")
    page = page_as(learner)
    page.guard.allow("")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(url_of(enrolment, lesson))
    page.locator("[data-needs-script] [data-open-item]").click()
    frame = sco_of(page)
    expect(frame.frame_locator("#contentFrame").locator("h1")).to_be_visible()
    next_page(frame, 1)
    page.wait_for_timeout(600)
    is_saved(page)
    page.route("**/commit", lambda route: route.abort())
    next_page(frame, 1)
    status = page.locator("[data-scorm-status]")
    expect(status).to_have_attribute("data-state", "unsaved")
    page.unroute("**/commit")
    expect(status).to_have_attribute("data-state", "saved")
    assert ScormTrack.objects.get().data["cmi.core.lesson_location"] == "2"


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_lesson_is_well_made(page_as, learner, golf, look, width, language):
    enrolment, lesson = golf("RuntimeMinimumCalls_SCORM12-mini.zip")
    page = page_as(learner, width=width, language=language)
    page.goto(url_of(enrolment, lesson))
    look(page, "lesson-scorm")
