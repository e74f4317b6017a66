"""What a reader hears who reported a mistake, once an operator has seen to it."""

from collections.abc import Mapping
from datetime import datetime

from bot.editions import render
from bot.editions.pack import width
from bot.model import Message, Story
from bot.ports import Outcome
from bot.wording import Marked

_HEADS: Mapping[Outcome, Marked] = {
    Outcome.AGAIN: Marked("Vous aviez signalé une erreur. Le résumé a été refait :"),
    Outcome.DISMISSED: Marked("Vous aviez signalé une erreur. Le résumé a été relu, et reste le même :"),
    Outcome.SPLIT: Marked("Vous aviez signalé des articles mal regroupés. Ils sont séparés maintenant :"),
}
_HIDDEN = Marked("Vous aviez signalé une erreur. Cette nouvelle a été retirée :")


def outcome(story: Story, became: Outcome, now: datetime, zone: str) -> Message:
    """What became of a report, with the story as it is told now."""
    if became is Outcome.CORRECTED:
        return render.correction(story, now, zone)
    if became is Outcome.HIDDEN:
        return Message(f"{_HIDDEN}\n\n{render.bold(render.headline(story))}")
    head = str(_HEADS[became])
    return Message(f"{head}\n\n{render.block(story, now, zone, room=width(head) + 2)}")
