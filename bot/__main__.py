"""`laconique`, which is `python -m bot`: it ends when it is told to, from its first moment on."""

import gc
import signal
from types import FrameType


def main() -> None:
    """Run the command line.

    Whoever is the first process of a container ignores a signal that it does not handle; and to load all that
    follows takes a second.
    """
    signal.signal(signal.SIGTERM, _end)
    gc.disable()  # as `cli.work.loading`, which it loads
    from bot.cli.main import main as run

    gc.enable()
    run()


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    main()
