"""Which language a text is in: French only where its small words are."""

import pytest

from bot.articles.language import language_of

TEXTS = {
    "fr": "La mairie de Morlann a voté lundi soir un budget de deux millions pour son phare.",
    "en": "The council of Morlann voted on Monday evening a budget of two million for its lighthouse.",
    "de": "Der Gemeinderat von Morlann hat am Montagabend zwei Millionen für seinen Leuchtturm beschlossen.",
    "es": "El ayuntamiento de Morlann votó el lunes por la noche dos millones de euros para su viejo faro.",
    "it": "Il comune di Morlann ha votato lunedì sera un bilancio di due milioni di euro per il suo faro.",
    "is": "Bæjarstjórnin í Morlann samþykkti á mánudagskvöld tvær milljónir til að endurnýja vitann sinn.",
    "lt": "Morlano miesto taryba pirmadienio vakarą patvirtino dviejų milijonų biudžetą savo švyturiui.",
    "vi": "Hội đồng thành phố Morlann đã thông qua vào tối thứ Hai ngân sách hai triệu cho ngọn hải đăng.",
    "hi": "मोरलान की नगर परिषद ने सोमवार शाम को अपने प्रकाशस्तंभ के लिए बीस लाख का बजट पारित किया।",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items(), ids=TEXTS)
def test_a_sentence_tells_its_language(language, text):
    assert language_of(text) == language


@pytest.mark.parametrize("language", ["en", "de", "es", "vi"])
def test_a_page_that_calls_itself_french_is_not_believed(language):
    assert language_of(TEXTS[language], "fr") == language


NEIGHBOURS = {
    "ca": "El president de la Generalitat ha anunciat aquest dilluns que les obres de la línia de tren entre "
    "Lleida i Tàrrega començaran a la primavera. Segons el govern, els treballs duraran dos anys i costaran "
    "noranta milions d'euros. L'oposició demana que es faci públic el calendari.",
    "es": "El presidente de la comunidad anunció este lunes que las obras de la línea de tren entre Soria y "
    "Torralba empezarán en primavera. Según el gobierno, los trabajos durarán dos años y costarán noventa "
    "millones de euros. La oposición pide que se publique el calendario.",
    "oc": "Lo president de la region a anonciat diluns que los trabalhs de la linha de tren entre Tolosa e "
    "Foish començaràn a la prima. Segon lo govèrn, los trabalhs duraràn dos ans e costaràn nonanta milions "
    "d'èuros. L'oposicion demanda que se faga public lo calendièr.",
}


@pytest.mark.parametrize(("language", "text"), NEIGHBOURS.items(), ids=NEIGHBOURS)
def test_a_neighbour_shares_small_words_and_is_no_french(language, text):
    """However long: what is plainly French is never asked about."""
    assert language_of(text, "fr") == language


@pytest.mark.parametrize("text", ["Bravo !", "Non à la vie chère", "Morlann-Kerlanic : 3-1"])
def test_a_few_words_of_a_french_page_are_french(text):
    assert language_of(text, "fr") == "fr"
