"""The time zones of readers: found by a town or by their own name, and called by a town."""

from functools import lru_cache
from zoneinfo import available_timezones

from bot.french.fold import fold

OFFERED = (
    "Europe/Paris",
    "America/Toronto",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Africa/Dakar",
    "Africa/Tunis",
    "Africa/Kinshasa",
)
"""The buttons; any other is found by its name."""

_FRENCH = {
    "America/Cayenne": "Cayenne, Guyane",
    "America/Guadeloupe": "Guadeloupe, Pointe-à-Pitre, Basse-Terre, Saint-Barthélemy",
    "America/Havana": "La Havane, Cuba",
    "America/Martinique": "Martinique, Fort-de-France",
    "America/Mexico_City": "Mexico",
    "America/Miquelon": "Saint-Pierre, Saint-Pierre-et-Miquelon",
    "America/Port-au-Prince": "Port-au-Prince, Haïti",
    "America/Toronto": "Montréal, Québec, Ottawa, Toronto, Gatineau",
    "Africa/Abidjan": "Abidjan, Côte d’Ivoire, Ouagadougou, Lomé, Bamako",
    "Africa/Algiers": "Alger, Algérie, Oran",
    "Africa/Brazzaville": "Brazzaville",
    "Africa/Cairo": "Le Caire, Égypte",
    "Africa/Casablanca": "Casablanca, Maroc, Rabat, Marrakech",
    "Africa/Dakar": "Dakar, Sénégal",
    "Africa/Djibouti": "Djibouti",
    "Africa/Douala": "Douala, Yaoundé, Cameroun",
    "Africa/Kinshasa": "Kinshasa",
    "Africa/Libreville": "Libreville, Gabon",
    "Africa/Tunis": "Tunis, Tunisie",
    "Asia/Beirut": "Beyrouth, Liban",
    "Asia/Ho_Chi_Minh": "Hanoï, Hô-Chi-Minh-Ville, Saïgon",
    "Asia/Hong_Kong": "Hong Kong",
    "Asia/Jerusalem": "Jérusalem, Tel-Aviv",
    "Asia/Kolkata": "Inde, Bombay, Delhi, Pondichéry, Calcutta",
    "Asia/Seoul": "Séoul",
    "Asia/Shanghai": "Pékin, Shanghai, Chine",
    "Asia/Singapore": "Singapour",
    "Asia/Tokyo": "Tokyo, Japon",
    "Europe/Athens": "Athènes",
    "Europe/Brussels": "Bruxelles, Belgique, Liège, Namur",
    "Europe/Bucharest": "Bucarest",
    "Europe/Copenhagen": "Copenhague",
    "Europe/Kyiv": "Kiev",
    "Europe/Lisbon": "Lisbonne",
    "Europe/London": "Londres, Royaume-Uni",
    "Europe/Luxembourg": "Luxembourg",
    "Europe/Moscow": "Moscou",
    "Europe/Paris": "Paris, France, Lyon, Marseille, Toulouse, Lille, Bordeaux, Nantes, Nice, Strasbourg, Rennes",
    "Europe/Vienna": "Vienne",
    "Europe/Warsaw": "Varsovie",
    "Europe/Zurich": "Genève, Suisse, Lausanne, Berne, Zurich",
    "Indian/Antananarivo": "Antananarivo, Tananarive, Madagascar",
    "Indian/Mauritius": "Maurice, Port-Louis",
    "Indian/Mayotte": "Mayotte, Mamoudzou",
    "Indian/Reunion": "La Réunion, Réunion, Saint-Denis",
    "Pacific/Noumea": "Nouméa, Nouvelle-Calédonie",
    "Pacific/Tahiti": "Tahiti, Papeete, Polynésie",
    "Pacific/Wallis": "Wallis, Wallis-et-Futuna",
}


def find(text: str) -> str | None:
    """The zone of a town or country that French readers name so, or whose own name this is."""
    return _known().get(_key(text))


def name(zone: str) -> str:
    """A short French name."""
    french = _FRENCH.get(zone)
    return french.partition(",")[0] if french else zone.rpartition("/")[2].replace("_", " ")


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    """Every name of every zone, folded; the French ones win over the zone's own."""
    known: dict[str, str] = {}
    for zone in sorted(available_timezones()):
        if not zone.startswith(("Etc/", "SystemV/", "posix/", "right/")) and zone != "localtime":
            known.setdefault(_key(zone.rpartition("/")[2]), zone)
            known[_key(zone)] = zone
    for zone, names in _FRENCH.items():
        known.update({_key(name): zone for name in names.split(", ")})
    return known


def _key(text: str) -> str:
    return fold(text).replace("_", " ").replace("-", " ").replace("’", " ").replace("'", " ").strip()
