"""The document against the answers: requests drawn from it, right and wrong ones."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

schemathesis = pytest.importorskip("schemathesis")
PATHS = [
    ("/api/v1/people", "GET"),
    ("/api/v1/records", "POST"),
    ("/api/v1/records/{record_id}/void", "POST"),
    ("/api/v1/people/{nip}/records", "GET"),
    ("/api/v1/people/{nip}/standings", "GET"),
    ("/api/v1/units/{code}/standings", "GET"),
]


@pytest.mark.parametrize(("path", "method"), PATHS)
def test_answers_are_as_documented(client, token_of, rates, learner, path, method):
    document = client.get("/api/v1/openapi.json").json()
    operation = schemathesis.openapi.from_dict(document)[path][method]
    token = token_of("hr")

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy())
    def ask(case):
        with transaction.atomic():
            response = _send(client, case, token)
            transaction.set_rollback(True)
        assert (
            str(response.status_code)
            in document["paths"][path][method.lower()]["responses"]
        ), (response.status_code, response.content)
        if response.status_code >= 400:
            assert response.json()["errors"][0]["code"]

    ask()


def _send(client, case, token):
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token.secret}"}
    url = case.formatted_path
    if case.method == "GET":
        return client.get(url, case.query or {}, **headers)
    body = {} if str(case.body) == "NOT_SET" else case.body
    return client.post(url, body, content_type="application/json", **headers)
