"""One process, two hosts: the site, and the content of uploaded packages.

Cookies ignore ports but not hosts, so packages that strangers wrote are served from
another host name with its own URLs, without sessions, and under a policy of their own.
"""

from django.conf import settings
from django.core.checks import Error, register
from django.http import Http404
from django.urls import set_urlconf

# What an answer of the content host gets where its view set nothing stricter.
NOTHING = "default-src 'none'; frame-ancestors 'none'; sandbox"


class ContentHostMiddleware:
    """Routes requests for the content host to the content URLs and to nothing else.

    There a request has no cookies and an answer sets none; whatever the rest of the
    house adds to an answer (frame options, the site's policy) does not apply.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        host = request.get_host().split(":")[0].lower().rstrip(".")
        request.is_content_host = host == settings.CONTENT_HOST != settings.SITE_HOST
        if not request.is_content_host:
            return self.get_response(request)
        request.urlconf = settings.CONTENT_URLCONF
        request.META.pop("HTTP_COOKIE", None)
        request.META.pop("HTTP_AUTHORIZATION", None)
        try:
            response = self.get_response(request)
        finally:
            # Django leaves a request's URLs in place until the thread's next request.
            set_urlconf(None)
        response.cookies.clear()
        if "X-Frame-Options" in response:
            del response["X-Frame-Options"]
        response.headers.setdefault("Content-Security-Policy", NOTHING)
        response["X-Content-Type-Options"] = "nosniff"
        return response


def refuse_on_content_host(request) -> None:
    """For views of the site that must never answer on the content host."""
    if getattr(request, "is_content_host", False):
        raise Http404


@register("corpu")
def hosts_differ(app_configs, **kwargs):
    """A package on the site's own host could act as its reader."""
    if settings.SITE_HOST != settings.CONTENT_HOST:
        return []
    return [
        Error(
            "CORPU_SITE_URL and CORPU_CONTENT_URL name the same host.",
            hint="Give uploaded packages a host name of their own, "
            "for example isi.corpu.example.go.id.",
            id="corpu.E001",
        )
    ]
