"""What an English reader writes is put into French, where the table knows it; the rest stays as it is."""

import pytest

from bot.chat.from_english import FromEnglish
from bot.model import Mode
from bot.wording import speak, speaking
from tests.chat.visiting import ANNE
from tests.editions.stories import shipped_catalogue

in_french = FromEnglish(shipped_catalogue())


@pytest.mark.parametrize(
    ("written", "french"),
    [
        pytest.param("/topic russia may 2021", "/topic Russie mai 2021", id="a country and a month"),
        pytest.param("/follow climate change", "/follow Climat", id="a theme of two words"),
        pytest.param("follow Russia", "suivre Russie", id="a wish"),
        pytest.param("every morning at 7", "tous les matins à 7h", id="an hour"),
        pytest.param("every evening at 7:30 pm", "tous les soirs à 19h30", id="after noon"),
        pytest.param("at 12am", "à 0h", id="midnight"),
        pytest.param("/hours 7:45", "/hours 7:45", id="an hour by itself"),
        pytest.param("/follow retraites", "/follow retraites", id="French words"),
        pytest.param("« pouvoir d’achat » -sport", "« pouvoir d’achat » -Sport", id="a phrase and its marks"),
        pytest.param("Emmanuel Macron", "Emmanuel Macron", id="a name"),
        pytest.param("https://phare.example.org/stop", "https://phare.example.org/stop", id="a link"),
        pytest.param("the " * 60, "the " * 60, id="a text"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_is_written_in_english(written, french):
    assert in_french(written) == french


@pytest.fixture
async def anne(visit):
    """She speaks English."""
    await visit.say("/language english")
    yield visit
    speak("fr")


async def test_a_country_is_followed_under_its_english_name(anne):
    assert (await anne.say("follow Germany")).text == "You now follow: Germany."
    assert (await anne.readership.subscriber(ANNE)).topics == {"pays:de": Mode.FOLLOW}
    assert (await anne.say("unfollow Germany")).text == "You no longer follow: Germany."


async def test_a_topic_of_the_menu_has_its_english_label(anne):
    topics = await anne.say("/topics")
    assert {"Front page", "Health", "Russia"} <= {*topics.buttons}


async def test_what_a_topic_excludes_is_said_in_english(anne):
    assert (await anne.say("/follow russia -poutine")).text == "You now follow: Russia, without Poutine."


async def test_news_of_a_topic_stand_under_its_english_name(anne):
    await anne.publish("Le port rouvre", about=["russie"])
    assert (await anne.say("Russia")).text.startswith("Russia\n")


async def test_an_hour_is_chosen_in_english(anne):
    assert (await anne.say("every morning at 7")).text.startswith("You will have an edition at 7:00.")


async def test_a_french_reader_is_not_translated(visit):
    with speaking("fr"):
        assert "stop" not in (await visit.say("/start")).text
        assert (await visit.say("weather")).text.startswith("Je n’ai rien trouvé sur")
