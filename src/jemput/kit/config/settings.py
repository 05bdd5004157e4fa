"""Django settings of the kit: the shared ones on an encrypted database."""

from dataclasses import replace

from jemput.kit.door.unlocking import unlocked
from jemput.node.settings import MIDDLEWARE as MIDDLEWARE_OF_NODES
from jemput.node.settings import SQLITE_OPTIONS, django_settings, read

APPS = (
    "jemput.kit.devices",
    "jemput.kit.checkin",
    "jemput.kit.capture",
    "jemput.kit.outbox",
    "jemput.kit.pickup",
    "jemput.kit.config",
)


_locked = read("kit")
_vault = unlocked(_locked)
_kit = replace(_locked, vault=_vault)
globals().update(django_settings(_kit, apps=APPS))
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "jemput.kit.config.signing_in.KitBackend"]
MIDDLEWARE = [*MIDDLEWARE_OF_NODES, "jemput.kit.config.finger_lock.FingerLock"]
DATABASES = {
    "default": {
        "ENGINE": "jemput.kit.config.sqlcipher",
        "NAME": _kit.data_dir / "kit.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {**SQLITE_OPTIONS, "key": _vault.secret("database").hex()},
    }
}
