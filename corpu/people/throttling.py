"""How often one place may try something, counted in the cache that all servers share."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache


def too_many(request, what: str, *, most: int, seconds: int) -> bool:
    """Count a try; True if there were more than `most` within `seconds`."""
    key = f"tries:{what}:{get_adapter(request).get_client_ip(request)}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) > most
    except ValueError:  # it expired between the two calls
        return False
