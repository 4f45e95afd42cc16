"""The Hindi names of what a route names in English: tehsils and other States."""

from collections import defaultdict
from functools import cache

from abhay.gazetteer.catalogue import bare
from abhay.gazetteer.files import rows, split
from abhay.gazetteer.spelling import folded


def tehsil_in_hindi(tehsil: str, district: str | None) -> str | None:
    """The name of a tehsil; None for one that the list does not have.

    Near a border an office may lie in one district and belong to a tehsil of the next: then the name
    alone decides, if all tehsils that bear it are written alike.
    """
    by_district = _tehsils().get(folded(bare(tehsil)), {})
    everywhere = set(by_district.values())
    return by_district.get(district or "") or (everywhere.pop() if len(everywhere) == 1 else None)


def state_in_hindi(state: str) -> str | None:
    """The name of a State or Union Territory other than ours; None for one that the list does not have."""
    return _states().get(folded(state))


def state_named(text: str) -> str | None:
    """The English name of the other State or Union Territory that is named in English or Hindi; None for any other."""
    wanted = folded(text)
    named = ((row["state_en"], row["state_hi"]) for row in rows("out_of_state.csv"))
    return next((english for english, hindi in named if wanted in (folded(english), folded(hindi))), None)


@cache
def _tehsils() -> dict[str, dict[str, str]]:
    """Hindi names by English name and district."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("tehsils.csv"):
        for spelling in (*split(row["aliases"]), row["tehsil_en"]):
            found[folded(bare(spelling))][row["district_id"]] = bare(row["tehsil_hi"])
    return dict(found)


@cache
def _states() -> dict[str, str]:
    return {folded(row["state_en"]): row["state_hi"] for row in rows("out_of_state.csv")}
