"""Seals on frozen texts: canonical JSON, SHA-256, and an Ed25519 signature.

The private key is a setting, outside the database: whoever can write the database alone
can change a text, but not so that its seal still holds. Keys that were used before stay
known by their public half (`SEAL_OLD_KEYS`), so that old seals can be checked.
"""

import base64
import binascii
import hashlib
import json
from functools import cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from django.conf import settings
from django.core.checks import Error, register

SEED_BYTES = 32


class WrongKey(ValueError):
    """A setting that is no key."""


def canonical(value) -> str:
    """The one way to write a value as JSON: sorted keys, no blanks, letters as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fingerprint(text: str) -> str:
    """SHA-256 of a text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def may_seal() -> bool:
    """True if a private key is set."""
    return bool(settings.SEAL_KEY)


def seal(text: str) -> tuple[str, str]:
    """The signature of `text` (base64) and the id of the key that made it."""
    key = _private(settings.SEAL_KEY)
    made = base64.b64encode(key.sign(text.encode())).decode()
    return made, key_id(key.public_key())


def is_genuine(text: str, signature: str, key: str) -> bool:
    """True if the holder of `key` (its id) sealed exactly this text."""
    public = known_keys().get(key)
    if public is None:
        return False
    try:
        public.verify(base64.b64decode(signature, validate=True), text.encode())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def known_keys() -> dict[str, Ed25519PublicKey]:
    """Public keys by id: of the key in use and of those used before."""
    return _known(settings.SEAL_KEY, tuple(settings.SEAL_OLD_KEYS))


def key_id(public: Ed25519PublicKey) -> str:
    """A short name of a key: the first 16 digits of the SHA-256 of its public half."""
    return hashlib.sha256(public.public_bytes_raw()).hexdigest()[:16]


def public_text(public: Ed25519PublicKey) -> str:
    """The public half as text: what `CORPU_SEAL_OLD_KEYS` lists, and auditors keep."""
    return base64.b64encode(public.public_bytes_raw()).decode()


@cache
def _known(secret: str, old: tuple[str, ...]) -> dict[str, Ed25519PublicKey]:
    keys = [_private(secret).public_key()] if secret else []
    keys += [Ed25519PublicKey.from_public_bytes(_raw(text)) for text in old]
    return {key_id(key): key for key in keys}


@cache
def _private(secret: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_raw(secret))


def _raw(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != SEED_BYTES:
        raise WrongKey("a key is 32 bytes as base64")
    return raw


@register("corpu")
def keys_can_be_read(app_configs, **kwargs):
    """A key that is none would be noticed only when a year is closed."""
    try:
        known_keys()
    except WrongKey as error:
        hint = "See CORPU_SEAL_KEY in .env.example."
        return [Error(f"CORPU_SEAL_KEY: {error}.", hint=hint, id="corpu.E020")]
    return []
