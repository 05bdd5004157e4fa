"""`python -m tests.journeys.scenes PROGRAM '{…}'`: set one program's scene and print what came of it."""

import json
import sys
from importlib import import_module

from jemput.cli.start import ready

if __name__ == "__main__":
    program, told = sys.argv[1], json.loads(sys.argv[2])
    ready(program)
    scene = import_module(f"tests.journeys.scenes.{program}")
    sys.stdout.write(json.dumps(scene.set_scene(**told)))
