"""Every kind of lesson has the same shape: one folder, and one line in the settings."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver

from learning.lessons import LessonBlock, LessonKind, kinds

ROOT = Path(settings.BASE_DIR)
FOLDERS = sorted(
    path.parent.name for path in (ROOT / "learning" / "kinds").glob("*/kind.py")
)


def test_one_line_for_each_folder():
    listed = sorted(path.rpartition(".")[2] for path in settings.LESSON_KINDS)
    assert listed == FOLDERS == sorted(kinds())


@pytest.mark.parametrize("code", FOLDERS)
def test_the_shape(code):
    kind = kinds()[code]
    assert isinstance(kind, LessonKind) and issubclass(kind.block, LessonBlock)
    assert kind.code == code and str(kind.label)
    assert apps.is_installed(f"learning.kinds.{code}")
    get_template(kind.template)
    assert kind.template.startswith(f"learning/kinds/{code}/")
    assert (ROOT / "tests" / "learning" / "kinds" / code).is_dir()


@pytest.mark.parametrize("code", FOLDERS)
def test_its_addresses_are_served(code):
    if find_spec(f"learning.kinds.{code}.urls"):
        assert f"kind_{code}" in get_resolver().namespace_dict


def test_the_guide_for_contributors_names_what_to_copy():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    part = text.partition("## Add a kind of lesson")[2].partition("\n## ")[0]
    assert "LESSON_KINDS" in part
    for code in ("external_link", "survey", "assignment"):
        assert f"`{code}`" in part and code in FOLDERS
