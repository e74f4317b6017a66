"""An admin in the sandbox, on the real program: a pause that holds, an announcement that arrives."""

from pathlib import Path

import pytest

from tests.running import ANNE, BRUNO, eventually, make_config, running

pytestmark = pytest.mark.slow
DATA = Path(__file__).parent / "data"
PAUSED = "Les envois à tous les lecteurs sont suspendus"


def test_from_a_pause_to_an_announcement(tmp_path):
    config = make_config(tmp_path / "config")
    with running(tmp_path / "home", config, LACONIQUE_ADMINS=str(ANNE)) as program:

        def told(who, words):
            return any(words in text for text in program.texts(who))

        program.say(ANNE, "/etat")
        eventually(lambda: told(ANNE, "État du robot"), "the state")
        program.say(BRUNO, "/etat")
        eventually(
            lambda: told(BRUNO, "Je ne connais pas cette commande"), "a reader is told nothing special"
        )

        program.say(BRUNO, "/start")
        for label in ("Russie", "Continuer", "Dès la parution", "Terminé"):
            eventually(lambda label=label: label in str(program.heard(BRUNO)), label)
            program.press(BRUNO, label)
        eventually(lambda: told(BRUNO, "C’est prêt."), "Bruno has news at once")

        program.say(ANNE, "/pause")
        eventually(lambda: PAUSED in str(program.health().get("reasons")), "health says so")
        eventually(program.rests, "nothing else to read")
        before = program.health()["articles"]
        program.drop("russie.txt", (DATA / "russie.txt").read_text(encoding="utf-8"))
        eventually(lambda: program.health()["articles"] == before + 1, "the article is read")
        eventually(lambda: program.health()["outbox"].get("due"), "its push waits")
        assert not told(BRUNO, "Velnikov")
        program.say(ANNE, "/reprendre")
        eventually(lambda: told(BRUNO, "Velnikov"), "the push arrives")

        program.say(ANNE, "/broadcast Fermé dimanche.")
        eventually(lambda: told(ANNE, "Voilà ce que liront"), "the preview")
        program.press(ANNE, "Envoyer")
        eventually(lambda: told(BRUNO, "Fermé dimanche."), "the announcement arrives")
        eventually(lambda: told(ANNE, "Votre annonce est partie."), "the admin hears of it")
        assert sum("Fermé dimanche." in text for text in program.texts(BRUNO)) == 1
