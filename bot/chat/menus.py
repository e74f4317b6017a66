"""The buttons under what we say; `editions/buttons` says what they carry."""

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from bot.model import Button, Mode, Subscriber, Topic, TopicKind
from bot.topics.query import shortened
from bot.topics.topic_labels import label
from bot.wording import Marked, _
from bot.wording.formats import apart

ROWS_MAX = 30
"""Of one list of buttons; more would be no choice."""

_ENUMERATED_MAX = 20
_FORWARD = "https://t.me/share/url?url={url}&text={text}"

Rows = tuple[tuple[Button, ...], ...]

NEWER, OLDER = Marked("‹ Plus récents"), Marked("Plus anciens ›")


def to_settings() -> Button:
    """Back to the settings."""
    return Button(_("‹ Réglages"), data="hours:")


def when() -> tuple[Button, ...]:
    """For who never chose when: each story at once, or other hours."""
    return (Button(_("Dès la parution"), data="now:on"), Button(_("Choisir les heures"), data="hours:"))


def my_region() -> Button:
    """To the regions."""
    return Button(_("Ma région"), data="regions:")


def kinds() -> Button:
    """To the kinds of texts."""
    return Button(_("Opinions, podcasts, directs…"), data="kinds:")


def topics(offered: Iterable[Topic], subscriber: Subscriber, verb: str, onward: tuple[Button, ...]) -> Rows:
    """The topics to choose from, two a row, the followed ones ticked, the muted ones crossed out."""
    marks = {Mode.FOLLOW: "✓ ", Mode.MUTE: "✗ ", None: ""}
    buttons = [
        Button(
            marks[subscriber.topics.get(topic.key)] + short(label(topic)),
            data=f"{verb}:{shortened(topic.key)}",
        )
        for topic in offered
    ]
    return (*pairs(buttons), onward)


def regions(
    offered: Iterable[Topic], subscriber: Subscriber, verb: str = "region", back: str = "themes:"
) -> Rows:
    """The regions to choose from, two a row, the followed ones ticked, and what leads back to the topics."""
    buttons = [
        Button(
            tick(label(topic), on=subscriber.topics.get(topic.key) is Mode.FOLLOW), data=f"{verb}:{topic.key}"
        )
        for topic in offered
    ]
    return (*pairs(buttons), (Button(_("Choisir les sujets"), data=back),))


def pages(data: str, offset: int, size: int, *, more: bool) -> tuple[Button, ...]:
    """Earlier and later pages of a list; `data` is what the offset is appended to."""
    newer = [Button(str(NEWER), data=f"{data}{max(offset - size, 0)}")] if offset else []
    older = [Button(str(OLDER), data=f"{data}{offset + size}")] if more else []
    return (*newer, *older)


def choices(topic: Topic, mode: Mode | None) -> tuple[Button, ...]:
    """Follow this topic, or undo what was chosen."""
    key = shortened(topic.key)
    match mode:
        case Mode.FOLLOW:
            return (
                Button(_("Ne plus suivre {topic}").format(topic=short(label(topic))), data=f"follow:{key}"),
            )
        case Mode.MUTE:
            return (
                Button(_("Ne plus ignorer {topic}").format(topic=short(label(topic))), data=f"mute:{key}"),
            )
        case None:
            return (Button(_("Suivre {topic}").format(topic=short(label(topic))), data=f"follow:{key}"),)


def leave(topic: Topic) -> Button:
    """No more of this topic, followed or muted."""
    return Button(short(label(topic)), data=f"leave:{shortened(topic.key)}")


def mute_source(topic: Topic) -> Button:
    """Nothing more from this source."""
    said = _("Ne plus rien recevoir de {source}").format(source=short(label(topic)))
    return Button(said, data=f"mute:{shortened(topic.key)}")


def enough(topic: Topic, key: str) -> Button:
    """Nothing more of this topic, or from this source; `key` is what the button carries for it."""
    label = _("Plus rien de {topic}") if topic.kind is TopicKind.SOURCE else _("Ignorer {topic}")
    return Button(label.format(topic=short(topic.label)), data=f"enough:{key}")


def take(topic: Topic, mode: Mode) -> Button:
    """Follow or mute this one of several."""
    said = _("Suivre {topic}") if mode is Mode.FOLLOW else _("Ignorer {topic}")
    verb = "follow" if mode is Mode.FOLLOW else "mute"
    return Button(said.format(topic=short(label(topic))), data=f"{verb}:{shortened(topic.key)}")


def rather(topic: Topic, mode: Mode) -> Button:
    """The other thing that the reader may have meant."""
    kind = _("la source {topic}") if topic.kind is TopicKind.SOURCE else _("les mots : {topic}")
    said = _("Plutôt {meant}").format(meant=kind.format(topic=short(label(topic))))
    return Button(said, data=f"{'follow' if mode is Mode.FOLLOW else 'mute'}:{shortened(topic.key)}")


def look(title: str, asked: str) -> Button:
    """The stories of what is asked, as a button carries it, from the first on."""
    return Button(short(title, 48), data=f"look:{asked}+0")


def enumerated(labels: Sequence[str], most: int = _ENUMERATED_MAX) -> str:
    """So many labels that one still reads them."""
    shown = apart(short(one, 80) for one in labels[:most])
    return f"{shown}…" if len(labels) > most else shown


def forward(said: str, address: str, text: str) -> Button:
    """Send an address with some words to another chat."""
    return Button(said, url=_FORWARD.format(url=quote(address, safe=""), text=quote(text)))


def card(topic: Topic) -> Button:
    """A picture by which others follow this topic, too."""
    return Button(_("Partager ce thème"), data=f"card:{shortened(topic.key)}")


def forget() -> Rows:
    """Erase all, or think better of it by doing nothing."""
    return ((Button(_("Tout effacer"), data="forget:"),),)


def own_data() -> Rows:
    """What one may do with what is kept."""
    export = Button(_("Tout recevoir en un fichier"), data="export:")
    return ((export,), (Button(_("Tout effacer…"), data="erase:"),))


def pairs(buttons: Sequence[Button], width: int = 2) -> Rows:
    """So many a row."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


def tick(text: str, *, on: bool) -> str:
    """A label, ticked when what it says is on."""
    return f"✓ {text}" if on else text


def short(text: str, most: int = 30) -> str:
    """A label of at most so many letters, by default those of a button; cut between words, if it can be."""
    if len(text) <= most:
        return text
    words = text[:most].rpartition(" ")[0].rstrip()
    return f"{words or text[: most - 1]}…"
