"""The `jemput` command: serve the programs, set them up, take files in, rehearse, examine the machine."""

from __future__ import annotations

from typing import Annotated

import typer

from jemput.cli import center, doctor, kit, office

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__, pretty_exceptions_enable=False)
app.add_typer(office.app, name="office")
app.add_typer(kit.app, name="kit")
app.add_typer(center.app, name="center")


@app.command("doctor")
def examine_machine() -> None:
    """Say what this machine lacks and how to get it."""
    raise typer.Exit(0 if doctor.show() else 1)


@app.command()
def demo(
    residents: Annotated[int, typer.Option(envvar="RESIDENTS", help="size of the register")] = 20_000,
    encounters: Annotated[int, typer.Option(envvar="ENCOUNTERS", help="people recorded on the day")] = 24,
    fingerprints: Annotated[str, typer.Option(envvar="FINGERPRINTS", help="folder of real prints")] = "",
    once: Annotated[bool, typer.Option(envvar="ONCE", help="stop after the job")] = False,
) -> None:
    """Rehearse the whole chain in Batanghari and leave the programs open in the browser."""
    from jemput.demo.story import rehearse

    rehearse(residents=residents, encounters=encounters, fingerprints=fingerprints, once=once)


if __name__ == "__main__":
    app()
