"""The frame around every page: both languages, both widths, both hosts."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE

BOTH_WIDTHS = pytest.mark.parametrize("width", [PHONE, DESK])
BOTH_LANGUAGES = pytest.mark.parametrize("language", ["id", "en"])


@BOTH_WIDTHS
@BOTH_LANGUAGES
def test_the_start_page_is_well_made(page_as, look, width, language):
    page = page_as(width=width, language=language)
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("h1")).to_have_count(1)
    look(page, "start")


def test_a_person_signs_in_with_her_nip(page_as, look, learner):
    learner.set_password("kata sandi yang panjang")
    learner.save(update_fields=["password"])
    page = page_as()
    page.goto("/accounts/login/")
    look(page, "sign-in")
    page.locator("input[name=login]").fill(learner.nip)
    page.locator("input[name=password]").fill("kata sandi yang panjang")
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/me/")
    expect(page.locator("body")).to_contain_text(learner.name)


@BOTH_WIDTHS
@BOTH_LANGUAGES
def test_hr_reads_the_health_page(page_as, look, hr, width, language):
    page = page_as(hr, width=width, language=language)
    page.goto("/health/?only=database,cache,broker,worker,disk")
    expect(page.get_by_role("table")).to_contain_text("SQLite")
    look(page, "health")


def test_the_content_host_sends_people_to_the_site(page_as, live_site):
    page = page_as()
    page.goto(live_site.replace("localhost", "127.0.0.1") + "/")
    assert page.url == live_site + "/"
