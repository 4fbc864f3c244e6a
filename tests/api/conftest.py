"""Tokens and a caller for the tests of the HTTP API."""

import itertools

import pytest
from django.test import Client

from corpu.people.models import ApiToken
from corpu.people.models.access import digest

_numbers = itertools.count(1)


@pytest.fixture
def token_of(db):
    """`token_of("hr", unit=...)`: a living token; its secret is `token.secret`."""

    def _token_of(role, **scope):
        secret = ApiToken.new_secret()
        token = ApiToken.objects.create(
            name=f"{role}-{next(_numbers)}", role=role, digest=digest(secret), **scope
        )
        token.secret = secret
        return token

    return _token_of


@pytest.fixture
def call():
    """`call(token, "/records", {...})`: GET, or POST where there is a body."""

    def _call(token, path, body=None, **headers):
        client = Client()
        if token:
            headers["HTTP_AUTHORIZATION"] = f"Bearer {token.secret}"
        headers.setdefault("HTTP_ACCEPT_LANGUAGE", "en")
        url = f"/api/v1{path}"
        if body is None:
            return client.get(url, **headers)
        return client.post(url, body, content_type="application/json", **headers)

    return _call


@pytest.fixture
def fact(learner):
    """`fact(form="seminar", ...)`: a body that would be accepted."""

    def _fact(**more):
        return {
            "nip": learner.nip,
            "form": "seminar",
            "scope": "national",
            "title": "Seminar Layanan",
            "provider": "Balai Contoh",
            "started_on": "2025-03-10",
            "ended_on": "2025-03-10",
            "source": f"lms:{next(_numbers)}",
            **more,
        }

    return _fact
