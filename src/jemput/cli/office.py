"""`jemput office …`"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jemput.cli import accounts
from jemput.cli.serve import serve as serve_program
from jemput.cli.start import console, progress, ready, spoken

if TYPE_CHECKING:
    from jemput.node.exchange.usb import Handled

app = typer.Typer(no_args_is_help=True, help="The Dinas: lists, trips, printing, stock, handover, figures.")

Password = Annotated[str, typer.Option(help="left out: one is made and shown once")]
Day = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="the day the file tells of")
]


def _day(given: datetime | None) -> date:
    return given.date() if given else datetime.now().astimezone().date()


@app.command()
def serve(host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the office's pages and run its worker."""
    with spoken():
        serve_program("office", host=host, port=port)


@app.command()
def init(
    kabupaten: Annotated[str, typer.Option(help="code of the kabupaten or kota, e.g. 61.06")],
    admin: Annotated[str, typer.Option(help="user name of the first account")] = "kepala",
    password: Password = "",
) -> None:
    """Set an office up: its villages, its stock's places and items, its first account."""
    with spoken():
        ready("office")
        from django.utils import timezone

        from jemput.kernel.regions import RegionCode
        from jemput.office.regions.actions import init_kabupaten
        from jemput.office.stock.actions import lay_out

        at = timezone.now()
        report = init_kabupaten(code=RegionCode(kabupaten), by="cli", at=at)
        lay_out(by="cli", at=at)
        console.print(f"[green]✓[/] {report.kecamatan} kecamatan, {report.villages} desa/kelurahan")
        accounts.add(admin, "head", "Kepala Dinas", password=password)


@app.command("add-account")
def add_account(username: str, role: str, name: str = "", region: str = "", password: Password = "") -> None:
    """Add somebody who may sign in; roles are in docs/roles.md."""
    with spoken():
        ready("office")
        accounts.add(username, role, name, password=password, region=region)


@app.command("import-regions")
def import_regions(
    csv: Annotated[Path | None, typer.Option(exists=True, help="codes, names, centroids")] = None,
    geojson: Annotated[Path | None, typer.Option(exists=True, help="polygons, [lng, lat]")] = None,
) -> None:
    """Take in newer regions, or better shapes, from CSV and GeoJSON."""
    with spoken():
        ready("office")
        from django.utils import timezone

        from jemput.office.regions.actions import import_regions as run

        report = run(csv_path=csv, geojson_path=geojson, by="cli", at=timezone.now())
        console.print(
            f"[green]✓[/] {report.kecamatan} kecamatan, {report.villages} desa/kelurahan, "
            f"{report.polygons} batas; tidak dikenal: {len(report.unknown_shapes)}"
        )


@app.command("import-register")
def import_register(
    path: Annotated[Path, typer.Argument(exists=True)], source: str = "SIAK", as_of: Day = None
) -> None:
    """Take in the register of residents (.xlsx, .xls, .csv)."""
    with spoken():
        ready("office")
        from django.utils import timezone

        from jemput.office.residents.register_import import import_register as run

        with progress() as shown:
            task = shown.add_task("Register", total=None)
            done = run(
                path=path,
                source=source,
                as_of=_day(as_of),
                by="cli",
                at=timezone.now(),
                progress=lambda rows: shown.update(task, completed=rows),
            )
        console.print(
            f"[green]✓[/] {done.rows_read} baris: {done.added} baru, {done.updated} diperbarui, "
            f"{done.rejected} ditolak"
        )


@app.command("import-list")
def import_list(
    path: Annotated[Path, typer.Argument(exists=True)],
    source: str = "Pusat",
    as_of: Day = None,
    dry_run: Annotated[bool, typer.Option(help="only examine: counts and rejects")] = False,
) -> None:
    """Take in a by-name list of the unrecorded and link it to the register."""
    with spoken():
        ready("office")
        from django.utils import timezone

        from jemput.office.roster.actions.lists import import_list as run

        done = run(path=path, source=source, as_of=_day(as_of), by="cli", at=timezone.now(), dry_run=dry_run)
        console.print(
            f"[green]✓[/] {done.rows_good} nama, {done.rows_rejected} ditolak ({done.get_state_display()})"
        )


@app.command("import-packets")
def import_packets(folder: Annotated[Path, typer.Argument(exists=True, help="the stick's folder")]) -> None:
    """Take the packets of a USB stick into custody and write a signed receipt beside each."""
    with spoken():
        ready("office")
        from django.utils import timezone

        from jemput.node.exchange.identity import me
        from jemput.node.exchange.usb import import_from_folder

        _show(import_from_folder(folder, mine=me(), by="cli", at=timezone.now()))


@app.command()
def recover(folder: Annotated[Path, typer.Argument(exists=True, help="a dead kit's data folder")]) -> None:
    """Take every sealed packet found on a dead kit's disk into custody."""
    with spoken():
        ready("office")
        from django.utils import timezone

        from jemput.node.exchange.identity import me
        from jemput.node.exchange.usb import recover_from_disk

        _show(recover_from_disk(folder, mine=me(), by="cli", at=timezone.now()))


def _show(handled: list[Handled]) -> None:
    """One line a file; leaves with exit code 1 where any was refused."""
    for one in handled:
        mark = "[green]✓[/]" if one.problem is None else "[red]✗[/]"
        console.print(f"{mark} {one.file}{'' if one.problem is None else f': {one.problem}'}")
    raise typer.Exit(int(any(one.problem for one in handled)))


@app.command()
def audit() -> None:
    """Check the whole audit ledger, hash by hash."""
    with spoken():
        ready("office")
        from jemput.node.ledger.actions import first_break

        broken = first_break()
        console.print("[green]✓[/] utuh" if broken is None else f"[red]✗[/] putus di catatan {broken.pk}")
        raise typer.Exit(int(broken is not None))
