"""Turns a numbered problem into a page, a message for htmx, or JSON."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from jemput.kernel.errors import Problem

MACHINE_PATHS = ("/api/", "/exchange/")
"""Where programs speak to each other: a problem answers as JSON there."""


class ProblemMiddleware:
    """Shows every anticipated failure of a view to the person, page or program it happened to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a numbered problem; leave anything else to Django."""
        return problem_response(request, exception) if isinstance(exception, Problem) else None


def problem_response(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as its reader can use it: JSON, a message htmx puts among the toasts, or a whole page."""
    language = get_language() or "id"
    if _is_machine(request):
        return JsonResponse(problem.as_json(language), status=problem.status)
    if request.headers.get("HX-Request"):
        return _message(request, problem, language)
    return _page(request, problem, language)


def _is_machine(request: HttpRequest) -> bool:
    accepts = request.headers.get("Accept", "")
    wants_json = "application/json" in accepts and "text/html" not in accepts
    return wants_json or request.path.startswith(MACHINE_PATHS)


def _message(request: HttpRequest, problem: Problem, language: str) -> HttpResponse:
    context = {"text": problem.text(language), "tone": "error", "code": problem.code}
    response = render(request, "look/components/message.html", context, status=problem.status)
    response["HX-Retarget"] = "#toasts"
    response["HX-Reswap"] = "innerHTML"
    return response


def _page(request: HttpRequest, problem: Problem, language: str) -> HttpResponse:
    context = {
        "says": problem.says.text(language, **problem.params),
        "does": problem.do.text(language, **problem.params),
        "code": problem.code,
        "tone": "danger" if problem.status >= 500 else "wait",
        "back": _back(request),
    }
    return render(request, "look/error.html", context, status=problem.status)


def _back(request: HttpRequest) -> str:
    """The page of ours the reader came from; empty where there is none or it is this one."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return ""
    return "" if urlsplit(came_from).path == request.path and request.method == "GET" else came_from
