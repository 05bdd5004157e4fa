"""Sign in, sign out."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator

from jemput.node.accounts.actions import record_sign_in
from jemput.node.accounts.errors import LockedOut
from jemput.node.accounts.models import User
from jemput.node.look.middleware import problem_response


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """The sign-in page; wrong passwords are throttled by account and address."""

    template_name = "look/signin.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let the person in and note it."""
        user = form.get_user()
        if isinstance(user, User):
            record_sign_in(user=user, at=timezone.now())
        return super().form_valid(form)


class SignOut(LogoutView):
    """Leave; POST only."""


def locked_out(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """Answer to one who has tried too often; asked by a middleware, where nothing catches a raise."""
    return problem_response(request, LockedOut())
