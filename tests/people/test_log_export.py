"""The decision log as a table to take away."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from corpu.people.actions.decisions import log_decision
from corpu.people.views import log


@pytest.fixture
def lines(hr, learner):
    for number in range(5):
        log_decision("person.edited", by=hr, person=learner, subject=f"line {number}")


def rows_of(client, kind):
    answer = client.get(reverse("people:decision_table", args=[kind]))
    if kind == "csv":
        return b"".join(answer.streaming_content).decode().splitlines()
    return list(load_workbook(io.BytesIO(answer.content)).active.values)


def test_a_workbook_that_is_cut_says_so(lines, hr, client_of, monkeypatch):
    client = client_of(hr)
    assert len(rows_of(client, "xlsx")) == 6
    monkeypatch.setattr(log, "MOST_XLSX_ROWS", 3)
    found = rows_of(client, "xlsx")
    assert len(found) == 1 + 1 + 3
    assert "3" in found[1][0] and "5" in found[1][0] and "CSV" in found[1][0]
    assert len(rows_of(client, "csv")) == 6
