"""A draft may be half done: every kind lets it be saved, and none lets it be published."""

import pytest
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from learning.lessons import kinds

HALF_DONE = {
    "article": {"body": []},
    "video": {"file": None, "link": "", "minutes": None, "captions": None},
    "file": {"file": None, "introduction": "", "minutes": None},
    "quiz": {"questions": [], "pass_mark": 70, "draw": None},
    "scorm": {"package": None, "pass_mark": None, "attempts": None},
}


@pytest.mark.parametrize("code", HALF_DONE)
def test_half_a_lesson_is_kept_as_a_draft_and_not_published(db, code):
    block = kinds()[code].block()
    value = block.to_python({"title": "Materi", **HALF_DONE[code]})
    block.defer_required_validation()
    block.clean(value)
    block.restore_deferred_validation()
    with pytest.raises((StructBlockValidationError, StreamBlockValidationError)):
        block.clean(value)
