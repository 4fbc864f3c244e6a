"""How often a stranger may ask: enough for a desk that checks papers, too little to
try numbers."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache

ASKS = 30
SECONDS = 60


def may_ask(request) -> bool:
    """Count one question of this address; False once it has had its share."""
    key = f"verify:{get_adapter(request).get_client_ip(request)}"
    cache.add(key, 0, SECONDS)
    try:
        return cache.incr(key) <= ASKS
    except ValueError:  # it ran out in this very moment
        return True
