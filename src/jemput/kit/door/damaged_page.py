"""The door's page for a damaged database: what happened, what is not lost, what to do; in both languages."""

from __future__ import annotations

import html
from string import Template

from jemput.kernel.errors import Words
from jemput.kit.door.errors import DatabaseDamaged
from jemput.kit.door.examining import Damage, Kind
from jemput.kit.door.page import FILES, OPENING

HEADING = Words(id="Basis data kit rusak", en="The kit's database is damaged")
LEAD = Words(
    id="Kata sandi benar, tetapi {reason}. Ini bukan kesalahan Anda.",
    en="The password is right, but {reason}. You did nothing wrong.",
)
SAFE = Words(id="Yang tidak hilang", en="What is not lost")
PACKETS = Words(
    id="{packets} paket tersegel ({megabytes} MB) ada sebagai berkas tersendiri di laptop ini. Hanya Dinas "
    "dan pusat yang dapat membukanya. Semuanya tetap dikirim.",
    en="{packets} sealed packets ({megabytes} MB) lie on this laptop as files of their own. Only the office "
    "and the center can open them. All of them will still be sent.",
)
NO_PACKETS = Words(
    id="Tidak ada berkas paket di laptop ini. Berkas itu hanya dihapus setelah ada tanda terima dari Dinas.",
    en="There is no packet file on this laptop. One is deleted only after the office has signed for it.",
)
KEYS = Words(
    id="Kunci kit: kit ini tetap dikenal Dinas dan tidak perlu didaftarkan ulang.",
    en="The kit's keys: the office still knows this kit, it need not be registered again.",
)
UNSURE = Words(id="Yang belum pasti", en="What is not certain")
PARTLY_READ = Words(
    id="Akun, perjalanan, dan antrean: yang masih terbaca diselamatkan, selebihnya dikirim lagi oleh Dinas "
    "bila ada jaringan.",
    en="Accounts, trips and the queue: what still reads is salvaged, the office sends the rest again over "
    "the network.",
)
NOTHING_READ = Words(
    id="Akun, perjalanan, dan antrean: mungkin tidak ada yang terbaca. Dinas mengirimnya lagi begitu ada "
    "jaringan; sebelum itu mungkin tidak ada yang bisa masuk.",
    en="Accounts, trips and the queue: perhaps none of it reads. The office sends them again as soon as "
    "there is network; until then perhaps nobody can sign in.",
)
DRAFTS = Words(
    id="Perekaman yang belum disegel: {drafts}. Yang kuncinya terbaca dapat dilanjutkan; yang tidak harus "
    "direkam ulang. Kit akan mengatakan yang mana.",
    en="Recordings not sealed yet: {drafts}. Those whose key still reads go on; the others must be taken "
    "again. The kit will say which.",
)
DO = Words(id="Yang harus dilakukan", en="What to do")
RESCUE = Words(
    id="Tekan “Selamatkan”. Berkas yang rusak disisihkan utuh dengan nama bertanggal; "
    "tidak ada yang dihapus.",
    en="Press “Rescue”. The damaged file is set aside untouched under a dated name; nothing is deleted.",
)
BUTTON = Words(id="Selamatkan", en="Rescue")
OTHERWISE = Words(
    id="Gagal? Bawa laptop ini, atau salinan foldernya “{folder}”, ke Dinas: "
    "jemput office recover membaca paketnya tanpa basis data.",
    en="It fails? Bring this laptop, or a copy of its folder “{folder}”, to the office: "
    "jemput office recover reads the packets without a database.",
)


def damaged_page(damage: Damage, *, language: str, problem: str, kit: str, once: str) -> str:
    """The whole page as HTML; `once` goes with the button, `problem` says why a first try failed."""
    filled = {
        "language": "en" if language.startswith("en") else "id",
        "heading": HEADING.text(language),
        "lead": LEAD.text(language, reason=damage.reason.text(language)),
        "safe": SAFE.text(language),
        "unsure": UNSURE.text(language),
        "do": DO.text(language),
        "safe_items": _items(_safe(damage, language)),
        "unsure_items": _items(_unsure(damage, language)),
        "do_items": _items([RESCUE.text(language), OTHERWISE.text(language, folder="packets")]),
        "button": BUTTON.text(language),
        "opening": OPENING.text(language),
        "problem": html.escape(problem),
        "problem_hidden": "" if problem else " hidden",
        "once": html.escape(once),
        "code": DatabaseDamaged.code,
        "kit": html.escape(kit),
    }
    return Template((FILES / "damaged.html").read_text("utf-8")).substitute(filled)


def _safe(damage: Damage, language: str) -> list[str]:
    there = damage.beside
    packets = PACKETS if there.packets else NO_PACKETS
    told = packets.text(language, packets=there.packets, megabytes=there.megabytes(language))
    return [told, KEYS.text(language)]


def _unsure(damage: Damage, language: str) -> list[str]:
    blind = damage.kind in {Kind.MISSING, Kind.UNREADABLE}
    told = [(NOTHING_READ if blind else PARTLY_READ).text(language)]
    if damage.beside.drafts:
        told.append(DRAFTS.text(language, drafts=damage.beside.drafts))
    return told


def _items(sentences: list[str]) -> str:
    return "".join(f"<li>{html.escape(one)}</li>" for one in sentences)
