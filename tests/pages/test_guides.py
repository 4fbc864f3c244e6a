import re

import pytest
from django.urls import reverse
from wagtail.models import Site

from corpu.pages import guides
from corpu.pages.models import StandardPage


@pytest.fixture
def docs(monkeypatch, tmp_path):
    """A folder of guides with one in it."""
    monkeypatch.setattr(guides, "DOCS", tmp_path)
    monkeypatch.setattr(guides, "PICTURES", tmp_path / "images")
    (tmp_path / "images" / "en").mkdir(parents=True)
    (tmp_path / "learner.md").write_text(
        "# For learners\n\n## Enrol\n\n![Catalogue](images/en/none.png)\n\n"
        "See [the leader](leader.md#decide).\n\n<script>alert(1)</script>\n\n"
        '<img src="x" onerror="alert(1)">\n'
    )
    (tmp_path / "learner.id.md").write_text("# Bagi pegawai\n\n## Mendaftar\n\nTeks.\n")
    return tmp_path


def test_guide_speaks_the_readers_language(client, db, docs):
    page = client.get(reverse("pages:guide", args=["learner"])).content.decode()
    assert "Bagi pegawai" in page and 'href="#mendaftar"' in page
    client.cookies["django_language"] = "en"
    assert b"For learners" in client.get(reverse("pages:guide", args=["learner"])).content


def test_guide_without_a_translation_is_shown_in_english(docs):
    (docs / "learner.id.md").unlink()
    assert guides.read_guide("learner", "id").title == "For learners"


def test_guide_is_cleaned_and_its_links_stay_inside(docs):
    html = guides.read_guide("learner", "en").html
    assert "script" not in html and "onerror" not in html
    assert f'href="{reverse("pages:guide", args=["leader"])}#decide"' in html


def test_pictures_have_their_size_or_are_left_out(docs):
    from PIL import Image

    assert "Catalogue" not in guides.read_guide("learner", "en").html
    Image.new("RGB", (40, 20)).save(docs / "images" / "en" / "none.png")
    html = guides.read_guide("learner", "en").html
    assert 'width="40" height="20"' in html and "guides/en/none" in html


@pytest.mark.parametrize("role", ["nobody", "operator", "..%2Fsettings"])
def test_unwritten_guides_are_not_found(client, db, docs, role):
    assert client.get(f"/help/{role}/").status_code == 404


def test_every_guide_is_written_in_both_languages():
    for role in guides.guides():
        english, indonesian = (guides.read_guide(role, code) for code in ("en", "id"))
        assert english.title != indonesian.title
        assert len(english.sections) == len(indonesian.sections)


def test_help_lists_the_guides_and_the_pages_of_the_office(client, db):
    root = Site.objects.get(is_default_site=True).root_page
    page = StandardPage(title="Tata cara", slug="tata-cara", show_in_menus=True)
    page.body = [
        ("text", "<h2>Satu</h2>"),
        ("callout", {"tone": "info", "title": "Ingat", "text": "<p>Dua</p>"}),
    ]
    root.add_child(instance=page)
    listed = client.get(reverse("pages:help")).content.decode()
    assert "Tata cara" in listed
    shown = client.get(page.url).content.decode()
    assert "Ingat" in shown and "banner--info" in shown and shown.count("<h1") == 1


def test_every_picture_of_a_guide_is_there_and_small():
    shown = set()
    for path in guides.DOCS.glob("*.md"):
        shown |= set(re.findall(r"\]\(images/([^)]+)\)", path.read_text()))
    assert shown
    missing = [name for name in sorted(shown) if not (guides.PICTURES / name).is_file()]
    assert not missing, "`make pictures` takes them"
    taken = list(guides.PICTURES.rglob("*.png"))
    assert sum(path.stat().st_size for path in taken) < 6_000_000


def test_the_guides_of_the_house_show_their_pictures(client, db):
    page = client.get(reverse("pages:guide", args=["learner"])).content.decode()
    assert "guides/id/learner-home" in page
