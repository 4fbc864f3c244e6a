"""From an author's blocks to clean HTML that never changes again."""

import re

import nh3

from learning.embeds import FRAME

NAMES = (
    "p br hr h2 h3 h4 b strong i em a ul ol li blockquote figure figcaption img picture "
    "source div aside table caption thead tbody tr th td pre code iframe span"
)
TAGS = set(NAMES.split())
ATTRIBUTES = {
    "*": {"class"},
    "a": {"href"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading"},
    "source": {"srcset", "type"},
    "iframe": {"src", "title", "loading", "allowfullscreen", "referrerpolicy"},
    "th": {"scope"},
}
WORDS_A_MINUTE = 180


def _own_frames_only(tag: str, name: str, value: str) -> str | None:
    """Frames may show nothing but the player that our policy names."""
    if tag == "iframe" and name == "src" and not value.startswith(FRAME):
        return None
    return value


def frozen_html(body) -> str:
    """The article as HTML, cleaned of all that could act in the reader's page."""
    html = "\n".join(child.render() for child in body)
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_own_frames_only,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )


def reading_minutes(html: str) -> int:
    """How long a grown reader takes, at least a minute."""
    words = re.sub(r"<[^>]+>", " ", html).split()
    return max(1, round(len(words) / WORDS_A_MINUTE))
