"""Every figure opens its facts, and the facts add up to it: all pages, as each role.

A figure is a link with `data-figure`; the page it leads to says on the element that it
names (or anywhere, if it names none) what its rows come to: `data-adds-up`. A number in a
`.stat__value`, a `.meter` or a cell of a `.table--figures` must be such a link, unless the
element says by `data-given` that it is no figure of facts (a fact itself, a rule's own
number, the progress of a task, a number of people whose names nobody may read).
"""

import collections
import datetime
import html.parser
import re
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import pytest
from django.template import Template
from django.test import Client
from django.test.utils import _TestState
from django.urls import reverse
from django.utils import timezone

from coaching.models import Topic
from corpu.home.demo import organisation, seed
from corpu.lib.clock import JAKARTA
from corpu.people.models import Person
from tests.shipped import load_what_ships

TODAY = datetime.date(2026, 8, 12)
PEOPLE = 120
SECRET = "Rahasiabersama"  # stands in every topic of coaching
SKIPPED = re.compile(
    r"^/(accounts|cms|documents|static|media|i18n|api|style|help)(/|$)"
    r"|logout|\.(pdf|csv|xlsx|ics|zip|json|png|jpg|svg)$|/(csv|xlsx|pdf|file|payroll)/?"
)
VISITS = 2  # of pages that differ in a number, a code or a value alone
PAGES = 40
# Places that only a link deep inside leads to.
ALSO = {
    "leader": ("home:matrix", "home:tree", "home:hours"),
    "hr": ("home:tree", "home:hours", "careers:talent", "careers:candidates"),
    "auditor": ("home:audit", "home:hours", "careers:talent"),
}
ROLES = ("learner", "pppk", "leader", "hr", "auditor", "coach")
IDS = re.compile(r"/(\d+|[0-9a-f-]{32,36}|[A-Z]+\d+[\w-]*)(?=/|$)")


class Page(html.parser.HTMLParser):
    """Links, figures, and by element id what the rows inside it add up to."""

    VOID = {"input", "img", "br", "hr", "meta", "link", "rect", "path", "circle", "line"}

    def __init__(self, text: str):
        super().__init__()
        self.links: list[str] = []
        self.figures: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.open: list[tuple[str, str]] = []
        self.sums: dict[str, set[str]] = collections.defaultdict(set)
        self.bare: list[str] = []
        self.place: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if given.get("id"):
            self.ids.add(given["id"])
        if tag not in self.VOID:
            self.open.append((tag, given.get("id") or ""))
            self.place.append(self._place(tag, given))
        if "data-adds-up" in given:
            for name in {"", *(name for _tag, name in self.open)}:
                self.sums[name].update(given["data-adds-up"].split())
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
            if given.get("data-figure"):
                self.figures.append((given["data-figure"], given["href"]))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        places = [n for n, (name, _id) in enumerate(self.open) if name == tag]
        if places:
            del self.open[places[-1] :]
            del self.place[places[-1] :]

    def handle_data(self, data):
        """A number where figures are, and nothing that leads to its facts."""
        if not any(sign.isdigit() for sign in data) or "explained" in self.place:
            return
        is_cell = "table" in self.place and self.place[-1] == "cell"
        if is_cell or "figure" in self.place:
            self.bare.append(data.strip())

    def _place(self, tag: str, given: dict) -> str:
        """What this element is to the figures inside it."""
        names = (given.get("class") or "").split()
        if "data-given" in given or (tag == "a" and given.get("data-figure")):
            return "explained"
        if {"stat__value", "meter__head"} & set(names):
            return "figure"
        if tag == "table":
            return "table" if "table--figures" in names else "other"
        return "cell" if tag == "td" and "num" in names else ""


def shape(url: str) -> tuple:
    """Pages of one pattern: the same but for numbers, codes and values."""
    parts = urlsplit(url)
    names = tuple(sorted(
        (name, value if name in ("status", "stage", "show", "category") else "")
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
    ))  # fmt: skip
    return IDS.sub("/*", parts.path), names


class Crawl:
    """All that one person reaches by links, breadth first."""

    def __init__(self, person: Person):
        self.client = Client(raise_request_exception=False)
        self.client.force_login(
            person, backend="django.contrib.auth.backends.ModelBackend"
        )
        self.pages: dict[str, Page | None] = {}
        self.texts: dict[str, str] = {}
        self.wrong: list[str] = []
        self.checked = 0
        self.shapes: collections.Counter = collections.Counter()

    def open(self, url: str) -> tuple[str, Page | None]:
        """The page at `url` (after redirects) or None if it is no page of text."""
        url = urldefrag(url)[0]
        if url in self.pages:
            return url, self.pages[url]
        answer = self.client.get(url, follow=True)
        found = None
        if answer.status_code != 200:
            self.wrong.append(f"{url}: {answer.status_code}")
        elif answer.headers["Content-Type"].startswith("text/html"):
            text = answer.content.decode()
            self.texts[url] = text
            found = Page(text)
        self.pages[url] = found
        return url, found

    def run(self, *starts: str) -> None:
        queue = collections.deque(starts)
        seen: set[str] = set(starts)
        count = 0
        while queue and count < PAGES:
            url = queue.popleft()
            url, page = self.open(url)
            count += 1
            if page is None:
                continue
            self.check(url, page)
            for href in page.links:
                target = urldefrag(urljoin(url, href))[0]
                if self.goes(target) and target not in seen:
                    seen.add(target)
                    if self.shapes[shape(target)] < VISITS:
                        self.shapes[shape(target)] += 1
                        queue.append(target)

    def goes(self, target: str) -> bool:
        return target.startswith("/") and not SKIPPED.search(urlsplit(target).path)

    def check(self, url: str, page: Page) -> None:
        """Follow the figures of the page, a few of each kind."""
        self.wrong += [f"{url}: no way to the facts of {bare}" for bare in page.bare]
        followed: collections.Counter = collections.Counter()
        for figure, href in page.figures:
            target, fragment = urldefrag(urljoin(url, href))
            kind = (shape(target), fragment)
            followed[kind] += 1
            if followed[kind] > VISITS:
                continue
            _, facts = self.open(target)
            self.checked += 1
            place = f"{url} says {figure}, {href}"
            if facts is None:
                self.wrong.append(f"{place}: no page")
            elif fragment and fragment not in facts.ids:
                self.wrong.append(f"{place}: no such place")
            elif not facts.sums[fragment]:
                self.wrong.append(f"{place}: does not say what it adds up to")
            elif not {figure, f"{figure}JP", f"{figure}%"} & facts.sums[fragment]:
                self.wrong.append(f"{place}: adds up to {sorted(facts.sums[fragment])}")


@pytest.fixture(scope="module")
def ministry_of_the_demo(django_db_setup, django_db_blocker):
    """The demo of a small ministry, seeded once and rolled back at the end."""
    from django.db import transaction

    now = datetime.datetime.combine(TODAY, datetime.time(12), tzinfo=JAKARTA)
    known = {}
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patch.setattr(timezone, "now", lambda: now.astimezone(datetime.UTC))
        patch.setattr(organisation, "PEOPLE", PEOPLE)
        # Nobody asks for the contexts of a thousand pages: render as in earnest.
        patch.setattr(Template, "_render", _TestState.saved_data.template_render)
        patch.setattr(seed, "keep_cast", known.update)
        load_what_ships()
        for _step in seed.steps():
            pass
        Topic.objects.update(name_id=SECRET, name_en=SECRET)
        yield {role: Person.objects.get(username=name) for role, name in known.items()}
        transaction.set_rollback(True)


@pytest.mark.services
@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_every_figure_of_the_role_adds_up(role, ministry_of_the_demo):
    crawl = Crawl(ministry_of_the_demo[role])
    crawl.run("/", *(reverse(name) for name in ALSO.get(role, ())))
    assert crawl.checked > 10
    assert not crawl.wrong, "\n".join(crawl.wrong)
    if role == "leader":
        told = [url for url, text in crawl.texts.items() if SECRET in text]
        assert not told, "topics of coaching are hers and her coach's alone"


@pytest.mark.parametrize(
    ("markup", "bare"),
    [
        ('<span class="stat__value">12</span>', ["12"]),
        ('<span class="stat__value"><a href="#x" data-figure="12">12</a></span>', []),
        ('<span class="stat__value" data-given>12 JP</span>', []),
        ('<span class="stat__value">–</span>', []),
        (
            '<div class="meter__head"><span>A</span><span>3 dari 4</span></div>',
            ["3 dari 4"],
        ),
        ('<table class="table table--figures"><td class="num">7</td></table>', ["7"]),
        ('<table class="table table--figures"><td>7</td></table>', []),
        ('<table class="table"><td class="num">7</td></table>', []),
    ],
)
def test_a_number_without_its_facts_is_seen(markup, bare):
    assert Page(markup).bare == bare
