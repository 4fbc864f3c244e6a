"""The catalogue and a learning path in Chromium, as a civil servant walks through them."""

import datetime
import uuid

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from corpu.lib.clock import today
from learning.finding.models import SavedSearch
from learning.paths.models import Membership, Path
from tests.browser.conftest import DESK, PHONE, look_at
from tests.learning.conftest import forms, make_page  # noqa: F401  (a fixture)
from tests.learning.paths.conftest import courses, path_page  # noqa: F401  (fixtures)


@pytest.fixture
def course_page(provider, forms):  # noqa: F811
    """`course_page("Title", ...)` below the agency."""
    return lambda title, **fields: make_page(provider, title, **fields)


def test_the_catalogue_forgives_and_remembers(page_as, learner, course_page):
    course_page("Pelayanan Prima", form_id="e_learning", jp="3")
    course_page("Kearsipan Dinamis")
    course_page("Pelayanan Terpadu")
    page = page_as(learner, width=PHONE)
    page.goto(reverse("learning:catalogue"))
    page.locator("input[name=q]").fill("pelayann")
    page.get_by_role("button", name="Cari").click()
    expect(page.locator(".course-card")).to_have_count(2)
    expect(page.get_by_text("“pelayanan”")).to_be_visible()
    page.locator(".filters > summary").click()
    page.locator(".facet-list a", has_text="E-learning").click()
    expect(page.locator(".course-card")).to_have_count(1)
    expect(page.locator(".course-card")).to_contain_text("Pelayanan Prima")
    look_at(page)
    address = page.url
    page.get_by_role("button", name="Simpan pencarian").click()
    expect(page.locator("a.facet", has_text="pelayann").first).to_be_visible()
    assert SavedSearch.objects.get().query == "q=pelayann&form=e_learning"
    other = page_as(learner, width=DESK, language="en", script=False)
    other.goto(address)  # the address is the search, on another device and without script
    expect(other.locator(".course-card")).to_have_count(1)
    other.goto(reverse("learning:catalogue"))
    other.locator("a.facet").first.click()
    expect(other.locator(".course-card")).to_have_count(1)


def test_a_programme_is_walked(page_as, learner, manager, path_page):  # noqa: F811
    row = {
        "key": uuid.uuid4(), "name": "Angkatan I", "seats": 3,
        "starts_on": today(), "ends_on": today() + datetime.timedelta(days=300),
    }  # fmt: skip
    steps = [{"title": "Proyek", "text": "Tulis rencana."}]
    path_page("Akademi", steps=steps, is_programme=True, cohorts=[row])
    page = page_as(learner, width=PHONE)
    page.goto(reverse("paths:paths"))
    page.locator("main").get_by_role("link", name="Akademi").click()
    look_at(page)
    page.get_by_role("button", name="Ikuti program").click()
    page.locator("textarea[name=text]").fill("Antrean diukur seminggu.")
    page.get_by_role("button", name="Serahkan").click()
    expect(page.locator(".toast, .messages").first).to_be_visible()
    look_at(page)
    member = Membership.objects.get(path=Path.objects.get())
    desk = page_as(manager, language="en")
    desk.goto(reverse("paths:agency"))
    desk.get_by_role("link", name="Angkatan I").click()
    look_at(desk)
    desk.get_by_role("link", name=learner.full_name).click()
    desk.get_by_role("button", name="Confirm").click()
    expect(desk.get_by_text("Confirmed").first).to_be_visible()
    member.refresh_from_db()
    assert member.state == Membership.State.COMPLETED
    page.goto(reverse("credentials:mine"))
    expect(page.get_by_text("Akademi").first).to_be_visible()
