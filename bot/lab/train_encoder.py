"""One job: teach an encoder which sentences an editor would tell.

It reads an article as one text (`packing`) and says two numbers of each sentence (`taste`). What a choice of
one or two sentences is worth by these is compared with all other choices of the same article: a listwise
loss. It learns until the articles kept for stopping are told no better. Needs the extra `torch`; learns on a
graphics card where there is one. The same rows, seed and machine give the same weights.
"""

import copy
import math
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from bot.lab.judged import Judged
from bot.lab.train_chooser import worth
from bot.summaries.features import Matrix
from bot.summaries.models.encoders import Pieces, read
from bot.summaries.models.packing import Marks, Packed, packed
from bot.summaries.models.taste import Head
from bot.summaries.models.taste import worth as told_by
from bot.summaries.ranker import Choice, Ranker

SHARES = (0.25, 0.5, 1.0, 2.0, 4.0)
"""What its liking may count, beside that which trees of columns would have."""
_WARMING = 0.1
"""The share of all steps in which the rate rises."""
_HEAD_FASTER = 20
"""The head begins with nothing learnt."""
_DECAY = 0.01
_CLIP = 1.0

Tell = Callable[[int, float, float], None]
"""Hears of each epoch: its number, the loss in learning, the loss on what is kept for stopping."""


@dataclass(frozen=True, slots=True)
class Course:
    """How it learns: `rate` of the encoder, articles in a step, epochs at most, and without gain."""

    epochs: int = 8
    rate: float = 3e-5
    step: int = 8
    patience: int = 2
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Lesson:
    """One article: what is read of it, what could be told of it, and what that is worth to its editor."""

    read: Packed
    every: tuple[Choice, ...]
    expected: Matrix
    """What ROUGE the columns expect of each choice."""
    worth: Matrix

    @property
    def aim(self) -> Matrix:
        """How an editor's liking is shared out among the choices."""
        gains = np.exp2(self.worth) - 1
        aim: Matrix = gains / gains.sum()
        return aim


def lessons(
    judged: Iterable[Judged], ranker: Ranker, pieces: Pieces, marks: Marks, reads: int
) -> Iterator[Lesson]:
    """The articles of which something can be learnt: an editor likes one of the choices that were read."""
    for row in judged:
        owners = tuple(row.pieces().values())
        texts = tuple(row.pieces())
        counted = ranker.counted(texts, row.title, row.day)
        every, _rows, expected = ranker.compared(counted)
        scores = ranker.sentence_scores(counted).tolist()
        read = packed(pieces.ids(row.title), list(map(pieces.ids, texts)), scores, marks, reads)
        held = [at for at, choice in enumerate(every) if read.places.keys() >= set(choice)]
        gains = np.array([worth([owners[at] for at in every[one]], row) for one in held], np.float32)
        if gains.any():
            yield Lesson(read, tuple(every[one] for one in held), expected[held], gains)


def train(
    network: Any,  # noqa: ANN401 - transformers has a class for each family
    taught: Sequence[Lesson],
    kept: Sequence[Lesson],
    course: Course,
    tell: Tell,
) -> Head:
    """Teach the encoder, in place: it ends as it was when the articles kept for stopping were told best.

    Returns: what makes two numbers of a sentence.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(course.seed)
    chance = random.Random(course.seed)  # noqa: S311 - an order, not a secret
    head = torch.nn.Linear(network.config.hidden_size, 2).to(device)
    network.to(device)
    optimiser, schedule = _optimiser(network, head, course, len(taught))
    best, since, found = math.inf, 0, _state(network, head)
    for epoch in range(1, course.epochs + 1):
        network.train()
        total = 0.0
        for lot in _lots(chance.sample(taught, len(taught)), course.step):
            loss = torch.stack(_losses(network, head, lot)).mean()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*network.parameters(), *head.parameters()], _CLIP)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total += loss.item() * len(lot)
        now = _loss(network, head, kept, course.step)
        tell(epoch, total / len(taught), now)
        since = 0 if now < best else since + 1
        if now < best:
            best, found = now, _state(network, head)
        if since >= course.patience:
            break
    network.load_state_dict(found[0])
    head.load_state_dict(found[1])
    network.to("cpu").eval()
    return Head(*(each.detach().cpu().numpy().astype(np.float32) for each in (head.weight, head.bias)))


def share(kept: Sequence[Lesson], liked: Sequence[Matrix], ranker: Ranker) -> float:
    """What its liking is best worth beside the expected ROUGE, on articles that it has not learnt from."""

    def told(most: float) -> float:
        total = 0.0
        for lesson, liking in zip(kept, liked, strict=True):
            _, choice = ranker.weighed(lesson.every, lesson.expected, most * liking)[0]
            total += float(lesson.worth[lesson.every.index(choice)])
        return total

    return max(SHARES, key=lambda most: (told(most), -most))


def liked(network: Any, head: Head, lesson: Lesson) -> Matrix:  # noqa: ANN401
    """How much it likes each choice of an article."""
    rows = read(network, lesson.read.ids)
    judged = np.zeros((max(lesson.read.places) + 1, 2), np.float32)
    for at, place in lesson.read.places.items():
        judged[at] = head.read(rows[place])
    return told_by(judged, lesson.every)


def _optimiser(network: Any, head: Any, course: Course, count: int) -> tuple[Any, Any]:  # noqa: ANN401
    groups = [
        {"params": list(network.parameters()), "lr": course.rate},
        {"params": list(head.parameters()), "lr": course.rate * _HEAD_FASTER},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=_DECAY)
    steps = course.epochs * math.ceil(count / course.step)
    warm = max(1, round(_WARMING * steps))

    def pace(step: int) -> float:
        return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, pace)


def _lots(every: Sequence[Lesson], size: int) -> Iterator[Sequence[Lesson]]:
    for at in range(0, len(every), size):
        yield every[at : at + size]


def _loss(network: Any, head: Any, kept: Sequence[Lesson], size: int) -> float:  # noqa: ANN401
    network.eval()
    with torch.inference_mode():
        losses: list[float] = [
            loss.item() for lot in _lots(kept, size) for loss in _losses(network, head, lot)
        ]
    return sum(losses) / len(losses)


def _losses(network: Any, head: Any, lot: Sequence[Lesson]) -> list[Any]:  # noqa: ANN401
    """How far from its editor's liking each article is: cross entropy over its choices."""
    found = []
    for lesson, rows in zip(lot, _rows(network, lot), strict=True):
        order = list(lesson.read.places)
        means = torch.stack([rows[lesson.read.places[at]].mean(dim=0) for at in order])
        judged = head(means)
        first = torch.tensor([order.index(choice[0]) for choice in lesson.every], device=rows.device)
        second = torch.tensor([order.index(choice[-1]) for choice in lesson.every], device=rows.device)
        told = judged[first, 0] + torch.where(first == second, 0.0, judged[second, 1])
        aim = torch.tensor(lesson.aim, device=rows.device)
        found.append(-(aim * told.log_softmax(dim=0)).sum())
    return found


def _rows(network: Any, lot: Sequence[Lesson]) -> Any:  # noqa: ANN401
    """What the encoder makes of each piece of each article."""
    longest = max(len(lesson.read.ids) for lesson in lot)
    pad = network.config.pad_token_id or 0
    ids = [[*one.read.ids, *[pad] * (longest - len(one.read.ids))] for one in lot]
    mask = [[1] * len(one.read.ids) + [0] * (longest - len(one.read.ids)) for one in lot]
    device = next(network.parameters()).device
    given = {"input_ids": ids, "attention_mask": mask}
    tensors = {name: torch.tensor(rows, device=device) for name, rows in given.items()}
    return network(**tensors).last_hidden_state


def _state(network: Any, head: Any) -> tuple[Any, Any]:  # noqa: ANN401
    return copy.deepcopy(network.state_dict()), copy.deepcopy(head.state_dict())
