"""What the papers name is there."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAPERS = [
    ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs" / "architecture.md",
    *sorted((ROOT / "docs" / "decisions").glob("*.md")),
]  # fmt: skip
# Papers name apps without the project before them.
ROOMS = ("", "corpu", "performance", "learning", "coaching")
TOP = ("corpu", "learning", "performance", "coaching", "templates", "tests", "docs")


def named_in(paper: Path) -> set[str]:
    """Files and folders that a paper names in full."""
    text = re.sub(r"```.*?```", "", paper.read_text(encoding="utf-8"), flags=re.DOTALL)
    marked = set(re.findall(r"`([\w./-]+/[\w./-]*)`", text))
    return {name for name in marked if name.split("/")[0] in TOP}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_files_that_a_paper_names_are_there(paper):
    gone = [
        name
        for name in sorted(named_in(paper))
        if not any((ROOT / room / name).exists() for room in ROOMS)
    ]
    assert not gone
