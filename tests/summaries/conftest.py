"""Tiny models of every family, made once."""

import pytest

from bot.lab.convert import convert
from tests.summaries.models.tiny import publish


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """Family -> the directory of a tiny model as published; made when it is asked for."""
    for library in ("torch", "transformers", "sentencepiece"):
        pytest.importorskip(library, reason="needs the `torch` extra")
    import torch

    torch.set_num_threads(1)  # the parts of a tiny model only wait for each other
    made = {}

    def of(family):
        if family not in made:
            made[family] = publish(tmp_path_factory.mktemp("published") / family, family)
        return made[family]

    return of


@pytest.fixture(scope="session")
def exact(published, tmp_path_factory):
    """Family -> its conversion without any rounding, to be compared."""
    pytest.importorskip("ctranslate2", reason="needs the `model` extra")
    made = {}

    def of(family):
        if family not in made:
            target = tmp_path_factory.mktemp("converted") / family
            made[family] = convert(published(family), target, precision="float32").path
        return made[family]

    return of
