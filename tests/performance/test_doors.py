"""Every address of the parts of performance, with rows that exist: what is a ministry's is
nobody's of another institution, and an auditor reads and writes nothing."""

import itertools
import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performance.actions.petitions import ask
from performance.actions.standings import recount
from performance.models import Standing
from performance.periods.actions import closings
from performance.recognition.actions.thanking import give
from performance.recognition.models import Criterion
from tests.conftest import grant
from tests.performance.allowance.conftest import (  # noqa: F401  (fixtures)
    attend,
    formula,
    run,
    scheme,
    second_hr,
)
from tests.performance.plans.conftest import (  # noqa: F401  (fixtures)
    agreed,
    cycle,
    in_july,
    plan,
    standings,
)
from tests.test_house import PUBLIC, own_routes

pytestmark = pytest.mark.services  # every address, thrice: minutes, not seconds
SPACES = (
    "allowance", "careers", "development", "nudges", "performance", "periods", "plans",
    "professionalism", "recognition", "rehearsals",
)  # fmt: skip
# Acts about oneself, which everybody has.
OWN = {"development:aim"}
ROUTES = [
    (name, route)
    for name, route in own_routes()
    if name.split(":")[0] in SPACES and name not in OWN
]
# Words that a form might take, so that what is refused is refused for its sender.
SENT = {
    "reason": "Alasan yang cukup panjang", "text": "Alasan yang cukup panjang",
    "note": "Alasan yang cukup panjang", "answer": "yes", "accept": "yes",
    "repair": "exempt", "act": "switch_off", "year": "2025", "kind": "exemption",
    "legal_basis": "Peraturan 1/2026 pasal 3", "valid_to": "2026-12-31",
    "month": "2026-05-01", "objection_days": "3", "decision_days": "3",
    "ceiling": "1000", "result": "above", "behaviour": "above", "given_on": "2026-06-30",
    "q": "x", "due_on": "2026-12-31",
}  # fmt: skip
WRITES = re.compile(r"^(INSERT|UPDATE|DELETE)\b", re.I)
# What every request may write, whoever sends it.
OF_THE_REQUEST = ("django_session", "people_person", "usersessions")
KINDS = {"kind": "csv", "period": "2", "verb": "confirm", "what": "lines", "code": "x"}


@pytest.fixture
def house(agreed, run, learner, leader, hr, ministry, targets):  # noqa: F811
    """A ministry in which something of each part has begun."""
    recount([learner.pk], [2025, 2026])
    row = Standing.objects.filter(person=learner, year=2026).first()
    ask(row, "exemption", by=learner, reason="Sakit")
    closings.propose(year=2025, unit=ministry.root, by=hr)
    give(learner, kind="thanks", reason="Ia menemani tamu.", by=leader)
    Criterion.objects.create(
        code="semua", name_id="Semua", name_en="All", first_year=2026,
        legal_basis="x", drafted_by=hr,
    )  # fmt: skip
    return learner


def filled(route: str, own: set[int]):
    """The route with rows of its app, of the core and of the ministry."""
    space = route.split("/")[1]
    found = re.findall(r"<(\w+):(\w+)>", route)
    pools = [_values(space, kind, name, own) for kind, name in found]
    for values in itertools.islice(itertools.product(*pools), 4):
        address = route
        for value in values:
            address = re.sub(r"<\w+:\w+>", str(value), address, count=1)
        yield f"/{address}"


def _values(space: str, kind: str, name: str, own: set[int]) -> list:
    if kind not in ("int", "uuid"):
        return [KINDS.get(name, "x")]
    field = "pk" if kind == "int" else "public_id"
    found = []
    models = sorted(apps.get_models(), key=lambda m: m._meta.app_label != space)
    for model in models:
        label = model._meta.app_label
        known = label == space or label in ("performance", "people")
        if known and any(f.name == field or field == "pk" for f in model._meta.fields):
            values = model.objects.order_by("pk").values_list(field, flat=True)[:2]
            found += [value for value in values if value not in own]
    return list(dict.fromkeys(found))


def written(queries) -> list[str]:
    """Statements that changed something."""
    return [
        query["sql"][:160]
        for query in queries
        if WRITES.match(query["sql"])
        and not any(table in query["sql"][:80] for table in OF_THE_REQUEST)
    ]


def test_an_auditor_writes_nothing(house, auditor, client_of):
    client, wrong = client_of(auditor), []
    for _name, route in ROUTES:
        for address in filled(route, {auditor.pk}):
            with CaptureQueriesContext(connection) as queries:
                answer = client.post(address, SENT)
            assert answer.status_code < 500, address
            if changed := written(queries.captured_queries):
                wrong.append((address, answer.status_code, changed))
    assert not wrong, wrong


def test_another_institution_changes_nothing_here(house, stranger, client_of):
    grant(stranger, "hr", unit=stranger.unit)
    client, wrong = client_of(stranger), []
    for _name, route in ROUTES:
        for address in filled(route, {stranger.pk, stranger.unit_id}):
            with CaptureQueriesContext(connection) as queries:
                answer = client.post(address, SENT)
            assert answer.status_code < 500, address
            if changed := written(queries.captured_queries):
                wrong.append((address, answer.status_code, changed))
    assert not wrong, wrong


def test_another_institution_reads_no_names(house, stranger, leader, client_of):
    client = client_of(stranger)
    for name, route in ROUTES:
        if name in PUBLIC:
            continue
        for address in filled(route, {stranger.pk, stranger.unit_id}):
            answer = client.get(address)
            assert answer.status_code < 500, address
            text = b"".join(answer) if answer.streaming else answer.content
            for person in (house, leader):
                assert person.name.encode() not in text, address
                assert person.nip.encode() not in text, address
