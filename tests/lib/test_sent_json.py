"""What browsers send as JSON can be kept by every database, or is refused."""

import pytest

from corpu.lib.sent_json import read_json


@pytest.mark.parametrize(
    "text",
    ['{"a": NaN}', '{"a": 1e999}', "-Infinity", "[" * 100_000, "[" * 60 + "]" * 60, "{"],
    ids=["nan", "huge", "infinity", "open", "deep", "cut"],
)
def test_what_cannot_be_kept_is_no_json(text):
    with pytest.raises(ValueError):
        read_json(text)


def test_characters_that_no_database_keeps_are_left_out():
    assert read_json('{"a\\u0000": ["\\ud800x", "\\ud83d\\ude00", 1.5]}') == {
        "a": ["x", "😀", 1.5]
    }
