"""Redis as a cache that may be away: pages go on without it.

What is cached can be read again from the database, so a cache that does not answer is an
empty one. Limits on how often something may be tried are not kept meanwhile; those that
guard a secret are counted in the database as well (activation codes).
"""

import logging
import time

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
# After a failure nobody waits for Redis for so many seconds.
PAUSE = 2.0


def _or(fallback, *, changes: bool = False):
    """Ask Redis, or answer by `fallback(*args)` while it is away.

    What could not be changed is forgotten as soon as Redis is back: a session that was
    ended meanwhile must not come to life again.
    """

    def wrap(method):
        def ask(self, *args):
            if time.monotonic() >= PatientClient.away_until:
                try:
                    self.forget_stale()
                    return method(self, *args)
                except (RedisError, OSError) as error:
                    PatientClient.away_until = time.monotonic() + PAUSE
                    log.warning("The cache is away: %s", type(error).__name__)
            if changes:
                PatientClient.stale.add(args[0])
            return fallback(*args)

        return ask

    return wrap


def _no_such_key(key, *args):
    raise ValueError(f"Key {key!r} is not there")


class PatientClient(RedisCacheClient):
    """Django's client; every question has an answer for the time without Redis."""

    # For all threads of the process.
    away_until = 0.0
    stale: set[str] = set()

    def forget_stale(self) -> None:
        """Drop what should have been changed while Redis was away."""
        if keys := list(self.stale):
            super().delete_many(keys)
            self.stale.difference_update(keys)

    add = _or(lambda key, value, timeout: True)(RedisCacheClient.add)
    get = _or(lambda key, default: default)(RedisCacheClient.get)
    set = _or(lambda key, value, timeout: None, changes=True)(RedisCacheClient.set)
    touch = _or(lambda key, timeout: False)(RedisCacheClient.touch)
    delete = _or(lambda key: False, changes=True)(RedisCacheClient.delete)
    get_many = _or(lambda keys: {})(RedisCacheClient.get_many)
    has_key = _or(lambda key: False)(RedisCacheClient.has_key)
    incr = _or(_no_such_key)(RedisCacheClient.incr)
    set_many = _or(lambda data, timeout: None)(RedisCacheClient.set_many)
    delete_many = _or(lambda keys: None)(RedisCacheClient.delete_many)
    clear = _or(lambda: False)(RedisCacheClient.clear)


class PatientRedisCache(RedisCache):
    """The backend of `CACHES` where there is a Redis."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = PatientClient
