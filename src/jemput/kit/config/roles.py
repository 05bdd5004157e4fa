"""Who may see and do what at a kit."""

from jemput.kernel.errors import Words
from jemput.node.accounts.roles import Role

ROLES = (
    Role(
        "operator",
        Words(id="Operator perekaman", en="Recording operator"),
        Words(
            id="Mencari, merekam dan menyegel; menyerahkan kartu.",
            en="Looks people up, records and seals; hands over cards.",
        ),
        frozenset({"checkin.*", "capture.record", "outbox.see", "devices.see", "pickup.*"}),
    ),
    Role(
        "supervisor",
        Words(id="Penyelia perekaman", en="Recording supervisor"),
        Words(
            id="Semua yang dapat dilakukan operator, menyetujui pengecualian, memindahkan paket.",
            en="All an operator may, approves exceptions, moves packets.",
        ),
        frozenset({"*"}),
    ),
)
