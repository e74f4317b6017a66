"""Make bot/french/data/countries.json anew: `python bench/countries.py package/countries.json`.

The file comes from the npm package `world-countries` (`npm pack world-countries`, unpacked), which is under
the Open Database License 1.0; what is derived from it is too, and the file says so.
"""

import json
import re
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "bot" / "french" / "data" / "countries.json"
ABOUT = (
    "French names and demonyms of countries and territories. Derived from world-countries {version}"
    " (https://github.com/mledoze/countries, Mohammed Le Doze and contributors) by bench/countries.py;"
    " this file is made available under the Open Database License 1.0"
    " (https://opendatacommons.org/licenses/odbl/1-0/)."
)
WRONG = {
    "malouin": "of Saint-Malo",
    "malouinne": "misspelt",
    "américan": "misspelt",
    "swazie": "given for both genders",
}
"""Demonyms of the package that would mislead, with the reason. One of two places goes to the independent
one."""

NAMES = {"SX": "Sint Maarten"}
"""The package calls two halves of one island Saint-Martin."""


def main(source: Path) -> None:
    """Write the file and say how much is in it."""
    rows = json.loads(source.read_text(encoding="utf-8"))
    version = json.loads((source.parent / "package.json").read_text(encoding="utf-8"))["version"]
    owners: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (not row["independent"], row["cca2"])):
        for one in demonyms(row):
            owners.setdefault(one, row["cca2"])
    countries = {}
    for row in sorted(rows, key=lambda row: row["cca2"]):
        name = NAMES.get(row["cca2"], row["translations"]["fra"]["common"])
        own = [one for one in demonyms(row) if owners[one] == row["cca2"]]
        countries[row["cca2"].lower()] = [name, *own]
    lines = ",\n".join(
        f"  {json.dumps(code)}: {json.dumps(told, ensure_ascii=False)}" for code, told in countries.items()
    )
    about = json.dumps(ABOUT.format(version=version))
    TARGET.write_text(f'{{"about": {about},\n"countries": {{\n{lines}\n}}}}\n', encoding="utf-8")
    print(f"{len(countries)} countries and territories, {sum(map(len, countries.values()))} names")


def demonyms(row: dict[str, dict[str, dict[str, str]]]) -> list[str]:
    """The French demonyms in small letters, masculine first: two are sometimes written in one."""
    told = row.get("demonyms", {}).get("fra", {})
    parts = re.split(r", | et |-et-", f"{told.get('m', '')}, {told.get('f', '')}".lower())
    return [one for one in dict.fromkeys(filter(None, parts)) if one not in WRONG]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
