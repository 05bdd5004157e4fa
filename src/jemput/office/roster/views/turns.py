"""One turn of a queue: an answer is given, the next question comes; with the browser's help or without."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from jemput.node.accounts.gate import signed_in
from jemput.office.roster import actions, link_queue
from jemput.office.roster.errors import NothingToUndo
from jemput.office.roster.link_models import QuestionKind
from jemput.office.roster.link_queue import Progress

SCRIPT_HEADER = "X-Jemput-Queue"
"""Says that queue.js asks: it wants the next question, not another page."""


@dataclass(frozen=True)
class Turns:
    """What a queue needs to hand out its questions one after the other."""

    request: HttpRequest
    kind: QuestionKind
    hand: Callable[[set[int]], int | None]
    drawn: Callable[[int], str]
    address: Callable[[int], str]
    queue_url: str
    progress: Callable[[], Progress]

    def upcoming(self) -> HttpResponse:
        """The question to keep ready behind the one on the screen."""
        return self._answer("")

    def onward(self, said: str) -> HttpResponseBase:
        """After an answer: for the script what to keep ready, for plain pages the next question."""
        if SCRIPT_HEADER in self.request.headers:
            return self._answer(said)
        messages.success(self.request, said)
        following = self.hand(set())
        return redirect(self.address(following) if following else self.queue_url)

    def back(self) -> HttpResponseBase:
        """Take the clerk's last answer back and ask its question again. Raises NothingToUndo."""
        by, at = signed_in(self.request).username, timezone.now()
        last = link_queue.last_decision(by=by, at=at, of=self.kind)
        if last is None:
            raise NothingToUndo()
        actions.undo(decision=last, by=by, at=at)
        number = last.name_id or last.pair_id or 0
        actions.hold(kind=self.kind, number=number, by=by, at=at)
        said = _("Dibatalkan; pertanyaannya kembali.")
        if SCRIPT_HEADER in self.request.headers:
            return self._answer(said, question=self.drawn(number), number=number)
        messages.success(self.request, said)
        return redirect(self.address(number))

    def _answer(self, said: str, **more: Any) -> JsonResponse:
        shown = self.request.headers.get("X-Jemput-Shown", "").rpartition("-")[2]
        without = {int(shown)} if shown.isdigit() else set()
        following = None if more else self.hand(without)
        progress = render_to_string("roster/link_progress.html", {"progress": self.progress()})
        upcoming = self.drawn(following) if following else ""
        told = {"said": said, "upcoming": upcoming, "progress": progress, **more}
        return JsonResponse(told, headers={"Cache-Control": "no-store"})
