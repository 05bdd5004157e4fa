"""The pages of failures Django itself meets: no such page, not allowed, an expired form, something broken."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from jemput.kernel.errors import Problem
from jemput.node.look.errors import FormExpired, NotAPage, NotForYou, Unforeseen
from jemput.node.look.middleware import problem_response


def no_such_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler404` of every program."""
    return problem_response(request, NotAPage())


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler403` of every program."""
    return problem_response(request, NotForYou())


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`CSRF_FAILURE_VIEW` of every program."""
    return problem_response(request, FormExpired())


def broken(request: HttpRequest) -> HttpResponse:
    """`handler500` of every program; the database may be what is broken, so nobody is looked up."""
    problem: Problem = Unforeseen()
    return problem_response(request, problem)
