"""What was asked, in words: the title over an answer, the days, and what is wrong with a question."""

from datetime import date, timedelta

from bot.chat import texts
from bot.chat.commands import called
from bot.topics.periods import Trouble
from bot.topics.query import Asked, Problem, Query
from bot.topics.spans import Span
from bot.topics.topic_labels import label
from bot.wording import _
from bot.wording.formats import month_name, short_day

_A_DAY = timedelta(days=1)
_PROBLEMS = {
    Problem.NOTHING: texts.WHICH_TOPIC,
    Problem.TOO_LONG: texts.QUESTION_TOO_LONG,
    Problem.NO_WORDS: texts.NO_SUCH_WORDS,
    Problem.SMALL_WORDS: texts.SMALL_WORDS,
    Problem.ONLY_EXCLUDED: texts.ONLY_EXCLUDED,
}
_TROUBLES = {
    Trouble.NO_SUCH_DAY: texts.NO_SUCH_DAY,
    Trouble.FUTURE: texts.NOT_YET,
    Trouble.BACKWARDS: texts.BACKWARDS,
}


def wrong(query: Query, command: str) -> str:
    """Why nothing can be looked for, with an example of the command; empty when something can."""
    if query.problem:
        return _PROBLEMS[query.problem].format(command=called(command))
    return _TROUBLES[query.trouble].format(date=query.date) if query.trouble else ""


def no_words(command: str) -> str:
    """That what was typed is no topic, with an example of the command."""
    return texts.NO_SUCH_WORDS.format(command=called(command))


def title(asked: Asked) -> str:
    """What was understood, above what was found: «Russie, mai 2021»."""
    said = spoken(asked)
    return said[:1].upper() + said[1:]


def cited(asked: Asked) -> str:
    """The title over what merely cites it: «Mali : cité aussi dans…»."""
    return _("{topic} : cité aussi dans…").format(topic=title(asked))


def spoken(asked: Asked) -> str:
    """What was understood, in a sentence."""
    days = span_of(asked.span) if asked.span else ""
    if asked.topic is None:
        return _("les nouvelles, {days}").format(days=days)
    return f"{label(asked.topic)}, {days}" if days else label(asked.topic)


def span_of(span: Span) -> str:
    """The days as a reader would say them: «mai 2021», «du 3 au 10 mai 2021», «avant 2019»."""
    first, last = span.first, span.last
    if first and last:
        return _between(first, last)
    if first:
        return _("depuis {year}").format(year=first.year) if _opens_year(first) else _since(first)
    assert last is not None  # noqa: S101 - a span has a first or a last day
    if _opens_year(last + _A_DAY):
        return _("avant {year}").format(year=last.year + 1)
    return _("jusqu'au {day}").format(day=short_day(last, with_year=True))


def _since(first: date) -> str:
    return _("depuis le {day}").format(day=short_day(first, with_year=True))


def _between(first: date, last: date) -> str:
    after = last + _A_DAY
    if first == last:
        return short_day(first, with_year=True)
    if _opens_year(first) and _opens_year(after):
        return _range(str(first.year), str(last.year))
    same_year = first.year == last.year
    if first.day == after.day == 1:
        ends = f"{month_name(last.month)} {last.year}"
        begins = month_name(first.month) + ("" if same_year else f" {first.year}")
        return ends if same_year and first.month == last.month else _range(begins, ends)
    begins = short_day(first, with_year=not same_year)
    if same_year and first.month == last.month:
        begins = begins.partition(" ")[0]
    return _("du {first} au {last}").format(first=begins, last=short_day(last, with_year=True))


def _range(first: str, last: str) -> str:
    return first if first == last else _("de {first} à {last}").format(first=first, last=last)


def _opens_year(day: date) -> bool:
    return (day.month, day.day) == (1, 1)
