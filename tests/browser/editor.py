"""An author at work in the editor: what she clicks and types to write a course."""

import re
from pathlib import Path

from playwright.sync_api import TimeoutError as NotYet

from learning.models import CoursePage


def write_course(page, shelf, *, title: str, package: Path) -> None:
    """An article, a quiz, a package and a class, in a new course below `shelf`."""
    page.goto(f"/cms/pages/add/learning/coursepage/{shelf.pk}/")
    page.locator("#id_title").press_sequentially(title)
    page.locator("[name=summary]").fill("For everyone who meets citizens at a counter.")
    page.locator("[name=outcomes]").fill("Listen to the end\nExplain the next step")
    page.locator("[name=form]").select_option("e_learning")
    page.locator("[name=jp]").fill("6")
    page.locator("[name=minutes]").fill("270")
    page.locator("[name=language]").select_option("en")
    _article(page, 0)
    _quiz(page, 1)
    _package(page, 2, package)
    _add(page, "Class")
    page.locator("[name=lessons-3-value-title]").fill("A day at the counter")


def _add(page, kind: str) -> None:
    """One more lesson at the end."""
    lessons = page.locator("[id$=lessons-section]")
    _insert(page, lessons.locator("button[title='Insert a block']").last, kind)


def _insert(page, button, kind: str) -> None:
    """Pick a kind from the list behind a plus sign; the editor may still be drawing."""
    option = page.get_by_role("option", name=kind, exact=True)
    for _attempt in range(4):
        button.click()
        try:
            option.wait_for(timeout=2500)
        except NotYet:
            page.keyboard.press("Escape")
        else:
            break
    option.click()


def _article(page, number: int) -> None:
    _add(page, "Article")
    page.locator(f"[name=lessons-{number}-value-title]").fill("Why empathy is quick")
    body = page.locator("[data-contentpath=body]")
    _insert(page, body.locator("button[title='Insert a block']").first, "Text")
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type("Listening to the end saves a second visit.")


def _quiz(page, number: int) -> None:
    _add(page, "Quiz")
    page.locator(f"[name=lessons-{number}-value-title]").fill("Check yourself")
    questions = page.locator("[data-contentpath=questions]")
    plus = questions.locator("button[title='Insert a block']").first
    _insert(page, plus, "One right choice")
    page.locator(".public-DraftEditor-content").last.click()
    page.keyboard.type("What comes first?")
    stem = f"lessons-{number}-value-questions-0-value-choices"
    page.locator(f"[name={stem}-0-value-text]").fill("Listening")
    page.locator(f"[name={stem}-0-value-is_right]").check()
    page.locator("[data-contentpath=choices] button.c-sf-add-button").last.click()
    page.locator(f"[name={stem}-1-value-text]").fill("Stamping")


def _package(page, number: int, package: Path) -> None:
    _add(page, "SCORM package")
    page.locator(f"[name=lessons-{number}-value-title]").fill("Three steps")
    page.get_by_role("button", name="Choose a document").last.click()
    page.get_by_role("tab", name="Upload").click()
    page.locator("[name=document-chooser-upload-title]").fill("Three steps")
    page.locator("[name=document-chooser-upload-file]").set_input_files(package)
    page.get_by_role("button", name="Upload").last.click()
    page.locator(".modal-body").wait_for(state="detached")


def write_class(page, course_page, *, day) -> None:
    """A class of one sitting on `day`, below the course."""
    page.goto(f"/cms/pages/add/kind_class_event/classeventpage/{course_page.pk}/")
    page.locator("#id_title").press_sequentially("First class")
    page.locator("[name=sittings-0-day]").fill(day.isoformat())
    page.locator("[name=venue]").fill("Hall Cendana")
    page.locator("[name=seats]").fill("12")
    page.locator("[name=instructors]").first.check()


def said(page) -> None:
    """The editor answers that it was done; then nothing saves itself in that window."""
    answer = page.locator(".messages li").first
    answer.wait_for()
    assert "success" in answer.get_attribute("class"), answer.inner_text()
    page.goto("about:blank")


def submit(page) -> None:
    """Send the page to the agency's reviewers."""
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Submit to").click()
    said(page)


def approve(page, wagtail_page) -> None:
    """A reviewer approves what was submitted, which publishes it; a course with the
    checklist filled in."""
    page.goto(f"/cms/pages/{wagtail_page.pk}/edit/")
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name=re.compile("^Approve.*and Publish$")).click()
    if isinstance(wagtail_page, CoursePage):
        modal = page.locator(".modal-body")
        modal.get_by_role("radio", name="yes").last.wait_for()
        for answer in modal.get_by_role("radio", name="yes").all():
            answer.check()
        modal.get_by_role("button", name="Approve with the checklist").click()
    said(page)
