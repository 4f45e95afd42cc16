"""Valid policies of every shape, as the JSON that an admin would send."""

import os
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

UNITS = ("kota-city", "kota-rural", "jhunjhunu")
SEVERITIES = ("imminent", "high", "concern")

quick = settings(deadline=None, max_examples=1000 if os.environ.get("ABHAY_SOAK") else 25)
"""No deadline for one example: the machine may be busy with other tests."""

words = st.from_regex(r"[a-z][a-z0-9-]{0,11}", fullmatch=True)
waits = st.integers(5, 86400)
deadlines = st.integers(1, 30 * 86400)


@st.composite
def clocks(draw: st.DrawFn) -> dict[str, int]:
    wait = draw(waits)
    return {"wait": wait, "remind": draw(st.integers(1, wait))}


@st.composite
def rungs(draw: st.DrawFn) -> dict[str, Any]:
    """One to five rungs, at least one of them state-wide, and the desk."""
    names = draw(st.lists(words.filter(lambda word: word != "desk"), min_size=1, max_size=5, unique=True))
    posts = st.lists(words, min_size=1, max_size=3, unique=True)
    tables: dict[str, Any] = {
        name: {"label": f"Rung{index}", "posts": draw(posts), "scope": draw(st.sampled_from(["unit", "state"]))}
        for index, name in enumerate(names)
    }
    tables[draw(st.sampled_from(names))]["scope"] = "state"
    return tables | {"desk": {"label": "Desk", "posts": draw(posts), "scope": "state"}}


@st.composite
def severities(draw: st.DrawFn, rungs: dict[str, Any]) -> dict[str, Any]:
    names = [name for name in rungs if name != "desk"]
    state_wide = [name for name in names if rungs[name]["scope"] == "state"]
    ladder = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    return {
        "repeat": draw(st.integers(1, 20)),
        "desk": draw(clocks()) | {"then": draw(st.sampled_from(state_wide))},
        "ladder": [{"rung": rung} | draw(clocks()) for rung in ladder],
        "milestones": {
            kind: draw(deadlines) for kind in ("dispatched", "reached", "family_informed", "handed_over", "closed")
        },
    }


@st.composite
def overrides(draw: st.DrawFn, rungs: dict[str, Any]) -> dict[str, Any]:
    """Any part of a severity; of the desk the clock as a pair, so that it fits whatever lies under it."""
    whole = draw(severities(rungs))
    part = {key: whole[key] for key in draw(st.sets(st.sampled_from(list(whole))))}
    if "milestones" in part:
        kinds = draw(st.sets(st.sampled_from(list(part["milestones"]))))
        part["milestones"] = {kind: part["milestones"][kind] for kind in kinds}
    if "desk" in part:
        keys = draw(st.sampled_from([("then",), ("wait", "remind"), ("wait", "remind", "then"), ()]))
        part["desk"] = {key: part["desk"][key] for key in keys}
    return part


@st.composite
def policies(draw: st.DrawFn) -> dict[str, Any]:
    """A whole valid policy, with overrides for none to three units."""
    tables = draw(rungs())
    units = draw(st.sets(st.sampled_from(UNITS)))
    parts = st.dictionaries(st.sampled_from(SEVERITIES), overrides(tables))
    return {
        "severity": {name: draw(severities(tables)) for name in SEVERITIES},
        "rung": tables,
        "unit": {unit: {"severity": draw(parts)} for unit in sorted(units)},
    }
