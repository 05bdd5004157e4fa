"""Django settings of the kit: the shared ones on an encrypted database."""

import secrets

from jemput.node.settings import SQLITE_OPTIONS, NodeSettings, django_settings, read

APPS = (
    "jemput.kit.devices",
    "jemput.kit.checkin",
    "jemput.kit.capture",
    "jemput.kit.outbox",
    "jemput.kit.pickup",
    "jemput.kit.config",
)


def database_key(kit: NodeSettings) -> str:
    """The raw database key as hex: from a file that only this account can read, made at first start."""
    path = kit.keys_dir / "database.key"
    if not path.exists():
        kit.keys_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text().strip()


_kit = read("kit")
globals().update(django_settings(_kit, apps=APPS))
DATABASES = {
    "default": {
        "ENGINE": "jemput.kit.config.sqlcipher",
        "NAME": _kit.data_dir / "kit.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {**SQLITE_OPTIONS, "key": database_key(_kit)},
    }
}
