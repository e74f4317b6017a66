"""What a command needs before it loads its own: the settings, and a loop for its work."""

import asyncio
import gc
import os
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from bot.wording import _

if TYPE_CHECKING:
    from bot.settings import Settings


@contextmanager
def loading() -> Iterator[None]:
    """Load modules in this block: all of it stays, and to look for what may go takes a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def configured(**more: str) -> "Settings":
    """The settings; `more` are variables that an option stands for."""
    with loading():
        from bot.logs import configure
        from bot.settings.loading import taken

    configure()
    return taken(os.environ, **more)


def do(work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401
    """What this work comes to."""
    from bot.app.loop import Loop

    try:
        with asyncio.Runner(loop_factory=Loop) as runner:
            return runner.run(work)
    except KeyboardInterrupt:
        typer.echo(_("Interrompu."), err=True)
        raise typer.Exit(130) from None
