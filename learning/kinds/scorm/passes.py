"""The signed, expiring paths below which the content host serves a package.

A pass names one sitting and one folder. It carries no right on the site; who has it
can read the package's files until it expires.
"""

from dataclasses import dataclass

from django.core import signing

SALT = "corpu.scorm.content"
LIFETIME_SECONDS = 12 * 60 * 60


@dataclass(frozen=True)
class Pass:
    """What a valid pass opens."""

    sitting: str
    folder: str
    kind: str


def issue(sitting, package) -> str:
    """The pass of a sitting, safe in a path."""
    claims = [sitting.public_id.hex, package.folder, package.kind]
    return signing.dumps(claims, salt=SALT)


def read(text: str) -> Pass | None:
    """What a pass opens; None where it is forged, damaged or too old."""
    try:
        sitting, folder, kind = signing.loads(text, salt=SALT, max_age=LIFETIME_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Pass(sitting, folder, kind)
