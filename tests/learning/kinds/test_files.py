"""Videos and files: what authors may choose, what is frozen, and who gets it."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document

from learning.actions.enrolments import enrol
from learning.embeds import frame_url
from learning.kinds.article.blocks import table_rows
from learning.kinds.file.blocks import FileBlock
from learning.kinds.video.blocks import VideoBlock
from learning.models import Course, ProviderPage

pytest_plugins: list[str] = []
DATA = bytes(range(256)) * 10


@pytest.fixture
def document(db):
    """`document("a.pdf")` in the root collection."""

    def make(name, data=DATA):
        file = ContentFile(data, name=f"{uuid.uuid4().hex[:6]}-{name}")
        return Document.objects.create(title=name, file=file)

    return make


def video_block(**value) -> dict:
    fields = {
        "title": "Video",
        "is_required": True,
        "minutes": 3,
        "captions_language": "id",
        "transcript": "Halo",
        "threshold": 90,
        "file": None,
        "link": "",
        "captions": None,
    }
    return {"type": "video", "id": str(uuid.uuid4()), "value": {**fields, **value}}


def file_block(document) -> dict:
    value = {"title": "Berkas", "is_required": True, "introduction": "", "minutes": 5}
    value["file"] = document.pk
    return {"type": "file", "id": str(uuid.uuid4()), "value": value}


@pytest.fixture
def film(course_page, document, learner):
    """The learner's enrolment in a course with a video, captions and a PDF."""
    video, captions = document("film.mp4"), document("film.vtt", b"WEBVTT\n")
    lessons = [
        video_block(file=video.pk, captions=captions.pk),
        file_block(document("standar.pdf", b"%PDF-1.7 x")),
    ]
    course = Course.objects.get(page_id=course_page(lessons=lessons).pk)
    return enrol(learner, course, by=learner)


def at(enrolment, order: int, name: str) -> str:
    lesson = enrolment.version.lessons.get(order=order)
    return reverse("learning:file", args=[enrolment.public_id, lesson.key, name])


def test_a_video_plays_in_pieces(film, client_of, learner):
    client, url = client_of(learner), at(film, 0, "video")
    whole = client.get(url)
    assert whole["Content-Type"] == "video/mp4" and whole["Accept-Ranges"] == "bytes"
    assert b"".join(whole.streaming_content) == DATA
    piece = client.get(url, headers={"Range": "bytes=10-19"})
    assert piece.status_code == 206 and b"".join(piece.streaming_content) == DATA[10:20]
    assert piece["Content-Range"] == f"bytes 10-19/{len(DATA)}"
    tail = client.get(url, headers={"Range": "bytes=-4"})
    assert b"".join(tail.streaming_content) == DATA[-4:]
    assert client.get(url, headers={"Range": "bytes=9999-"}).status_code == 416


def test_captions_and_pdf(film, client_of, learner):
    client = client_of(learner)
    assert client.get(at(film, 0, "captions"))["Content-Type"] == "text/vtt"
    shown = client.get(at(film, 1, "document"))
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Disposition"].startswith("inline")
    saved = client.get(at(film, 1, "document"), {"download": ""})
    assert saved["Content-Disposition"].startswith("attachment")
    assert 'filename="standar.pdf"' in saved["Content-Disposition"]


def test_files_are_for_the_learner_alone(film, client_of, colleague, stranger, client):
    for person in (colleague, stranger):
        assert client_of(person).get(at(film, 0, "video")).status_code == 404
    assert client.get(at(film, 0, "video")).status_code == 302


def test_pages_show_them(film, client_of, learner):
    client = client_of(learner)
    for order, name in ((0, "video"), (1, "document")):
        lesson = film.version.lessons.get(order=order)
        url = reverse("learning:lesson", args=[film.public_id, lesson.key])
        html = client.get(url).content.decode()
        assert at(film, order, name) in html


def test_a_version_keeps_its_file_when_the_document_goes(film, client_of, learner):
    Document.objects.all().delete()
    response = client_of(learner).get(at(film, 0, "video"))
    assert b"".join(response.streaming_content) == DATA


@pytest.mark.parametrize(
    ("name", "field"), [("film.avi", "file"), ("film.pdf", "file")], ids=str
)
def test_videos_that_browsers_cannot_play_are_refused(document, name, field):
    value = {**video_block()["value"], "file": document(name)}
    block = VideoBlock()
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python({**value, "file": value["file"].pk}))
    assert field in refused.value.block_errors


def test_a_video_needs_a_source_and_a_safe_link():
    block = VideoBlock()
    for link, field in (("", "file"), ("http://example.org/v", "link")):
        value = block.to_python({**video_block()["value"], "link": link})
        with pytest.raises(ValidationError) as refused:
            block.clean(value)
        assert field in refused.value.block_errors


def test_a_package_is_not_a_file(document):
    block = FileBlock()
    value = file_block(document("paket.zip"))["value"]
    with pytest.raises(ValidationError):
        block.clean(block.to_python(value))


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://www.youtube.com/watch?v=aqz-KE-bpKQ", True),
        ("https://youtu.be/aqz-KE-bpKQ?t=3", True),
        ("https://www.youtube.com/watch?app=x&v=aqz-KE-bpKQ", True),
        ("https://evil.example/watch?v=aqz-KE-bpKQ", False),
        ("javascript:alert(1)", False),
        ("https://youtube.com.evil.example/embed/aqz-KE-bpKQ", False),
    ],
)
def test_only_youtube_is_framed(url, found):
    frame = frame_url(url)
    assert bool(frame) is found
    assert not found or frame == "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"


def test_rows_come_from_spreadsheets_or_bars():
    assert table_rows("A\tB\n1\t2") == [["A", "B"], ["1", "2"]]
    assert table_rows("| A | B |\n\n| 1 |") == [["A", "B"], ["1", ""]]


def test_the_provider_page_has_a_collection(course, provider):
    assert ProviderPage.objects.get(provider=provider).collection.name
