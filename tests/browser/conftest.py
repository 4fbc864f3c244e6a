"""Real journeys in Chromium against a live server that answers on both hosts.

The site is http://localhost:PORT and the content of packages http://127.0.0.1:PORT, as in
the demo. Run by `make test-browser`, or by hand with one port for all:
CORPU_TEST_PORT=8150 .venv/bin/pytest -n0 -m browser tests/browser
"""

import io
import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.test import Client
from PIL import Image
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

# Playwright's own loop runs in the thread of the tests; the database calls there are fine.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE, DESK = 390, 1280
HEIGHTS = {PHONE: 844, DESK: 800}
PICTURES = Path(django_settings.BASE_DIR) / "docs" / "images"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
expect.set_options(timeout=15_000)  # a busy machine is slow, not wrong
# Axe judges our pages; what a provider uploaded is the provider's.
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def pytest_collection_modifyitems(items):
    """Everything in this folder needs the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium, which needs no download."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"]
    return {**browser_type_launch_args, "executable_path": found, "args": arguments}


@pytest.fixture(scope="session")
def live_site(django_db_setup):
    """The server, once for all tests; yields the URL of the site."""
    if not django_settings.TEST_PORT:
        pytest.fail("CORPU_TEST_PORT is not set: run this suite with `make test-browser`")
    server = LiveServer(f"localhost:{django_settings.TEST_PORT}")
    yield django_settings.SITE_URL
    server.stop()


class Guard:
    """Collects what a reader would never see and must not happen: errors in the console."""

    def __init__(self, page):
        self.errors: list[str] = []
        self.allowed: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        page.on("response", self._response)

    def _console(self, message) -> None:
        # What failed to load is named better by the response itself.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)

    def _response(self, response) -> None:
        if response.status >= 400:
            self.errors.append(f"{response.status} {response.url}")

    def allow(self, text: str) -> None:
        """Errors that contain `text` belong to this journey ("403", "422 ")."""
        self.allowed.append(text)

    def check(self) -> None:
        """Fail on whatever was not allowed."""
        bad = [e for e in self.errors if not any(text in e for text in self.allowed)]
        assert not bad, "\n".join(bad)


@pytest.fixture
def page_as(live_site, browser, transactional_db):
    """`page_as(learner, width=PHONE, language="en")`: a page of that person's browser.

    Without a person it is a stranger's. Each page carries `.guard`; at the end of the
    test no page may have seen an error that was not allowed.
    """
    contexts, guards = [], []

    def _page_as(person=None, *, width=DESK, language="id", script=True):
        context = browser.new_context(
            java_script_enabled=script,
            base_url=live_site,
            viewport={"width": width, "height": HEIGHTS[width]},
            locale={"id": "id-ID", "en": "en-GB"}[language],
            timezone_id="Asia/Jakarta",
            reduced_motion="reduce",
        )
        contexts.append(context)
        cookies = {django_settings.LANGUAGE_COOKIE_NAME: language}
        if person is not None:
            type(person).objects.filter(pk=person.pk).update(language=language)
            cookies[django_settings.SESSION_COOKIE_NAME] = _session_of(person)
        context.add_cookies(
            [{"name": k, "value": v, "url": live_site} for k, v in cookies.items()]
        )
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.guard = Guard(page)
        guards.append(page.guard)
        return page

    yield _page_as
    for context in contexts:
        context.close()
    for guard in guards:
        guard.check()


def _session_of(person) -> str:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def look(request):
    """`look(page, "me")`: the page is accessible, fits its width, and has its picture taken.

    The picture goes to docs/images/ only with CORPU_PICTURES=1 (`make pictures`).
    """
    return look_at


def look_at(page, name: str = "") -> None:
    """Axe finds nothing, nothing scrolls sideways; `name` is that of the picture."""
    page.wait_for_load_state("networkidle")
    found = Axe().run(page, options=AXE_OPTIONS)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0, f"{page.url} is {wide} px wider than the screen"
    if name and os.environ.get("CORPU_PICTURES"):
        keep_picture(page, name)


def keep_picture(page, name: str) -> None:
    """docs/images/<language>/<name>.png, in 256 colours to stay small."""
    language = page.evaluate("document.documentElement.lang")[:2]
    target = PICTURES / language / f"{name}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    picture.convert("RGB").quantize(128).save(target, optimize=True)
