"""The worker process of one program: `python -m jemput.cli.work PROGRAM PARENT`."""

import sys

from jemput.cli.start import ready

if __name__ == "__main__":
    secret = sys.stdin.readline().strip()
    if secret:
        from jemput.kit.door.unlocking import hand_over

        hand_over(bytes.fromhex(secret))
    ready(sys.argv[1])
    from jemput.node.jobs.worker import run_forever

    run_forever(parent=int(sys.argv[2]))
