"""Expected refusals: a code for machines and tests, a sentence for people."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme


class Refused(Exception):
    """An act that the rules do not allow now.

    `code` is stable and machine-readable ("class_full"); `message` is a translated
    sentence with the remedy; `field` names the input at fault, if one is.
    """

    def __init__(self, code: str, message, *, field: str = ""):
        self.code = code
        self.message = message
        self.field = field
        super().__init__(code)

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class RefusalMiddleware:
    """Turns a `Refused` that a view lets through into an answer for its reader.

    A fragment (htmx) gets 422 and the sentence, a machine gets JSON, a page gets a
    message on the page it came from.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Refused):
            return None
        if request.headers.get("Accept", "").startswith("application/json"):
            error = {
                "field": exception.field,
                "code": exception.code,
                "message": str(exception.message),
            }
            return JsonResponse({"errors": [error]}, status=422)
        if getattr(request, "htmx", False):
            toast = render_to_string("components/toast.html", {"text": exception.message})
            response = HttpResponse(toast, status=422)
            response["HX-Retarget"] = "#toasts"
            response["HX-Reswap"] = "beforeend"
            return response
        messages.error(request, exception.message)
        return HttpResponseRedirect(came_from(request))


def came_from(request) -> str:
    """The page of this site that the request came from, else the start page."""
    back = request.META.get("HTTP_REFERER", "")
    allowed = url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    )
    return back if allowed and back != request.build_absolute_uri() else "/"
