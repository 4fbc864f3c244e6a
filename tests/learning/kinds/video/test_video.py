"""A video: a file or a link, never both, and captions that are captions."""

import pytest
from django.core.files.base import ContentFile
from wagtail.blocks import StructBlockValidationError
from wagtail.documents.models import Document

from learning.kinds.video.blocks import VideoBlock
from learning.kinds.video.kind import KIND

pytestmark = pytest.mark.django_db
YOUTUBE = "https://youtu.be/abcdefghijk"


@pytest.fixture
def document():
    return lambda name: Document.objects.create(
        title=name, file=ContentFile(b"isi", name=name)
    )


def value(**fields):
    block = VideoBlock()
    given = {"title": "Video", "is_required": True, "minutes": 4, "threshold": 90}
    given |= {key: getattr(item, "pk", item) for key, item in fields.items()}
    return block.to_python({"captions_language": "id", "transcript": "", **given})


def faults(**fields) -> set:
    with pytest.raises(StructBlockValidationError) as refused:
        VideoBlock().clean(value(**fields))
    return set(refused.value.block_errors)


def test_a_file_or_a_link(document):
    VideoBlock().clean(value(file=document("a.mp4")))
    VideoBlock().clean(value(link=YOUTUBE))
    assert faults() == {"file"}
    assert faults(file=document("b.mp4"), link="https://video.example/1") == {"link"}


def test_what_browsers_do_not_play_is_refused(document):
    assert faults(file=document("a.avi")) == {"file"}
    assert faults(link="http://youtu.be/abcdefghijk") == {"link"}
    assert faults(link=YOUTUBE, captions=document("a.srt")) == {"captions"}


def test_it_is_frozen_with_its_own_copy(document):
    kept = KIND.snapshot(value(file=document("a.mp4"), captions=document("a.vtt")))
    assert set(kept["files"]) == {"video", "captions"}
    assert kept["files"]["captions"]["type"] == "text/vtt"
    assert (kept["link"], kept["frame_url"], kept["minutes"]) == ("", "", 4)
