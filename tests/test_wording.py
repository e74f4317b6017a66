"""What we say is typed as on a keyboard, and reads as French is printed."""

import pytest

from bot.chat import texts
from bot.wording import _


def test_special_spaces_and_apostrophes_are_put_in():
    assert _("Dire aussi « rien de neuf » : l'aube, oui !") == (
        "Dire aussi «\u202frien de neuf\u202f»\u00a0: l’aube, oui\u202f!"
    )


@pytest.mark.parametrize(
    "kept",
    [
        "https://phare.example.org/a?b=1;c=2!",
        "www.phare.example.org/l'aube",
        "redaction@phare.example.org",
        "/hours 7:45 lun-ven",
        "<b>Qui</b>",
        "[green]✓[/green]",
        "{days} et {seconds:.0f}",
        "Lire {path:>10}",
    ],
)
def test_what_is_no_prose_stays_as_it_is(kept):
    assert _(kept) == kept
    assert _(f"Voyez ceci : {kept} ou rien !") == f"Voyez ceci\u00a0: {kept} ou rien\u202f!"


def test_what_fills_a_field_keeps_its_spelling():
    """A reader's own words are given back as typed."""
    assert (
        texts.NOTHING_ON.format(topic="qui? l'aube") == "Je n’ai rien trouvé sur «\u202fqui? l'aube\u202f»."
    )
