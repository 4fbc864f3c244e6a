"""What every request needs to know about its reader."""

from django.conf import settings
from django.utils import translation


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
