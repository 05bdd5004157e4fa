"""Pages of encounters: all of them, one with its packet's way, packets, re-recording, corrections."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from jemput.node.accounts.gate import may, signed_in
from jemput.office.encounters import actions, tables
from jemput.office.encounters.models import CorrectionProposal, Encounter, UnreadPacket
from jemput.office.encounters.queries import packets as packet_queries
from jemput.office.encounters.queries import pages


@may("encounters.see")
def encounters(request: HttpRequest) -> HttpResponse:
    """Everybody recorded, with where the packet is."""
    context = {"title": _("Rekaman"), "tabs": pages.room_tabs("list")}
    table = tables.encounters_table(pages.encounters(), _("Rekaman"))
    return table.respond(request, "encounters/list.html", context)


@may("encounters.see")
def re_record(request: HttpRequest) -> HttpResponse:
    """Who must be recorded again."""
    context = {"title": _("Rekam ulang"), "tabs": pages.room_tabs("re-record")}
    table = tables.encounters_table(pages.to_re_record(), _("Rekam ulang"))
    return table.respond(request, "encounters/list.html", context)


@may("encounters.see")
def packets(request: HttpRequest) -> HttpResponse:
    """What is unsent, late, missing or unreadable."""
    unsent = tables.unsent_table(packet_queries.unsent()).bind(request)
    if unsent.wants_sheet:
        return unsent.sheet()
    context = {
        "title": pgettext("many", "Paket"),
        "tabs": pages.room_tabs("packets"),
        "unsent": unsent,
        "kits": tables.kits_table(packet_queries.kit_custody()).bind(request),
        "late": packet_queries.late(timezone.now()),
        "unread": UnreadPacket.objects.all(),
        "refused": pages.refused_reports(),
        "perms_manage_kits": signed_in(request).may("kits.manage"),
    }
    return render(request, "encounters/packets.html", context)


@may("encounters.see")
def kit(request: HttpRequest, kit_id: str) -> HttpResponseBase:
    """One kit's chain: every packet's way with times, and why it waits."""
    found = packet_queries.kit_custody(kit_id)
    if not found:
        raise Http404
    custody = found[0]
    table = tables.custody_table(packet_queries.packets_of(kit_id), custody.name)
    context = {
        "title": custody.name,
        "tabs": pages.room_tabs("packets"),
        "custody": custody,
        "sentence": tables.chain_sentence(custody),
        "missing": tables.spans(custody.missing),
        "facts": pages.kit_facts(custody),
        "refused": pages.refused_reports(kit_id),
    }
    return table.respond(request, "encounters/kit.html", context)


@require_POST
@may("kits.manage")
def recover(request: HttpRequest) -> HttpResponse:
    """Take the sealed packets of a broken kit's disk into custody."""
    folder, by = request.POST.get("folder", "").strip(), signed_in(request).username
    done = actions.recover_from_disk(folder=folder, by=by, at=timezone.now())
    good = sum(one.problem is None for one in done)
    messages.success(request, _("%(good)d paket sudah di kantor.") % {"good": good})
    for one in done:
        if one.problem is not None:
            messages.error(request, f"{one.file}: {one.problem.text()}", extra_tags=one.problem.code)
    return redirect("encounters:packets")


@may("encounters.see")
def corrections(request: HttpRequest) -> HttpResponse:
    """Corrections made in the field that wait for a clerk."""
    context = {"title": _("Usulan perbaikan"), "tabs": pages.room_tabs("corrections")}
    return tables.corrections_table(pages.proposals()).respond(request, "encounters/list.html", context)


@may("encounters.see")
def one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One encounter: who, what was taken, and its packet's way."""
    get_object_or_404(Encounter, pk=pk)
    return render(request, "encounters/one.html", pages.one_encounter(pk))


@require_POST
@may("encounters.correct")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or refuse one correction."""
    proposal = get_object_or_404(CorrectionProposal, pk=pk)
    accept = request.POST.get("accept") == "1"
    actions.decide_correction(
        proposal=proposal, accept=accept, by=signed_in(request).username, at=timezone.now()
    )
    messages.success(request, _("Diterima ke register.") if accept else _("Ditolak."))
    return redirect("encounters:one", pk=proposal.encounter_id)
