"""Null characters: no keyboard types them, and PostgreSQL keeps none."""

from django.core.exceptions import BadRequest
from django.http import Http404


class NullCharactersMiddleware:
    """Refuses addresses and forms that hold a null character, before any view."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """404 for the path, 400 for what comes with it."""
        if "\x00" in request.path:
            raise Http404
        for sent in (request.GET, request.POST):
            for name, values in sent.lists():
                if "\x00" in name or any("\x00" in value for value in values):
                    raise BadRequest("null character")
