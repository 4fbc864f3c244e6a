"""One process, two hosts: the site, and the content of uploaded packages.

Cookies ignore ports but not hosts, so packages that strangers wrote are served from
another host name with its own URLs, without sessions, and under a policy of their own.
"""

from django.conf import settings
from django.core.checks import Error, register
from django.http import Http404


class ContentHostMiddleware:
    """Routes requests for the content host to the content URLs and to nothing else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        host = request.get_host().split(":")[0]
        if host == settings.CONTENT_HOST != settings.SITE_HOST:
            request.urlconf = settings.CONTENT_URLCONF
            request.is_content_host = True
        else:
            request.is_content_host = False
        return self.get_response(request)


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
