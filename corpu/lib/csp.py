"""The editor's own policy: Wagtail's admin needs inline scripts, our pages never do."""

EDITOR_PREFIX = "/cms/"
EDITOR_ADDS = {
    "script-src": ["'unsafe-inline'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["blob:", "https:"],
    "frame-src": ["blob:"],
}


class EditorPolicyMiddleware:
    """Loosens the policy below `/cms/`, and there only. It stands inside CSPMiddleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(EDITOR_PREFIX):
            response._csp_update = EDITOR_ADDS
        return response
