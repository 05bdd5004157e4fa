"""Run a command with a fresh PostgreSQL of its own: `with_postgres.py COMMAND [ARGUMENT …]`.

The cluster lives in a temporary folder, listens on a Unix socket only, and is gone afterwards. PostgreSQL
refuses to run as root, so as root it runs under the account `postgres` that Debian's package brings.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote


def binaries() -> Path:
    """The newest server's programs where Debian puts them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not found:
        sys.exit("PostgreSQL's server is missing. Debian: apt-get install postgresql")
    return found[-1].parent


def account() -> str | None:
    """The account the server runs under when we are root; None when we are not."""
    return pwd.getpwnam("postgres").pw_name if os.getuid() == 0 else None


def main() -> int:
    """Start, run the command, stop."""
    programs, user = binaries(), account()
    folder = Path(tempfile.mkdtemp(prefix="jemput-pg-"))
    if user:
        shutil.chown(folder, user)
    cluster = folder / "cluster"

    def server(*command: str) -> None:
        subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)

    server(str(programs / "initdb"), "-D", str(cluster), "-U", "jemput", "--auth=trust", "--encoding=UTF8")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=50"
    server(
        str(programs / "pg_ctl"), "-D", str(cluster), "-w", "-o", options, "-l", str(folder / "log"), "start"
    )
    try:
        url = f"postgresql://jemput@{quote(str(folder), safe='')}/postgres"
        return subprocess.run(
            sys.argv[1:], env={**os.environ, "JEMPUT_DATABASE_URL": url}, check=False
        ).returncode
    finally:
        server(str(programs / "pg_ctl"), "-D", str(cluster), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
