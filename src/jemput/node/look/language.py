"""Indonesian first: English only for those who switched to it here, whatever their browser asks for."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class ChosenLanguage(LocaleMiddleware):
    """Django's own, but deaf to Accept-Language: many offices run an English browser."""

    def process_request(self, request: HttpRequest) -> None:
        """Speak the language of the switch's cookie, else the program's."""
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()
