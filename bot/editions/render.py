"""Stories -> Telegram messages. The only place where text is escaped, once, as the last step."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from html import escape
from itertools import pairwise
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.editions.buttons import coded, opening
from bot.editions.grouping import Section
from bot.editions.pack import MESSAGE_MAX, grouped, joined, pack, width
from bot.editions.run_in import run_in
from bot.model import (
    UNTITLED,
    Article,
    Button,
    DateOrigin,
    Dating,
    Form,
    KeyPoints,
    Kind,
    Message,
    Method,
    Pictures,
    Preview,
    Story,
    Topic,
)
from bot.topics.topic_labels import label
from bot.wording import Marked, _
from bot.wording.formats import apart, clock, language_name, long_day, short_day

_CODED_MAX = 60
"""Bytes of the stories that one button names: its verb is one of Telegram's 64, too."""
_NUMBERS_MAX = 8
"""Buttons in a row: https://core.telegram.org/bots/features#inline-keyboards"""
_OTHERS_MAX = 5
_HOUR_MIN, _AGED_MIN = 60, 48 * 60
KINDS = {
    Kind.OPINION: Marked("opinion"),
    Kind.LIVE: Marked("suivi en direct"),
    Kind.BROADCAST: Marked("émission"),
    Kind.GALLERY: Marked("images"),
    Kind.REVIEW: Marked("critique"),
    Kind.PRACTICAL: Marked("pratique"),
    Kind.PROGRAMME: Marked("programme"),
    Kind.RESULTS: Marked("résultats"),
    Kind.QUIZ: Marked("jeu"),
    Kind.PROMOTION: Marked("publicité"),
    Kind.HOROSCOPE: Marked("horoscope"),
}
"""What is no report says so."""

_HOW = {
    Method.EXTRACT: Marked("phrases de l'article"),
    Method.MODEL: Marked("résumé automatique"),
    Method.DESCRIPTION: Marked("résumé de l'éditeur"),
    Method.CORRECTED: Marked("résumé corrigé à la main"),
}

OFFERED = 20
"""So many stories are offered of those that an edition had no room for: more would be a wall."""

# UTF-16 units of escaped text; together they leave the sentences at least a sixth of a message.
_HEADLINE_ROOM = 600
_NAME_ROOM = 200
_URL_ROOM = 500  # longer ones are trackers' work
_OTHERS_ROOM = 900
_REASON_ROOM = 1100
_POINTS_ROOM = 900


def push(story: Story, why: Topic | None, now: datetime, zone: str) -> Message:
    """One story pushed at once, saying which followed topic it answers; none: to all who read a channel."""
    if why is None:
        return Message(block(story, now, zone), (read(story),) if read(story) else ())
    followed = _("Vous suivez : {topic}").format(topic=label(why))
    reason = f"<i>{_fitted(followed, _REASON_ROOM)}</i>"
    html = f"{block(story, now, zone, room=width(reason) + 2)}\n\n{reason}"
    more = (Button(_("En savoir plus"), data=f"more:{story.id}"),) if has_more(story) else ()
    dots = Button("⋯", data=f"dots:{coded([story])}")
    return Message(html, ((*read(story), *more, dots),))


def pictured(message: Message, story: Story, pictures: Pictures) -> Message:
    """The same with the picture of the lead article, if there is one and it is wanted."""
    lead = story.lead
    if not (pictures and lead.image and _linkable(lead.url)):
        return message
    return replace(message, preview=Preview(lead.url, large=pictures is Pictures.LARGE))


def read(story: Story) -> tuple[Button, ...]:
    """The button that leads to the lead article; none where Telegram would refuse its address."""
    return (Button(_("Lire l'article"), url=story.lead.url),) if _linkable(story.lead.url) else ()


def correction(story: Story, now: datetime, zone: str) -> Message:
    """What a reader is told who has had this story with a mistake in it."""
    head = _("<b>Correction.</b> Une erreur nous a été signalée ; voici le résumé corrigé :")
    return Message(f"{head}\n\n{block(story, now, zone, room=width(head) + 2)}")


def has_more(story: Story) -> bool:
    """Whether there is more to tell than the short form."""
    return bool(story.summary.long) or any(_points(story.summary.points))


def detail(story: Story, now: datetime, zone: str, *, under: str = "") -> Message:
    """One story at length: the long form, then who, where, when and the figures; `under` its list's title."""
    summary = story.summary
    longer = replace(story, summary=replace(summary, sentences=summary.long or summary.sentences))
    return with_points(longer, now, zone, under=under)


def with_points(story: Story, now: datetime, zone: str, *, under: str = "") -> Message:
    """One story, then who, where, when and the figures."""
    points = _joined("\n", _points(story.summary.points), _POINTS_ROOM)
    title = f"<i>{_fitted(under, _NAME_ROOM)}</i>" if under else ""
    digest = block(story, now, zone, room=width(points) + width(title) + 4)
    return Message(joined([*filter(None, [title, digest, points])]))


def edition(
    sections: Sequence[Section],
    day: date,
    minute: int,
    now: datetime,
    zone: str,
    *,
    more: int = 0,
    title: str | None = None,
) -> list[Message]:
    """One subscriber's edition, and how many `more` it leaves out; none when there is nothing to tell."""
    stories = [story for section in sections for story in section.stories]
    if not stories:
        return []
    head = title or _("Votre édition de {clock}, {day}").format(
        clock=clock(*divmod(minute, 60)), day=long_day(day)
    )
    return _explained(_packed(head, sections, now, zone), stories, more)


def rest(sections: Sequence[Section], now: datetime, zone: str, *, more: int) -> list[Message]:
    """What an edition left out, a line each, by topic; `more` are not told."""
    stories = [story for section in sections for story in section.stories]
    title = _("Ce que l'édition ne montrait pas")
    if more:
        pattern = _("{title} : les {shown} nouvelles les plus importantes, sur {total}")
        title = pattern.format(title=title, shown=len(stories), total=len(stories) + more)
    blocks = [f"<b>{_escaped(title)}</b>"]
    for section in sections:
        lines = [_line(story, now, zone) for story in section.stories]
        blocks += _columns(bold(section.heading), lines)
    return _explained([Message(html) for html in pack(blocks)], stories, more=0)


def _line(story: Story, now: datetime, zone: str) -> str:
    """One story as a line: its headline, who tells it, when."""
    origin = " · ".join([_named(story.lead), *_sort_and_day(story, now, zone)])
    return f"• {_fitted(_followed(story, headline(story)), _HEADLINE_ROOM)} <i>({origin})</i>"


def _columns(head: str, lines: Sequence[str]) -> list[str]:
    """The lines under their head, in as few blocks as they need to fit."""
    blocks = [head]
    for line in lines:
        longer = f"{blocks[-1]}\n{line}"
        blocks[-1:] = [longer] if width(longer) <= MESSAGE_MAX else [blocks[-1], line]
    return blocks


def _explained(messages: Sequence[Message], stories: Sequence[Story], more: int) -> list[Message]:
    """The last message asks why these stories came, and offers how many `more` wait."""
    *first, last = messages
    parts = _parted(stories)
    rows, before = [], 0
    for part in parts:
        label = (
            _("Pourquoi ces nouvelles ?")
            if len(parts) == 1
            else _("Pourquoi les nouvelles {first} à {last} ?")
        )
        label = label.format(first=before + 1, last=before + len(part))
        rows.append((Button(label, data=f"why:{coded(part)}"),))
        before += len(part)
    if more:
        label = _("Et {more} autres").format(more=more) if more > 1 else _("Et une autre")
        if more > OFFERED:
            label = _("Et {offered} autres, sur {more}").format(offered=OFFERED, more=more)
        rows.append((Button(label, data="rest:"),))
    return [*first, replace(last, buttons=(*last.buttons, *rows))]


def _parted(stories: Sequence[Story]) -> list[list[Story]]:
    """The stories, in as few parts as one button can name each."""
    parts: list[list[Story]] = [[]]
    for story in stories:
        if len(coded([*parts[-1], story])) > _CODED_MAX:
            parts.append([])
        parts[-1].append(story)
    return parts


def held_title(day: date) -> str:
    """What stands over the stories that quiet hours or the cap of alerts have held back."""
    return _("Ce qui vous attendait, {day}").format(day=long_day(day))


def recap(stories: Sequence[Story], day: date, now: datetime, zone: str) -> list[Message]:
    """The week in brief; none when it had nothing."""
    if not stories:
        return []
    return _packed(_("Votre semaine en bref, {day}").format(day=long_day(day)), [Section(stories)], now, zone)


def nothing_new(day: date, minute: int) -> Message:
    """The one line of an edition without a story, for who wants it said."""
    text = _("Rien de neuf sur vos sujets à {clock}, {day}.")
    return Message(text.format(clock=clock(*divmod(minute, 60)), day=long_day(day)))


def listing(
    title: str, stories: Sequence[Story], now: datetime, zone: str, *, first: int | None = None
) -> list[Message]:
    """The answer to a question: a title, then the stories, numbered from `first` on."""
    return _packed(title, [Section(stories)], now, zone, aged=True, first=first)


def again(
    title: str,
    stories: Mapping[str, Story],
    now: datetime,
    zone: str,
    *,
    aged: bool,
    headings: Mapping[str, str],
) -> str:
    """A message of a list once more: its first line, its stories by their numbers, and their headings."""
    blocks = [
        _under(
            headings.get(label, ""), story, now, zone, aged=aged, number=label if label.isdecimal() else ""
        )
        for label, story in stories.items()
    ]
    return pack([bold(title), *blocks])[0]


def _under(heading: str, story: Story, now: datetime, zone: str, *, aged: bool, number: str) -> str:
    """The first story of a section with the heading above it, which no end of a message parts from it."""
    if not heading:
        return block(story, now, zone, aged=aged, number=number)
    head = bold(heading)
    return joined([head, block(story, now, zone, room=width(head) + 2, aged=aged, number=number)])


def bold(title: str) -> str:
    """A title, escaped here."""
    return f"<b>{_fitted(title, _NAME_ROOM)}</b>"


def block(
    story: Story, now: datetime, zone: str, room: int = 0, *, aged: bool = False, number: str = ""
) -> str:
    """One story as HTML: headline, sentences, and the line that says where, when (`aged`: how old) and how.

    It fits one message with `room` UTF-16 units to spare: sentences that are too many are left out from the
    end, and a single one that is too long is cut at a word, with an ellipsis.
    """
    said = run_in(story.summary)
    heading, sentences = said or (headline(story), story.summary.sentences)
    head = f"<b>{number}{'. ' if number else ''}{_fitted(_followed(story, heading), _HEADLINE_ROOM)}</b>"
    foot = "\n".join(filter(None, [_origin(story, now, zone, aged=aged), _others(story)]))
    left = MESSAGE_MAX - room - width(head) - width(foot) - 2
    body = _joined(" ", map(_escaped, sentences), left) or _fitted(" ".join(sentences), left)
    told = f"{head}{body}" if said else "\n".join(filter(None, [head, body]))
    return "\n".join(filter(None, [told, foot]))


def headline(story: Story) -> str:
    """What heads a story: its headline, in French; that it has none is said as all that we say ourselves."""
    return _("Sans titre") if story.summary.headline == UNTITLED else story.summary.headline


def _followed(story: Story, head: str) -> str:
    """Of a story that the reader has had before: that this is what followed."""
    pattern = _("Suite : {headline}") if story.suite else "{headline}"
    return pattern.format(headline=head)


def _points(points: KeyPoints) -> Iterator[str]:
    """One line a kind of point that there is."""
    named = (
        (_("Qui"), points.who),
        (_("Où"), points.where),
        (_("Quand"), points.when),
        (_("Chiffres"), points.figures),
    )
    for what, found in named:
        if found:
            yield _("{what} : {said}").format(what=f"<b>{what}</b>", said=_escaped(apart(found)))


def dated(dating: Dating, now: datetime, zone: str) -> str:
    """When, for a reader: «aujourd’hui à 9 h 54», «26 mai 2021 (année déduite)»."""
    if dating.origin is DateOrigin.UNKNOWN:
        return _("date inconnue")
    local, today = dating.moment.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    inferred = dating.origin is DateOrigin.INFERRED
    if local.date() == today.date() and not inferred:
        day = _("aujourd'hui")
    else:
        day = short_day(local.date(), with_year=inferred or local.year != today.year)
    if not dating.day_only:
        day = _("{day} à {clock}").format(day=day, clock=clock(local.hour, local.minute))
    return _("{day} (année déduite)").format(day=day) if inferred else day


def age(dating: Dating, now: datetime) -> str:
    """How old, for who looks for the newest: «il y a 25 min», «il y a 3 h»; nothing after two days."""
    minutes = int((now - dating.moment).total_seconds() // 60)
    if dating.day_only or dating.origin is not DateOrigin.STATED or not 0 <= minutes < _AGED_MIN:
        return ""
    if minutes < _HOUR_MIN:
        return _("il y a {number} min").format(number=max(minutes, 1))
    return _("il y a {number} h").format(number=minutes // _HOUR_MIN)


def provenance(story: Story, now: datetime, zone: str) -> list[str]:
    """What stands beside the source's name: when it was published, and how its summary was made."""
    parts = [*_sort_and_day(story, now, zone), _told_by(story)]
    if story.lead.paywalled:
        parts.append(_("réservé aux abonnés"))
    if story.summary.headline_made and not run_in(story.summary):
        parts.append(_("titre tiré du texte"))
    return parts


def method(how: Method) -> str:
    """How a summary was made."""
    return str(_HOW[how])


def _sort_and_day(story: Story, now: datetime, zone: str) -> list[str]:
    """What it is, where it is no report, and when it was published."""
    label = KINDS.get(story.lead.kind) if story.lead.is_prose else None
    return [*([str(label)] if label else []), dated(story.lead.dating, now, zone)]


def _packed(
    title: str,
    sections: Sequence[Section],
    now: datetime,
    zone: str,
    *,
    aged: bool = False,
    first: int | None = None,
) -> list[Message]:
    """The stories under their title and their headings; a button opens each of its message.

    They are numbered from `first` on, or else from 1, where there are several.
    """
    placed = [(section, at, story) for section in sections for at, story in enumerate(section.stories)]
    numbered = first is not None or len(placed) > 1
    blocks, buttons = [], []
    for number, (section, at, story) in enumerate(placed, first or 1):
        label = str(number) if numbered else ""
        heading = "" if at else section.heading
        blocks.append(_under(heading, story, now, zone, aged=aged, number=label))
        buttons.append(Button(label or _("En savoir plus"), data=opening(story, section.heading)))
    messages: list[Message] = []
    for group in grouped([f"<b>{_escaped(title)}</b>", *blocks]):
        own = len(group) if messages else len(group) - 1  # the title is no story
        messages.append(Message(joined(group), _rows(buttons[:own])))
        buttons = buttons[own:]
    return messages


def _rows(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    """The buttons that open the stories, in rows as long as each other."""
    rows = max(1, math.ceil(len(buttons) / _NUMBERS_MAX))
    ends = [at * len(buttons) // rows for at in range(rows + 1)]
    return tuple(tuple(buttons[start:end]) for start, end in pairwise(ends) if buttons)


def _origin(story: Story, now: datetime, zone: str, *, aged: bool) -> str:
    """Source, date and method: what makes the digest checkable."""
    date, *rest = provenance(story, now, zone)
    if aged and (old := age(story.lead.dating, now)):
        date = f"{date} ({old})"
    return "<i>" + " · ".join([_named(story.lead), date, *rest]) + "</i>"


def _told_by(story: Story) -> str:
    """What the reader has before the eyes: a summary, extracts, or the title of what is not summarised."""
    if story.lead.language != "fr":
        name = language_name(story.lead.language)
        told = _("en {language}, non résumé") if name else _("dans une autre langue, non résumé")
        return told.format(language=name)
    match story.lead.form:
        case Form.LIVE:
            return _("suivi en direct")
        case Form.PHOTOS:
            return _("en images")
        case Form.ANNOUNCED:
            return _("annonce de l’éditeur, page non lue")
        case Form.TABLE:
            return _("résultats")
        case _:
            return str(_HOW[story.summary.method])


def _others(story: Story) -> str:
    """The story's other sources, each named once, with a link where there is one."""
    others: dict[str, Article] = {}
    for article in story.others:
        if article.source != story.lead.source:
            others.setdefault(article.source, article)
    if not others:
        return ""
    named = _joined(", ", map(_named, list(others.values())[:_OTHERS_MAX]), _OTHERS_ROOM)
    return "<i>" + _("Aussi : {sources}").format(sources=named) + "</i>"


def _named(article: Article) -> str:
    name = _fitted(article.source, _NAME_ROOM)
    return f'<a href="{escape(article.url)}">{name}</a>' if _linkable(article.url) else name


def _linkable(url: str) -> bool:
    """Whether Telegram takes it: a button with an address that it does not like costs us the message."""
    if width(escape(url)) > _URL_ROOM or any(sign.isspace() or sign in "<>" for sign in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:  # half an IPv6 address
        return False
    return parts.scheme in {"http", "https"} and "." in (parts.hostname or "").strip(".")


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def _joined(separator: str, parts: Iterable[str], room: int) -> str:
    """As many parts, from the first on, as fit into `room`."""
    joined = ""
    for at, part in enumerate(parts):
        longer = f"{joined}{separator}{part}" if at else part
        if width(longer) > room:
            break
        joined = longer
    return joined


def _fitted(text: str, room: int) -> str:
    """The text, escaped; when it is too wide, as many of its words as fit, with an ellipsis."""
    if width(_escaped(text)) <= room:
        return _escaped(text)
    words = text[:room].split()
    while words and width(_escaped(" ".join(words))) > room - 2:
        words.pop()
    # One endless word: "&amp;" is the widest that a character becomes.
    return _escaped(" ".join(words) or text[: (room - 2) // 5]) + " …"
