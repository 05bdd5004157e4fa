"""`… PROGRAM[:SCENE] '{…}'`: set a scene of one program, by default its own; print what came of it."""

import json
import sys
from importlib import import_module

from jemput.cli.start import ready

if __name__ == "__main__":
    (program, _, name), told = sys.argv[1].partition(":"), json.loads(sys.argv[2])
    ready(program)
    scene = import_module(f"tests.journeys.scenes.{name or program}")
    sys.stdout.write(json.dumps(scene.set_scene(**told)))
