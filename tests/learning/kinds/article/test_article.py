"""An article: cleaned for ever, with its minutes, and only with frames that we allow."""

import pytest
from wagtail.blocks import StructBlockValidationError

from learning.kinds.article.blocks import BodyBlock, EmbedBlock
from learning.kinds.article.freeze import frozen_html, reading_minutes

YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"


def body(*parts):
    block = BodyBlock()
    return block.to_python([{"type": kind, "value": value} for kind, value in parts])


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<iframe src="https://evil.example/"></iframe>',
        '<p style="position:fixed">x</p>',
        "<form><input name=nip></form>",
    ],
)
def test_nothing_that_acts_is_kept(db, hostile):
    html = frozen_html(body(("text", f"<p>Halo</p>{hostile}"), ("code", {"text": "x"})))
    for word in ("script", "onerror", "javascript", "evil", "style", "<form", "<input"):
        assert word not in html
    assert "Halo" in html


def test_code_is_shown_as_it_is_written(db):
    html = frozen_html(body(("code", {"text": "<b>if</b> a < b"})))
    assert "&lt;b&gt;if&lt;/b&gt; a &lt; b" in html


def test_a_video_of_youtube_loses_its_cookies(db):
    html = frozen_html(body(("embed", {"url": YOUTUBE, "title": "Sapaan"})))
    assert 'src="https://www.youtube-nocookie.com/embed/abcdefghijk"' in html


def test_other_sites_are_not_embedded():
    block = EmbedBlock()
    value = block.to_python({"url": "https://video.example/1", "title": "x"})
    with pytest.raises(StructBlockValidationError):
        block.clean(value)


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (180, 1), (900, 5)])
def test_reading_takes_its_time(words, minutes):
    assert reading_minutes("<p>" + "kata " * words + "</p>") == minutes
