"""Settings by environment, read and checked once at start; the Django settings each program builds on."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jemput.kernel.errors import Problem, Words
from jemput.packet.vault import Vault


class BadSetting(Problem):
    """An environment variable that cannot be used as it stands."""

    code = "N001"
    status = 500
    says = Words(
        id="Setelan {name} salah. Yang benar seperti: {reason}.",
        en="Setting {name} is wrong. Right would be: {reason}.",
    )
    do = Words(id="Lihat docs/settings.md.", en="See docs/settings.md.")


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, what it means, and its default as text."""

    name: str
    meaning: str
    default: str


VARIABLES = (
    Variable("JEMPUT_DATA", "folder of the database, keys and packets", "var/<program>"),
    Variable("JEMPUT_DATABASE_URL", "postgresql://user:password@host:port/name; empty: SQLite", ""),
    Variable("JEMPUT_HOSTS", "host names it answers to, separated by commas", "localhost,127.0.0.1,[::1]"),
    Variable("JEMPUT_PARENT_URL", "address of the program above: a kit's office, an office's center", ""),
    Variable("JEMPUT_NODE_NAME", "what people call this machine, e.g. Kit 3", "<program>"),
    Variable("JEMPUT_HTTPS", "1 when served behind TLS: cookies only over HTTPS", "0"),
    Variable("JEMPUT_DEBUG", "1 shows errors in full: never in the field", "0"),
    Variable("JEMPUT_TIME_ZONE", "Asia/Jakarta, Asia/Makassar or Asia/Jayapura", "Asia/Jakarta"),
    Variable("JEMPUT_SBI_PORTS", "ports of 127.0.0.1 to look for devices on", "4501-4600"),
    Variable("JEMPUT_DEVICE_TRUST", "file with the certificates of trusted device makers (PEM)", ""),
    Variable("JEMPUT_PASSPHRASE", "opens a kit unasked: for rehearsals and tests, never in the field", ""),
    Variable("JEMPUT_LOCK_MINUTES", "after so long unused, pages ask for the password again", "15"),
    Variable("JEMPUT_KABUPATEN", "code of the office's kabupaten, when not yet chosen by init", ""),
)


@dataclass(frozen=True)
class NodeSettings:
    """What one running program knows of itself."""

    program: str
    data_dir: Path
    database_url: str
    hosts: tuple[str, ...]
    parent_url: str
    node_name: str
    https: bool
    debug: bool
    time_zone: str
    sbi_ports: range
    device_trust: Path | None
    kabupaten: str
    lock_minutes: int = 15
    vault: Vault | None = None
    """Where the keys come from on a machine that may be stolen; without one they lie in `keys_dir`."""

    @property
    def keys_dir(self) -> Path:
        """Folder of the private keys, readable by the program's user alone."""
        return self.data_dir / "keys"

    @property
    def packets_dir(self) -> Path:
        """Folder of the sealed packets."""
        return self.data_dir / "packets"

    @property
    def uploads_dir(self) -> Path:
        """Folder of what is still arriving and of imported sheets."""
        return self.data_dir / "uploads"


def read(program: str, environ: Mapping[str, str] = os.environ) -> NodeSettings:
    """Read and check every variable for `program`; raises BadSetting naming the first wrong one."""
    found = {v.name: environ.get(v.name, "").strip() or v.default for v in VARIABLES}
    data_dir = Path(found["JEMPUT_DATA"].replace("<program>", program)).absolute()
    return NodeSettings(
        program=program,
        data_dir=data_dir,
        database_url=_database_url(found["JEMPUT_DATABASE_URL"]),
        hosts=tuple(host.strip() for host in found["JEMPUT_HOSTS"].split(",") if host.strip()),
        parent_url=_web_address(found["JEMPUT_PARENT_URL"]),
        node_name=found["JEMPUT_NODE_NAME"].replace("<program>", program),
        https=_flag("JEMPUT_HTTPS", found["JEMPUT_HTTPS"]),
        debug=_flag("JEMPUT_DEBUG", found["JEMPUT_DEBUG"]),
        time_zone=found["JEMPUT_TIME_ZONE"],
        sbi_ports=_ports(found["JEMPUT_SBI_PORTS"]),
        device_trust=Path(found["JEMPUT_DEVICE_TRUST"]) if found["JEMPUT_DEVICE_TRUST"] else None,
        kabupaten=found["JEMPUT_KABUPATEN"],
        lock_minutes=_minutes(found["JEMPUT_LOCK_MINUTES"]),
    )


def _flag(name: str, text: str) -> bool:
    if text not in {"0", "1"}:
        raise BadSetting(name=name, reason="0 / 1")
    return text == "1"


def _minutes(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise BadSetting(name="JEMPUT_LOCK_MINUTES", reason="15")
    return int(text)


def _ports(text: str) -> range:
    first, _, last = text.partition("-")
    if not first.isdigit() or not (last or first).isdigit():
        raise BadSetting(name="JEMPUT_SBI_PORTS", reason="4501-4600")
    return range(int(first), int(last or first) + 1)


def _web_address(text: str) -> str:
    if text and urlsplit(text).scheme not in {"http", "https"}:
        raise BadSetting(name="JEMPUT_PARENT_URL", reason="http://… / https://…")
    return text.rstrip("/")


def _database_url(text: str) -> str:
    if text and urlsplit(text).scheme not in {"postgresql", "postgres"}:
        raise BadSetting(name="JEMPUT_DATABASE_URL", reason="postgresql://…")
    return text


def secret_key(node: NodeSettings) -> str:
    """The web secret of this machine: made once, kept with the other keys, never in the repository."""
    if node.vault is not None:
        return node.vault.secret("web").hex()
    path = node.keys_dir / "web.secret"
    if not path.exists():
        node.keys_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


def database(node: NodeSettings) -> dict[str, Any]:
    """SQLite that never loses an acknowledged row (WAL, synchronous FULL), or PostgreSQL by its URL."""
    if node.database_url:
        url = urlsplit(node.database_url)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.lstrip("/"),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or ""),
            "PORT": url.port or "",
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            # A reading that is left off keeps its cursor until somebody sweeps it up, in the middle of
            # another request's transaction, which PostgreSQL then calls off.
            "DISABLE_SERVER_SIDE_CURSORS": True,
        }
    return {
        "ENGINE": "jemput.node.sqlite",
        "NAME": node.data_dir / f"{node.program}.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": SQLITE_OPTIONS,
        "TEST": {"NAME": ":memory:"},
    }


SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;",
}
"""FULL, never NORMAL: NORMAL loses acknowledged rows when the power goes."""


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
"""Whatever goes wrong unforeseen stands in the program's own log, with its traceback."""


NODE_APPS = (
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "csp",
    "django_tasks_db",
    "jemput.node.ledger",
    "jemput.node.look",
    "jemput.node.jobs",
    "jemput.node.accounts",
    "jemput.node.exchange",
)

MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "jemput.node.look.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "jemput.node.accounts.idleness.IdleLock",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jemput.node.look.middleware.ProblemMiddleware",
    "axes.middleware.AxesMiddleware",
)


def django_settings(node: NodeSettings, *, apps: tuple[str, ...]) -> dict[str, Any]:
    """Every Django setting the programs share; `apps` are the program's own, in the chain's order."""
    config = f"jemput.{node.program}.config"
    return {
        "JEMPUT": node,
        "JEMPUT_ROLES": f"{config}.roles",
        "JEMPUT_ROOMS": f"{config}.rooms",
        "SECRET_KEY": secret_key(node),
        "DEBUG": node.debug,
        "ALLOWED_HOSTS": list(node.hosts),
        "ROOT_URLCONF": f"{config}.urls",
        "WSGI_APPLICATION": f"{config}.wsgi.application",
        "INSTALLED_APPS": [*apps, *NODE_APPS],
        "MIDDLEWARE": list(MIDDLEWARE),
        "TEMPLATES": [_templates()],
        "DATABASES": {"default": database(node)},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "TASKS": {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}},
        "STATIC_URL": "static/",
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_AUTOREFRESH": node.debug,
        "LANGUAGE_CODE": "id",
        "LANGUAGES": [("id", "Bahasa Indonesia"), ("en", "English")],
        "USE_TZ": True,
        "TIME_ZONE": node.time_zone,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 40 * 2**20,
        "FILE_UPLOAD_MAX_MEMORY_SIZE": 20 * 2**20,
        "LOGGING": LOGGING,
        **_security(node),
    }


def _templates() -> dict[str, Any]:
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["jemput.node.look.templatetags.look", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jemput.node.look.context.look",
            ],
        },
    }


def _security(node: NodeSettings) -> dict[str, Any]:
    own = ["'self'"]
    return {
        "AUTH_USER_MODEL": "accounts.User",
        "AUTHENTICATION_BACKENDS": [
            "axes.backends.AxesStandaloneBackend",
            "django.contrib.auth.backends.ModelBackend",
        ],
        "AXES_FAILURE_LIMIT": 5,
        "AXES_COOLOFF_TIME": 0.25,
        "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_LOCKOUT_CALLABLE": "jemput.node.accounts.views.locked_out",
        "AXES_ENABLE_ACCESS_FAILURE_LOG": False,
        "AXES_VERBOSE": False,
        "CSRF_FAILURE_VIEW": "jemput.node.look.failures.form_expired",
        "LOGIN_URL": "accounts:sign-in",
        "LOGIN_REDIRECT_URL": "/",
        "LOGOUT_REDIRECT_URL": "accounts:sign-in",
        "SESSION_COOKIE_NAME": f"jemput_{node.program}_{node.data_dir.name}",
        "CSRF_COOKIE_NAME": f"jemput_csrf_{node.program}_{node.data_dir.name}",
        "LANGUAGE_COOKIE_NAME": "jemput_language",
        "SESSION_COOKIE_AGE": 12 * 3600,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": node.https,
        "CSRF_COOKIE_SECURE": node.https,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "X_FRAME_OPTIONS": "DENY",
        "CONTENT_SECURITY_POLICY": {
            "DIRECTIVES": {
                "default-src": own,
                "img-src": [*own, "data:", "blob:"],
                "media-src": [*own, "blob:"],
                "object-src": ["'none'"],
                "base-uri": ["'none'"],
                "frame-ancestors": ["'none'"],
                "form-action": own,
            }
        },
    }
