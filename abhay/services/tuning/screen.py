"""The page of the policy: the waiting times as fields, what is wrong with what was typed, who saved what before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory.contacts import list_units
from abhay.adapters.store.directory.policies import SavedPolicy, open_under_older, read_saved, versions
from abhay.domain.policy.diff import Change, changes, value_words
from abhay.domain.policy.fields import REMIND, WAIT, Field, fields_of, number
from abhay.domain.policy.rules import rungs_in_order
from abhay.wording import words
from abhay.wording.screens.policy import field_words, problem_words, span_words
from abhay.wording.words import Bilingual
from models.enums import MilestoneKind, Severity
from models.policy import PolicyDocument
from models.views import PolicyVersionView, UnitView


@dataclass(frozen=True)
class Typed:
    """What somebody sent with the form, and what is wrong with it or contested, by the names of the fields."""

    values: Mapping[str, str] = field(default_factory=dict[str, str])
    wrong: Mapping[str, str] = field(default_factory=dict[str, str])
    contested: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True)
class Shown:
    """One field as it is shown: its text, what the number comes to in words, what is wrong with it."""

    field: Field
    label: Bilingual
    text: str
    span: Bilingual | None
    problem: Bilingual | None
    contested: Bilingual | None

    @property
    def limits(self) -> tuple[str, str]:
        """The least and the most that the number may be."""
        return str(self.field.least), str(self.field.most)


@dataclass(frozen=True)
class ClockRow:
    """The clock of one level."""

    rung: str
    name: Bilingual
    wait: Shown
    remind: Shown


@dataclass(frozen=True)
class Block:
    """One severity: the clocks of the desk and of the ladder from below, the repeats, the deadlines."""

    severity: Severity
    clocks: tuple[ClockRow, ...]
    repeat: Shown
    milestones: tuple[Shown, ...]


@dataclass(frozen=True)
class ChangeLine:
    """One value that differs between two versions, with its path and, where it has one, its name."""

    path: str
    name: Bilingual | None
    before: Bilingual
    after: Bilingual


@dataclass(frozen=True)
class PolicyScreen:
    """Everything on the page; `under_older` open cases run under an older version than the one in force."""

    saved: SavedPolicy
    unit: str | None
    blocks: tuple[Block, ...]
    elsewhere: Mapping[str, str]
    units: Sequence[UnitView]
    own: frozenset[str]
    history: Sequence[PolicyVersionView]
    under_older: int


async def policy_screen(database: Database, unit: str | None, typed: Typed | None = None) -> PolicyScreen:
    """Returns the page of the version in force, for all units or for one, with what was typed."""
    saved, given = await read_saved(database), typed or Typed()
    blocks = tuple(_block(saved.document, severity, unit, given) for severity in Severity)
    there = {each.field.name for block in blocks for each in _shown_in(block)}
    return PolicyScreen(
        saved=saved,
        unit=unit,
        blocks=blocks,
        elsewhere={path: what for path, what in given.wrong.items() if path not in there},
        units=await list_units(database),
        own=frozenset(saved.document.unit),
        history=[PolicyVersionView.model_validate(each) for each in await versions(database)],
        under_older=await open_under_older(database, saved.version),
    )


def change_lines(before: PolicyDocument, after: PolicyDocument) -> tuple[ChangeLine, ...]:
    """Returns what differs between two policies, for people."""
    names = {**_names(before), **_names(after)}
    return tuple(_line(each, names.get(each.path)) for each in changes(before, after))


def rung_names(*policies: PolicyDocument) -> Mapping[str, Bilingual]:
    """Returns what the rungs of some policies are called, the desk first, then from below."""
    order = dict.fromkeys(name for each in policies for name in rungs_in_order(each))
    labels = {name: rung.label for each in policies for name, rung in each.rung.items()}
    return {name: words.rung_words(name, labels.get(name)) for name in order}


def _names(policy: PolicyDocument) -> dict[str, Bilingual]:
    rungs = rung_names(policy)
    found: dict[str, Bilingual] = {}
    for severity in Severity:
        for each in fields_of(policy, severity, None):
            found[each.name] = field_words(severity, each.kind, rungs.get(each.rung or ""))
            for unit in policy.unit:
                found[f"unit.{unit}.{each.name}"] = found[each.name]
    return found


def _line(change: Change, name: Bilingual | None) -> ChangeLine:
    is_count = change.path.endswith(".repeat")
    return ChangeLine(
        change.path, name, _value(change.before, is_count=is_count), _value(change.after, is_count=is_count)
    )


def _value(value: object, *, is_count: bool) -> Bilingual:
    if value is None:
        return Bilingual.same("–")
    return span_words(value) if isinstance(value, int) and not is_count else Bilingual.same(value_words(value))


def _block(policy: PolicyDocument, severity: Severity, unit: str | None, typed: Typed) -> Block:
    rungs = rung_names(policy)
    fields = fields_of(policy, severity, unit)
    shown = [_shown(each, severity, rungs, typed) for each in fields]
    waits = [each for each in shown if each.field.kind == WAIT]
    reminders = [each for each in shown if each.field.kind == REMIND]
    clocks = [
        ClockRow(wait.field.rung or "", rungs[wait.field.rung or ""], wait, remind)
        for wait, remind in zip(waits, reminders, strict=True)
    ]
    rest = [each for each in shown if each.field.rung is None]
    return Block(severity, tuple(clocks), rest[0], tuple(rest[1:]))


def _shown(each: Field, severity: Severity, rungs: Mapping[str, Bilingual], typed: Typed) -> Shown:
    text = typed.values.get(each.name, str(each.value))
    found = number(text)
    problem, contested = typed.wrong.get(each.name), typed.contested.get(each.name)
    return Shown(
        field=each,
        label=field_words(severity, each.kind, rungs.get(each.rung or "")),
        text=text,
        span=span_words(found) if isinstance(found, int) and each.kind != "repeat" else None,
        problem=problem_words(problem) if problem else None,
        contested=span_words(contested) if contested is not None else None,
    )


def _shown_in(block: Block) -> list[Shown]:
    clocks = [each for row in block.clocks for each in (row.wait, row.remind)]
    return [*clocks, block.repeat, *block.milestones]


def milestone_of(each: Shown) -> Bilingual:
    """Returns the name of a deadline."""
    return words.MILESTONE[MilestoneKind(each.field.kind)]
