"""What a signed-in reader gets is hers: no proxy keeps it, and no disk keeps her files."""


class PrivatePagesMiddleware:
    """Adds `Cache-Control` to answers for people who are signed in and for other systems,
    where their view said nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if "Cache-Control" in response or not self._is_private(request):
            return response
        is_file = "attachment" in response.get("Content-Disposition", "")
        kept = not is_file and request.user.is_authenticated
        response["Cache-Control"] = "private, no-cache" if kept else "private, no-store"
        return response

    @staticmethod
    def _is_private(request) -> bool:
        return request.user.is_authenticated or "Authorization" in request.headers
