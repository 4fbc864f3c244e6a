"""The link in a mail with which a coachee confirms without signing in.

It is signed, good for one word (the session's `turn`), for what the session said when it
was written, and as long as the session waits. It is written into the mail and kept
nowhere: who reads the database finds none.
"""

import datetime
import hashlib

from django.conf import settings
from django.core import signing
from django.urls import reverse

from coaching.models import Session

SALT = "coaching.letter"


def link_of(notice) -> str:
    """The link for the mail of a notice; "" once its session does not wait any more."""
    data = notice.data
    rows = Session.objects.waiting().filter(
        public_id=data.get("session"), turn=data.get("turn", 0)
    )
    session = rows.select_related("engagement").first()
    if session is None or session.engagement.coachee_id != notice.person_id:
        return ""
    return reverse("coaching:letter", args=[token_of(session)])


def token_of(session: Session) -> str:
    """What the link carries."""
    said = [session.public_id.hex, session.turn, _fingerprint(session)]
    return signing.dumps(said, salt=SALT)


def session_of(token: str) -> Session | None:
    """The session that a link signs, or None: forged, expired, used, or changed since."""
    lasts = datetime.timedelta(days=settings.SESSION_LAPSE_DAYS)
    try:
        public_id, turn, said = signing.loads(token, salt=SALT, max_age=lasts)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Session.objects.waiting().select_related(
        "engagement__coach__person", "engagement__coachee", "engagement__form"
    )
    session = rows.filter(
        public_id=public_id, turn=turn, engagement__coachee__is_active=True
    ).first()
    if session is None or _fingerprint(session) != said:
        return None
    return session


def _fingerprint(session: Session) -> str:
    """What the coachee signs with: when, how long, about what, with whom."""
    said = (
        session.engagement_id,
        session.engagement.coachee_id,
        int(session.started_at.timestamp()),
        session.minutes,
        session.topic_id,
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
