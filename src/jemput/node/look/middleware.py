"""Turns a numbered problem into a page, a fragment or JSON."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class ProblemMiddleware:
    """Shows every anticipated failure to the person it happened to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)
