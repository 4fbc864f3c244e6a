"""What every signed-in request needs to know about its reader."""

from django.utils import translation


class ReaderLanguageMiddleware:
    """Speaks the language that the signed-in reader chose."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        reader = request.user
        if reader.is_authenticated and reader.language != translation.get_language():
            translation.activate(reader.language)
            request.LANGUAGE_CODE = reader.language
        return self.get_response(request)
