import io

import pytest
from django.core.management import CommandError, call_command

from corpu.people.models import ApiToken
from corpu.people.models.access import digest


def test_the_document_names_every_endpoint(client, db):
    document = client.get("/api/v1/openapi.json").json()
    assert set(document["paths"]) == {
        "/api/v1/people",
        "/api/v1/records",
        "/api/v1/records/{record_id}/void",
        "/api/v1/people/{nip}/records",
        "/api/v1/people/{nip}/standings",
        "/api/v1/units/{code}/standings",
    }
    for methods in document["paths"].values():
        for operation in methods.values():
            assert operation["description"]
            assert "401" in operation["responses"]


def test_the_page_for_people_loads_from_here_alone(client, db):
    page = client.get("/api/v1/docs").content.decode()
    assert "ninja/swagger-ui-bundle.js" in page
    assert "cdn" not in page.lower()


def test_the_command_prints_the_token_and_nothing_else(ministry, provider):
    out = io.StringIO()
    call_command(
        "create_api_token", "sipka", role="hr", unit=ministry.root.code, stdout=out
    )
    secret = out.getvalue().strip()
    token = ApiToken.objects.get(digest=digest(secret))
    assert (token.role, token.unit) == ("hr", ministry.root)
    with pytest.raises(CommandError):
        call_command("create_api_token", "sipka", role="hr", stdout=out)
    with pytest.raises(CommandError):
        call_command("create_api_token", "x", role="hr", unit="NONSENSE", stdout=out)
    with pytest.raises(CommandError):
        call_command(
            "create_api_token", "x", role="hr", provider=provider.code, stdout=out
        )
    assert not ApiToken.objects.filter(name="x").exists()
