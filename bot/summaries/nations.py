"""One job: countries, their inhabitants, their seats of government, and whether one word follows from another.

"Les Russes" follows from "Russie", "le président français" from "France", "russe" from "Moscou"; "Moscou" does not
follow from "russe": that would be another place. The inhabitants of a town or region follow from its name by their
ending alone.
"""

import re
from functools import lru_cache

from bot.french.fold import fold

# name, aliases / inhabitants / seats
_NATIONS = """
france / francais francaise / paris elysee matignon
russie / russe / moscou kremlin
états-unis usa états unis amérique / americain americaine etats-unien / washington maison-blanche maison blanche pentagone
royaume-uni grande-bretagne royaume uni angleterre / britannique anglais anglaise / londres downing
allemagne / allemand allemande / berlin munich hambourg francfort
italie / italien italienne / rome milan naples turin
espagne / espagnol espagnole / madrid barcelone seville
portugal / portugais portugaise / lisbonne
belgique / belge / bruxelles
suisse / suisse helvetique suissesse / berne geneve zurich lausanne
pays-bas pays bas hollande / neerlandais neerlandaise hollandais hollandaise / haye amsterdam
luxembourg / luxembourgeois luxembourgeoise /
danemark / danois danoise / copenhague
suede / suedois suedoise / stockholm
norvege / norvegien norvegienne / oslo
finlande / finlandais finlandaise / helsinki
islande / islandais islandaise / reykjavik
irlande / irlandais irlandaise / dublin
écosse / ecossais ecossaise / edimbourg
pologne / polonais polonaise / varsovie gdansk cracovie
tchequie republique tchèque / tcheque / prague
slovaquie / slovaque / bratislava
slovenie / slovene / ljubljana
hongrie / hongrois hongroise / budapest
autriche / autrichien autrichienne / vienne
roumanie / roumain roumaine / bucarest
bulgarie / bulgare / sofia
grece / grec grecque / athenes
turquie / turc turque / ankara istanbul
serbie / serbe / belgrade
croatie / croate / zagreb
bosnie / bosnien bosnienne / sarajevo
albanie / albanais albanaise / tirana
kosovo / kosovar kosovare / pristina
ukraine / ukrainien ukrainienne / kiev kyiv
bielorussie belarus / bielorusse belarusse / minsk
moldavie / moldave / chisinau
lituanie / lituanien lituanienne / vilnius
lettonie / letton lettone / riga
estonie / estonien estonienne / tallinn
georgie / georgien georgienne / tbilissi
armenie / armenien armenienne / erevan
azerbaidjan / azerbaidjanais azerbaidjanaise azeri / bakou
kazakhstan / kazakh kazakhe / astana
canada / canadien canadienne / ottawa montreal toronto vancouver
quebec / quebecois quebecoise /
mexique / mexicain mexicaine / mexico
cuba / cubain cubaine / havane
haiti / haitien haitienne / port-au-prince
bresil / bresilien bresilienne / brasilia
argentine / argentin argentine / buenos
chili / chilien chilienne / santiago
perou / peruvien peruvienne / lima
bolivie / bolivien bolivienne / sucre
colombie / colombien colombienne / bogota
venezuela / venezuelien venezuelienne / caracas
equateur / equatorien equatorienne / quito
uruguay / uruguayen uruguayenne / montevideo
chine / chinois chinoise / pekin shanghai
taiwan / taiwanais taiwanaise / taipei
japon / japonais japonaise nippon nippone / tokyo
coree / coreen coreenne / seoul pyongyang
inde / indien indienne / delhi
pakistan / pakistanais pakistanaise / islamabad
bangladesh / bangladais bangladaise / dacca
afghanistan / afghan afghane / kaboul
iran / iranien iranienne / teheran
irak / irakien irakienne / bagdad
syrie / syrien syrienne / damas
liban / libanais libanaise / beyrouth
israel / israelien israelienne / jerusalem
palestine gaza cisjordanie / palestinien palestinienne / ramallah
jordanie / jordanien jordanienne / amman
arabie / saoudien saoudienne / riyad
yemen / yemenite / sanaa
qatar / qatari qatarie qatarien / doha
emirats / emirati emiratie / abou
egypte / egyptien egyptienne / caire
libye / libyen libyenne / tripoli
tunisie / tunisien tunisienne / tunis
algerie / algerien algerienne / alger
maroc / marocain marocaine / rabat
mauritanie / mauritanien mauritanienne / nouakchott
senegal / senegalais senegalaise / dakar
mali / malien malienne / bamako
niger / nigerien nigerienne / niamey
nigeria / nigerian nigeriane / abuja
burkina / burkinabe burkinabee / ouagadougou
ivoire / ivoirien ivoirienne / abidjan yamoussoukro
ghana / ghaneen ghaneenne / accra
togo / togolais togolaise / lome
benin / beninois beninoise / cotonou
cameroun / camerounais camerounaise / yaounde
gabon / gabonais gabonaise / libreville
congo / congolais congolaise / kinshasa brazzaville
rwanda / rwandais rwandaise / kigali
tchad / tchadien tchadienne / ndjamena
soudan / soudanais soudanaise / khartoum
ethiopie / ethiopien ethiopienne / addis abeba
somalie / somalien somalienne / mogadiscio
kenya / kenyan kenyane / nairobi
tanzanie / tanzanien tanzanienne / dodoma
ouganda / ougandais ougandaise / kampala
madagascar / malgache / antananarivo
mozambique / mozambicain mozambicaine / maputo
fidji / fidjien fidjienne / suva
australie / australien australienne / canberra
nouvelle-zelande zelande / neo-zelandais neo-zelandaise zelandais zelandaise / wellington
thailande / thailandais thailandaise / bangkok
vietnam / vietnamien vietnamienne / hanoi
cambodge / cambodgien cambodgienne / phnom
birmanie / birman birmane / rangoun
indonesie / indonesien indonesienne / jakarta
malaisie / malaisien malaisienne / kuala
philippines / philippin philippine / manille
singapour / singapourien singapourienne /
europe ue / europeen europeenne / bruxelles
afrique / africain africaine /
asie / asiatique /
corse / corse / ajaccio
bretagne / breton bretonne / rennes
auvergne / auvergnat auvergnate /
savoie / savoyard savoyarde / chambery
provence / provencal provencale /
catalogne / catalan catalane / barcelone
pays basque / basque /
flandre / flamand flamande /
wallonie / wallon wallonne /
saint-etienne / stephanois stephanoise /
"""
_ENDING = re.compile(r"(?:[eé]en|ien|ain|ais|ois|in|an|on|and|ard|at|ol|eux|iot|as|asque)(?:n?e)?s?$|s$")
_SHORTEST_ROOT = 4
_SHARED = frozenset("pays grande maison republique saint port au nouvelle".split())
"""Parts of several names, or of none: alone they name no nation."""


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    """Names, inhabitants and seats, each word -> the nations it belongs to."""
    found: tuple[dict[str, set[int]], ...] = ({}, {}, {})
    for at, line in enumerate(fold(_NATIONS).strip().split("\n")):
        for table, side in zip(found, line.split("/"), strict=True):
            for word in side.replace("-", " ").split():
                if word not in _SHARED:
                    table.setdefault(word, set()).add(at)
    names, people, seats = ({word: frozenset(of) for word, of in table.items()} for table in found)
    return names, people, seats


@lru_cache(maxsize=1 << 12)
def nations_of(word: str) -> frozenset[int]:
    """The nations that a folded word names or whose people or seat it is; empty for any other word."""
    one = word if word in _people() else word.removesuffix("s")
    return frozenset().union(*(table.get(form, frozenset()) for table in _tables() for form in {word, one}))


@lru_cache(maxsize=1 << 12)
def nations_named(word: str) -> frozenset[int]:
    """The nations that a folded word names, or whose people it is; not by their seats."""
    names, people, _ = _tables()
    one = word if word in people else word.removesuffix("s")
    return names.get(word, frozenset()) | people.get(one, frozenset())


def is_people(word: str) -> bool:
    """Whether a folded word is an adjective of nation or the name of inhabitants: "russes"."""
    return word in _people() or word.removesuffix("s") in _people()


def _people() -> dict[str, frozenset[int]]:
    return _tables()[1]


def is_home(place: str, word: str) -> bool:
    """Whether a folded place is surely the one whose people a folded word names: "morvanie" of "morvanienne"."""
    root = _ENDING.sub("", word)
    return (
        root != word and len(root) > _SHORTEST_ROOT and place.startswith(root) and len(place) <= len(root) + 3
    )


def is_inhabitant(word: str, place: str) -> bool:
    """Whether a folded word may be the people of a folded place, by its ending: "lyonnais" of "lyon"."""
    root = _ENDING.sub("", word)
    if root == word or len(root) < _SHORTEST_ROOT - 1:
        return False
    root = root[:-1] if root[-1:] == root[-2:-1] else root
    return place[: len(root)] == root or (len(root) > _SHORTEST_ROOT and place[: len(root) - 1] == root[:-1])
