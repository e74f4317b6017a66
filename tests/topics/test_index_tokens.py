"""What finds what: a name finds itself alone, a common word its own forms."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.french.fold import fold
from bot.model import Article, Dating
from bot.ports.index import HEAD
from bot.topics.index_tokens import asked, name, tokens, with_capitals
from bot.topics.query import parse, terms_of
from bot.topics.search_terms import in_a_row, times
from tests.conftest import NOW


def written(*paragraphs, title=""):
    return Article(title, paragraphs, Dating(NOW), "")


def finds(typed, text, catalogue):
    """Whether an article with this sentence is found by what a reader types."""
    topic = parse(typed, catalogue).topic
    runs = terms_of(topic.key).wanted or (name(topic.label),)
    return all(times(run, in_a_row(tokens(written(text)))) for run in runs)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        pytest.param("Mali", "Le convoi est rentré du Mali hier soir.", id="a country"),
        pytest.param("mali", "Le convoi est rentré du Mali hier soir.", id="in small letters"),
        pytest.param("Tours", "Un tramway relie Tours à sa gare.", id="a city that is a common word too"),
        pytest.param("Tours", "Tours : la foire attend à Tours ses visiteurs.", id="at a beginning, too"),
        pytest.param("Tours", "Tours : un tramway déraille.", id="before a colon"),
        pytest.param(
            "tours", "Deux tours de béton barrent la vue.", id="the common word, if none is capital"
        ),
        pytest.param("tours", "Une tour de béton barre la vue.", id="and its singular"),
        pytest.param("OM", "Le stade attend l’OM dimanche.", id="an acronym"),
        pytest.param("covid", "Le covid a vidé les salles.", id="a name that is written small"),
        pytest.param("La Réunion", "Le cargo a quitté La Réunion mardi.", id="a name with its article"),
        pytest.param("Le Pen", "Le meeting de Marine Le Pen est annulé.", id="another"),
        pytest.param("Mont-Saint-Michel", "La marée a cerné le Mont Saint-Michel.", id="hyphens or not"),
        pytest.param("retraites", "Les retraités manifestent pour leur retraite.", id="forms of one word"),
        pytest.param("mère", "Les mères attendent devant l’école.", id="a plural"),
        pytest.param("électeurs", "Une électrice a voté pour son voisin.", id="a feminine"),
        pytest.param("nationale", "Les archives nationaux et le fonds national.", id="a plural in -aux"),
        pytest.param("conseil municipal", "Le conseil municipal a voté.", id="an institution"),
        pytest.param(
            "Conseil municipal", "Le conseil municipal a voté.", id="with the capital of a keyboard"
        ),
    ],
)
def test_a_word_finds_itself_and_its_forms(catalogue, typed, text):
    assert finds(typed, text, catalogue)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        pytest.param("Mali", "Il a pris mal en mer.", id="Mali, mal"),
        pytest.param("Dati", "La date est fixée, les dates suivront.", id="Dati, date"),
        pytest.param("Tours", "Les tours de béton barrent la vue.", id="Tours, tours"),
        pytest.param("Tours", "Tours de béton et barres grises.", id="tours at a beginning"),
        pytest.param("Tours", "Le Tour part de la côte.", id="Tours, Tour"),
        pytest.param("OM", "Le rapport de l’OMS est attendu.", id="OM, OMS"),
        pytest.param("Géorgie", "Le maire, Georges Valmont, est élu.", id="Géorgie, Georges"),
        pytest.param("Martinique", "Le maire, Jean Martin, est élu.", id="Martinique, Martin"),
        pytest.param("La Réunion", "La réunion a duré, les réunions suivront.", id="La Réunion, réunion"),
        pytest.param("Malaisie", "Un malaise gagne les rangs.", id="Malaisie, malaise"),
        pytest.param("mère", "La mer monte, les mers débordent.", id="mère, mer"),
        pytest.param("pape", "Son papa l’attend.", id="pape, papa"),
        pytest.param("Paris", "Les paris sportifs sont ouverts.", id="Paris, paris"),
        pytest.param("retraites", "Le retraitement des boues coûte cher.", id="retraites, retraitement"),
        pytest.param("retraites", "Le retrait de la mer a surpris.", id="retraites, retrait"),
        pytest.param("Culture", "Les cultures ont souffert du gel.", id="Culture, cultures"),
        pytest.param(
            "mont saint michel", "Un mont, un saint et Michel Valmont.", id="one name, not three words"
        ),
        pytest.param("Mont-Saint-Michel", "Il gravit le Mont. Saint Michel veille.", id="nor two sentences"),
    ],
)
def test_a_name_never_finds_another_word(catalogue, typed, text):
    assert not finds(typed, text, catalogue)


LETTERS = st.text("abcdeéilmnorstu", min_size=2, max_size=9)


@settings(deadline=None, max_examples=300)
@given(one=LETTERS, another=LETTERS, capital=st.booleans())
def test_a_name_finds_its_own_letters_alone(one, another, capital):
    """But for the plural that an article writes in small letters."""
    word = another.capitalize() if capital else another
    row = in_a_row(tokens(written(f"Hier encore, {word} dormait.")))
    same = {fold(one), fold(one).removesuffix("s")} & {fold(another), fold(another).removesuffix("s")}
    if name(one) and times(name(one), row):
        assert same
        assert not capital or fold(one) == fold(another)


@settings(deadline=None, max_examples=100)
@given(LETTERS, st.booleans())
def test_a_name_inside_a_sentence_is_always_found(one, small):
    row = in_a_row(tokens(written(f"Hier encore, {one.capitalize()} dormait.")))
    for typed in (one.capitalize(), one):
        if run := asked(typed):
            assert times(run, row)


def test_title_and_lead_are_told_from_the_rest():
    article = written("Le phare brille. La digue tient. Le port dort.", "Un canot part.", title="La côte")
    head = {one.removeprefix(HEAD) for one in tokens(article) if one.startswith(HEAD)}
    assert {"phare", "digue", "cote"} <= head
    assert not {"port", "canot"} & head
    assert {"port", "canot", "phare"} <= set(tokens(article))


def test_a_phrase_does_not_go_from_the_title_to_the_text():
    row = in_a_row(tokens(written("Rouge et noir.", title="Un phare")))
    assert times(asked("phare"), row)
    assert not times(asked("phare rouge"), row)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param(["Tours"], ["Tours"], id="a name that is a word too, alone"),
        pytest.param(["tours"], ["tours"], id="the word"),
        pytest.param(["Conseil", "municipal"], ["conseil", "municipal"], id="the capital of a beginning"),
        pytest.param(["incendie", "à", "Tours"], ["incendie", "à", "Tours"], id="inside"),
        pytest.param(["Réforme", "des", "Retraites"], ["réforme", "des", "retraites"], id="no name at all"),
        pytest.param(["MALI"], ["mali"], id="what can only be a name needs no capital"),
    ],
)
def test_only_capitals_that_tell_are_kept(typed, kept):
    assert with_capitals(typed) == kept
