"""Who may see and do what at the center."""

from jemput.kernel.errors import Words
from jemput.node.accounts.roles import Role

ROLES = (
    Role(
        "adjudicator",
        Words(id="Petugas adjudikasi", en="Adjudicator"),
        Words(
            id="Membandingkan dua rekaman yang mirip dan memutuskan.",
            en="Compares two records that look alike and decides.",
        ),
        frozenset({"intake.see", "search.see", "adjudication.*", "publication.see", "identities.see"}),
    ),
    Role(
        "auditor",
        Words(id="Auditor", en="Auditor"),
        Words(id="Melihat semua, mengubah tidak ada.", en="Sees everything, changes nothing."),
        frozenset(
            {"intake.see", "search.see", "adjudication.see", "publication.see", "identities.see", "audit.see"}
        ),
    ),
    Role(
        "administrator",
        Words(id="Administrator pusat", en="Center administrator"),
        Words(id="Menyetujui kantor dan mengatur semua.", en="Approves offices and sets everything."),
        frozenset({"*"}),
    ),
)
