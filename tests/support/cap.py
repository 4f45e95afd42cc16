"""The rules of the CAP 1.2 schema (OASIS CAP-v1.2.xsd, namespace urn:oasis:names:tc:emergency:cap:1.2), as a check.

Order and number of elements, enumerations and patterns are the schema's; what the text of the
standard adds (no spaces in names, no Z in times, references as triples) is checked too.
"""

import re
import xml.etree.ElementTree as ET

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"

TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d"
_NUMBER = r"-?\d+(?:\.\d+)?"
_POINT = rf"{_NUMBER},{_NUMBER}"
_NAME = r"[^\s,<&]+"
ANY = r"(?s).*\S.*"

ONE, MAYBE, MANY, SOME = (1, 1), (0, 1), (0, 10_000), (1, 10_000)


def _one_of(*words: str) -> str:
    return "|".join(words)


_PAIR = [("valueName", ONE, ANY), ("value", ONE, ANY)]
_RESOURCE = [
    ("resourceDesc", ONE, ANY),
    ("mimeType", ONE, ANY),
    ("size", MAYBE, r"\d+"),
    ("uri", MAYBE, ANY),
    ("derefUri", MAYBE, ANY),
    ("digest", MAYBE, ANY),
]
_AREA = [
    ("areaDesc", ONE, ANY),
    ("polygon", MANY, rf"{_POINT}(?: {_POINT}){{3,}}"),
    ("circle", MANY, rf"{_POINT} {_NUMBER}"),
    ("geocode", MANY, _PAIR),
    ("altitude", MAYBE, _NUMBER),
    ("ceiling", MAYBE, _NUMBER),
]
_INFO = [
    ("language", MAYBE, r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*"),
    (
        "category",
        SOME,
        _one_of(
            "Geo",
            "Met",
            "Safety",
            "Security",
            "Rescue",
            "Fire",
            "Health",
            "Env",
            "Transport",
            "Infra",
            "CBRNE",
            "Other",
        ),
    ),
    ("event", ONE, ANY),
    (
        "responseType",
        MANY,
        _one_of("Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"),
    ),
    ("urgency", ONE, _one_of("Immediate", "Expected", "Future", "Past", "Unknown")),
    ("severity", ONE, _one_of("Extreme", "Severe", "Moderate", "Minor", "Unknown")),
    ("certainty", ONE, _one_of("Observed", "Likely", "Possible", "Unlikely", "Unknown")),
    ("audience", MAYBE, ANY),
    ("eventCode", MANY, _PAIR),
    ("effective", MAYBE, TIME),
    ("onset", MAYBE, TIME),
    ("expires", MAYBE, TIME),
    ("senderName", MAYBE, ANY),
    ("headline", MAYBE, ANY),
    ("description", MAYBE, ANY),
    ("instruction", MAYBE, ANY),
    ("web", MAYBE, r"\S+"),
    ("contact", MAYBE, ANY),
    ("parameter", MANY, _PAIR),
    ("resource", MANY, _RESOURCE),
    ("area", MANY, _AREA),
]
_ALERT = [
    ("identifier", ONE, _NAME),
    ("sender", ONE, _NAME),
    ("sent", ONE, TIME),
    ("status", ONE, _one_of("Actual", "Exercise", "System", "Test", "Draft")),
    ("msgType", ONE, _one_of("Alert", "Update", "Cancel", "Ack", "Error")),
    ("source", MAYBE, ANY),
    ("scope", ONE, _one_of("Public", "Restricted", "Private")),
    ("restriction", MAYBE, ANY),
    ("addresses", MAYBE, ANY),
    ("code", MANY, ANY),
    ("note", MAYBE, ANY),
    ("references", MAYBE, rf"{_NAME},{_NAME},{TIME}(?: {_NAME},{_NAME},{TIME})*"),
    ("incidents", MAYBE, ANY),
    ("info", MANY, _INFO),
]


def check_cap(document: str) -> ET.Element:
    """The document's root element; AssertionError with the path of whatever the schema does not allow."""
    root = ET.fromstring(document.encode())  # noqa: S314  our own output
    assert root.tag == f"{{{NAMESPACE}}}alert"
    _check(root, _ALERT, "alert")
    scope, restriction = find(root, "scope"), find(root, "restriction")
    assert (scope == "Restricted") == (restriction is not None), (
        "restriction is for the scope Restricted, and only for it"
    )
    assert (find(root, "msgType") == "Alert") or find(root, "references"), "whatever is no first message refers to one"
    return root


def _check(element: ET.Element, rules: list, path: str) -> None:
    assert not (element.text or "").strip(), f"{path}: text between elements"
    names = [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in element]
    order = [name for name, *_ in rules]
    assert set(names) <= set(order), f"{path}: {set(names) - set(order)}"
    assert names == sorted(names, key=order.index), f"{path}: in the wrong order"
    for name, (least, most), rule in rules:
        found = element.findall(f"{{{NAMESPACE}}}{name}")
        assert least <= len(found) <= most, f"{path}/{name}: {len(found)} times"
        for child in found:
            assert not child.attrib, f"{path}/{name}: attributes"
            if isinstance(rule, list):
                _check(child, rule, f"{path}/{name}")
            else:
                assert len(child) == 0
                assert re.fullmatch(rule, child.text or ""), f"{path}/{name}: {child.text!r}"


def find(element: ET.Element, path: str) -> str | None:
    """The text of the first element at a path of local names."""
    return element.findtext("/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/")))


def infos(root: ET.Element) -> dict[str, ET.Element]:
    """The info blocks by language."""
    return {find(info, "language") or "en-US": info for info in root.findall(f"{{{NAMESPACE}}}info")}


def parameters(info: ET.Element) -> dict[str, list[str]]:
    """The parameters of an info block."""
    found: dict[str, list[str]] = {}
    for parameter in info.findall(f"{{{NAMESPACE}}}parameter"):
        found.setdefault(find(parameter, "valueName") or "", []).append(find(parameter, "value") or "")
    return found
