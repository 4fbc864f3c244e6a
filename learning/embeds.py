"""Videos of other sites that our policy lets into a page: YouTube without cookies."""

import re

YOUTUBE = re.compile(
    r"^https://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?(?:.*&)?v=|embed/|shorts/|live/)"
    r"|youtu\.be/|youtube-nocookie\.com/embed/)([\w-]{11})(?:[?&/].*)?$"
)
FRAME = "https://www.youtube-nocookie.com/embed/"


def frame_url(url: str) -> str:
    """The address of the player for a YouTube link, or "" for anything else."""
    found = YOUTUBE.match(url.strip())
    return f"{FRAME}{found[1]}" if found else ""
