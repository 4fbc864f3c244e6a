"""What a reader chooses for her own screen: language, and light or dark."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

THEME_COOKIE = "corpu_theme"
THEMES = ("system", "light", "dark")
ONE_YEAR = 365 * 24 * 3600


@require_POST
def language(request):
    """Speak another language from now on, on this device and for this person."""
    response = _back(request)
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES):
        _set_cookie(response, settings.LANGUAGE_COOKIE_NAME, code)
        if request.user.is_authenticated and request.user.language != code:
            request.user.language = code
            request.user.save(update_fields=["language"])
    return response


@require_POST
def theme(request):
    """Light, dark, or as the device says, on this device."""
    response = _back(request)
    choice = request.POST.get("theme", "")
    if choice in THEMES:
        _set_cookie(response, THEME_COOKIE, choice)
    return response


def _back(request) -> HttpResponseRedirect:
    back = request.POST.get("next") or request.META.get("HTTP_REFERER", "")
    allowed = url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(back if allowed else "/")


def _set_cookie(response, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=ONE_YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
