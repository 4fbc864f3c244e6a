"""Pages travel compressed, also where no proxy stands in front."""

from django.middleware.gzip import GZipMiddleware

TYPES = ("text/html", "application/json", "text/csv")


class CompressPagesMiddleware(GZipMiddleware):
    """Compresses text that is made for one reader; files and streams go as they are.

    Django adds random bytes to each answer, so its length tells nothing of what it hides.
    """

    def process_response(self, request, response):
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in TYPES:
            return response
        return super().process_response(request, response)
