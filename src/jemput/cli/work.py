"""The worker process of one program: `python -m jemput.cli.work PROGRAM PARENT`."""

import sys

from jemput.cli.start import ready

if __name__ == "__main__":
    ready(sys.argv[1])
    from jemput.node.jobs.worker import run_forever

    run_forever(parent=int(sys.argv[2]))
