"""Words that a copy of the database does not tell: AES-256-GCM under two keys.

A data key seals texts. It lies in the database wrapped by an outer key, which is a
setting and never in the database. The first outer key wraps; the others only open what
they wrapped before (`CORPU_NOTES_KEYS`, see `docs/decisions/sealed-notes.md`).
"""

import base64
import binascii
import hashlib
import os
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.checks import Error, Warning, register

KEY_BYTES = 32
NONCE_BYTES = 12


class Locked(Exception):
    """A sealed text that cannot be opened: its key is gone, or it was changed."""


class WrongKey(ValueError):
    """A setting that is no key."""


def may_seal() -> bool:
    """True if an outer key is set."""
    return bool(settings.NOTES_KEYS)


def new_data_key() -> bytes:
    """A fresh key for texts."""
    return AESGCM.generate_key(bit_length=KEY_BYTES * 8)


def wrap(data_key: bytes, bound_to: bytes) -> tuple[bytes, str]:
    """A data key under the outer key in use, and that key's id.

    `bound_to` names whose key it is: wrapped for one, it opens for no other.
    """
    key = _ring()[0]
    return _encrypt(key, data_key, bound_to), key_id(key)


def unwrap(wrapped: bytes, outer: str, bound_to: bytes) -> bytes:
    """The data key, or Locked."""
    key = next((each for each in _ring() if key_id(each) == outer), None)
    if key is None:
        raise Locked
    return _decrypt(key, wrapped, bound_to)


def seal(text: str, data_key: bytes, bound_to: bytes) -> bytes:
    """A text under a data key, bound to its place: moved elsewhere, it does not open."""
    return _encrypt(data_key, text.encode(), bound_to)


def unseal(sealed: bytes, data_key: bytes, bound_to: bytes) -> str:
    """The text, or Locked."""
    return _decrypt(data_key, bytes(sealed), bound_to).decode()


def key_in_use() -> str:
    """The id of the outer key that wraps now; "" without one."""
    return key_id(_ring()[0]) if may_seal() else ""


def key_id(key: bytes) -> str:
    """A short name of an outer key that tells nothing about it."""
    return hashlib.sha256(b"corpu notes key" + key).hexdigest()[:16]


def _encrypt(key: bytes, plain: bytes, bound_to: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def _decrypt(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    sealed = bytes(sealed)
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError):
        raise Locked from None


def _ring() -> list[bytes]:
    return _read(tuple(settings.NOTES_KEYS))


@cache
def _read(texts: tuple[str, ...]) -> list[bytes]:
    keys = []
    for text in texts:
        try:
            raw = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        if len(raw) != KEY_BYTES:
            raise WrongKey("each key is 32 bytes as base64")
        keys.append(raw)
    return keys


@register("corpu")
def keys_of_notes_can_be_read(app_configs, **kwargs):
    """Without a key no notes are taken; a key that is none stops the start."""
    hint = "See CORPU_NOTES_KEYS in .env.example and docs/operator.md."
    try:
        known = _ring()
    except WrongKey as error:
        return [Error(f"CORPU_NOTES_KEYS: {error}.", hint=hint, id="corpu.E021")]
    if not known:
        text = "CORPU_NOTES_KEYS is empty: coaches and coachees cannot keep notes."
        return [Warning(text, hint=hint, id="corpu.W021")]
    if settings.PRODUCTION and Path(settings.VAR_DIR, "notes.key").exists():
        text = f"{settings.VAR_DIR}/notes.key is the key of a demo."
        return [Warning(text, hint="Remove it where nothing needs it.", id="corpu.W022")]
    return []
