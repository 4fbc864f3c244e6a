"""What every request needs to know about its reader."""

from django.conf import settings
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from corpu.people.second_step import is_required


class ReaderLanguageMiddleware:
    """Speaks the language that the reader chose: for her account, or on this device.

    Who chose nothing reads the language of the house: many browsers in offices are set
    to English by those who installed them. Other systems are answered as they ask.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = self._choice(request)
        if language and language != translation.get_language():
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)

    @staticmethod
    def _choice(request) -> str:
        if request.user.is_authenticated:
            return request.user.language
        if request.path.startswith("/api/"):
            return ""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        known = dict(settings.LANGUAGES)
        return chosen if chosen in known else settings.LANGUAGE_CODE


class SecondStepMiddleware:
    """Sends those who must sign in by two steps to set that up before anything else."""

    OPEN = ("/accounts/", "/i18n/", "/static/", "/api/", "/health")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self._is_stopped(request):
            if request.headers.get("HX-Request"):
                return JsonResponse({}, status=403)
            messages.warning(
                request, _("Your role asks for two-step sign-in. Set it up now.")
            )
            return redirect("mfa_index")
        return self.get_response(request)

    def _is_stopped(self, request) -> bool:
        if not request.user.is_authenticated or request.path.startswith(self.OPEN):
            return False
        return is_required(request.user)
