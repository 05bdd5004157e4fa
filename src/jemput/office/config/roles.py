"""Who may see and do what in the office: the whole policy, readable in a minute."""

from jemput.kernel.errors import Words
from jemput.node.accounts.roles import Role

ROLES = (
    Role(
        "head",
        Words(id="Kepala Dinas", en="Head of office"),
        Words(
            id="Melihat semua, memutuskan kebijakan dan menyetujui rencana.",
            en="Sees everything, decides policies and approves plans.",
        ),
        frozenset(
            {
                "home.*",
                "regions.*",
                "residents.*",
                "deactivation.*",
                "roster.*",
                "linkage.decide",
                "trips.*",
                "kits.*",
                "encounters.*",
                "schools.*",
                "stock.*",
                "cards.*",
                "delivery.*",
                "coverage.*",
                "privacy.*",
                "retention.*",
                "niks.*",
            }
        ),
    ),
    Role(
        "privacy",
        Words(id="Petugas pelindungan data", en="Data protection officer"),
        Words(
            id="Menjawab permintaan warga, menjaga jejak akses, insiden, dan masa simpan.",
            en="Answers residents' requests, keeps the access trail, incidents and retention.",
        ),
        frozenset(
            {"home.see", "coverage.see", "residents.see", "residents.reveal", "privacy.*", "niks.export"}
        ),
    ),
    Role(
        "verifier",
        Words(id="Verifikator", en="Verifier"),
        Words(
            id="Memasukkan daftar, mencocokkan nama, menilai temuan desa.",
            en="Imports lists, links names, judges the villages' findings.",
        ),
        frozenset(
            {
                "home.see",
                "regions.see",
                "residents.*",
                "deactivation.see",
                "deactivation.propose",
                "deactivation.decide",
                "roster.*",
                "coverage.*",
                "encounters.see",
                "encounters.correct",
                "schools.see",
                "schools.write",
                "niks.export",
            }
        ),
    ),
    Role(
        "planner",
        Words(id="Perencana", en="Planner"),
        Words(
            id="Menyusun rencana dan perjalanan, mencetak surat dan lembar.",
            en="Makes plans and trips, prints letters and sheets.",
        ),
        frozenset(
            {
                *("home.see", "regions.see", "roster.see", "coverage.see", "encounters.see"),
                *("trips.see", "trips.plan", "trips.print", "trips.note", "kits.manage"),
                *("schools.see", "schools.plan"),
            }
        ),
    ),
    Role(
        "printer",
        Words(id="Petugas cetak dan stok", en="Print and stock keeper"),
        Words(
            id="Mencetak kartu, menjaga blangko, mengemas penyerahan.",
            en="Prints cards, keeps blanks, packs consignments.",
        ),
        frozenset({"home.see", "stock.*", "cards.*", "delivery.*", "coverage.see"}),
    ),
    Role(
        "village",
        Words(id="Petugas desa", en="Village officer"),
        Words(
            id="Menjawab nama-nama desanya sendiri, mengusulkan calon, menerima kartu.",
            en="Answers the own village's names, proposes candidates, receives cards.",
        ),
        frozenset({"portal.*"}),
    ),
    Role(
        "partner",
        Words(id="Kantor mitra", en="Partner office"),
        Words(
            id="Melihat jumlah perekaman per sekolah; tanpa nama dan tanpa NIK.",
            en="Sees how many were recorded per school; no name and no NIK.",
        ),
        frozenset({"partner.see"}),
    ),
    Role(
        "operator",
        Words(id="Operator perekaman", en="Recording operator"),
        Words(
            id="Merekam di kit; di kantor hanya masuk.", en="Records at the kit; at the office signs in only."
        ),
        frozenset({"home.see"}),
    ),
    Role(
        "supervisor",
        Words(id="Penyelia perekaman", en="Recording supervisor"),
        Words(
            id="Menyetujui pengecualian dan paket di kit; melihat rekaman di kantor.",
            en="Approves exceptions and packets at the kit; sees encounters at the office.",
        ),
        frozenset({"home.see", "encounters.see", "trips.see", "trips.note"}),
    ),
)
