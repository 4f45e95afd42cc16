"""Who may do what to which case: every role, every act, every way to stand to a case, open and ended."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.permissions import (
    Allowed,
    CaseFacts,
    Refusal,
    Refused,
    Relation,
    belongs_to_unit,
    brings_for_a_source,
    is_for_desk,
    is_stood_down,
    may,
    paged_as,
    relation,
    require,
    require_mail_of,
    sees_only,
)
from abhay.errors import NotPossibleNow, UnknownAlert, WrongRole
from models.actors import API, Act, Actor, ActorKind, ActorRole, PagedAs
from models.enums import Role
from models.policy import Scope
from tests.support.authority import ANOTHER, OWN, POST, Rule, actor_of, facts_of, rules

RULES = tuple(rules())
OF_UNITS = (Relation.HAS, Relation.TAKEN_AWAY, Relation.OTHER)
OF_POSTS = tuple(each for each in Relation if each is not Relation.NONE)


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_each_cell_of_the_table(rule: Rule) -> None:
    actor, case = actor_of(rule.role, rule.relation), facts_of(rule.relation, closed=rule.closed)
    verdict = may(actor, rule.act, case)
    assert verdict == (Allowed() if rule.refusal is None else Refused(rule.refusal))


def test_the_table_leaves_out_no_role_no_act_and_no_relation() -> None:
    standings = {ActorRole.UNIT: OF_UNITS, ActorRole.POST: OF_POSTS}
    wanted = {
        (role, standing, act, closed)
        for role, act, closed in itertools.product(ActorRole, Act, (False, True))
        for standing in standings.get(role, (Relation.NONE,))
    }
    assert {(rule.role, rule.relation, rule.act, rule.closed) for rule in RULES} == wanted


@pytest.mark.parametrize("rule", [rule for rule in RULES if not rule.closed], ids=str)
def test_without_a_case_the_role_alone_decides(rule: Rule) -> None:
    verdict = may(actor_of(rule.role, rule.relation), rule.act)
    assert verdict == (Refused(Refusal.ROLE) if rule.refusal is Refusal.ROLE else Allowed())


@pytest.mark.parametrize(
    ("unit", "paged", "case", "standing"),
    [
        (None, None, CaseFacts(), Relation.NONE),
        (None, PagedAs.DESK, CaseFacts(), Relation.DESK),
        (None, PagedAs.STATE, CaseFacts(), Relation.STATE),
        (None, PagedAs.STATE, CaseFacts(taken_by_post=POST), Relation.STATE_TOOK),
        (None, PagedAs.STATE, CaseFacts(taken_by_post="range-control"), Relation.STATE),
        (None, PagedAs.DESK, CaseFacts(taken_by_post=POST), Relation.DESK),
        (None, None, CaseFacts(taken_by_post=POST), Relation.NONE),
        (OWN, PagedAs.DESK, CaseFacts(), Relation.DESK),
        (OWN, PagedAs.STATE, CaseFacts(units=frozenset({OWN})), Relation.OTHER),
        (OWN, None, CaseFacts(units=frozenset({OWN, ANOTHER})), Relation.HAS),
        (OWN, PagedAs.UNIT, CaseFacts(units=frozenset({OWN}), taken_by=OWN), Relation.HAS),
        (OWN, PagedAs.UNIT, CaseFacts(gone=frozenset({OWN}), taken_by=OWN), Relation.TOOK),
        (OWN, None, CaseFacts(gone=frozenset({OWN}), taken_by=OWN), Relation.TAKEN_AWAY),
        (OWN, None, CaseFacts(taken_by=OWN), Relation.OTHER),
        (OWN, None, CaseFacts(), Relation.OTHER),
    ],
)
def test_how_an_actor_stands_to_a_case(
    unit: str | None, paged: PagedAs | None, case: CaseFacts, standing: Relation
) -> None:
    role = ActorRole.POST if paged else ActorRole.UNIT if unit else ActorRole.OPERATOR
    assert relation(Actor(ActorKind.TOKEN, "x", "x", role, API, unit, paged, paged and POST), case) is standing


@pytest.mark.parametrize(
    ("rung", "scope", "expected"),
    [
        ("desk", Scope.STATE, PagedAs.DESK),
        ("district", Scope.UNIT, PagedAs.UNIT),
        ("dgp", Scope.STATE, PagedAs.STATE),
        ("range", None, PagedAs.STATE),
    ],
)
def test_a_post_is_paged_as_what_its_rung_is(rung: str, scope: Scope | None, expected: PagedAs) -> None:
    assert paged_as(rung, scope) is expected


UNITS = st.frozensets(st.sampled_from((OWN, ANOTHER)))
FACTS = st.builds(
    CaseFacts, closed=st.booleans(), units=UNITS, gone=UNITS, taken_by=st.sampled_from((None, OWN, ANOTHER))
)


@given(FACTS, st.sampled_from((None, OWN)), st.sampled_from(PagedAs))
def test_whoever_was_paged_can_always_acknowledge(case: CaseFacts, unit: str | None, paged: PagedAs) -> None:
    post = Actor(ActorKind.POST, "x", "x", ActorRole.POST, API, unit, paged)
    assert may(post, Act.ACKNOWLEDGE, case).allowed


@given(FACTS, st.sampled_from(Act))
def test_a_units_token_gets_nothing_of_a_case_that_its_unit_never_had(case: CaseFacts, act: Act) -> None:
    case = CaseFacts(case.closed, case.units - {OWN}, case.gone - {OWN}, case.taken_by)
    token = Actor(ActorKind.TOKEN, "x", "x", ActorRole.UNIT, API, OWN)
    assert may(token, act, case) == may(token, act) or may(token, act, case) == Refused(Refusal.NOT_YOURS)
    assert not may(token, Act.READ_CASE, case).allowed


def test_a_unit_sees_its_own_cases_and_everybody_else_sees_all() -> None:
    seen = {role: sees_only(actor_of(role, Relation.HAS)) for role in ActorRole}
    assert {role for role, unit in seen.items() if unit is not None} == {ActorRole.UNIT, ActorRole.DISPLAY}
    assert seen[ActorRole.UNIT] == OWN


@pytest.mark.parametrize(
    ("unit", "case", "stood_down"),
    [
        (OWN, CaseFacts(units=frozenset({OWN}), taken_by=ANOTHER), False),
        (OWN, CaseFacts(gone=frozenset({OWN}), taken_by=OWN), False),
        (OWN, CaseFacts(units=frozenset({ANOTHER}), gone=frozenset({OWN}), taken_by=ANOTHER), True),
        (OWN, CaseFacts(units=frozenset({ANOTHER})), True),
        (None, CaseFacts(units=frozenset({ANOTHER}), taken_by=ANOTHER), False),
    ],
)
@pytest.mark.parametrize("paged", [PagedAs.UNIT, PagedAs.STATE])
def test_a_unit_that_neither_has_nor_took_the_case_is_stood_down(
    unit: str | None, paged: PagedAs, case: CaseFacts, stood_down: bool
) -> None:
    post = Actor(ActorKind.POST, "x", "x", ActorRole.POST, API, unit, paged)
    assert is_stood_down(post, case) is stood_down


def test_only_the_role_of_a_unit_belongs_to_one() -> None:
    assert [role for role in Role if belongs_to_unit(role)] == [Role.UNIT]


def test_only_the_role_of_an_integrator_is_bound_to_a_source() -> None:
    assert [role for role in Role if brings_for_a_source(role)] == [Role.INTEGRATOR]


def test_a_refusal_is_raised_as_what_the_doors_answer() -> None:
    with pytest.raises(WrongRole, match=r"for the role operator or unit; this token's is auditor\."):
        require(actor_of(ActorRole.AUDITOR, Relation.NONE), Act.ACKNOWLEDGE)
    for relation_, closed, error in (
        (Relation.OTHER, False, UnknownAlert),
        (Relation.TAKEN_AWAY, False, NotPossibleNow),
        (Relation.HAS, True, NotPossibleNow),
    ):
        unit = actor_of(ActorRole.UNIT, relation_)
        with pytest.raises(error):
            require(unit, Act.NOT_OURS, facts_of(relation_, closed=closed))
    require(actor_of(ActorRole.UNIT, Relation.HAS), Act.CLOSE, facts_of(Relation.HAS, closed=False))


def test_every_role_of_a_token_is_a_role_of_an_actor() -> None:
    assert {ActorRole(role) for role in Role} <= set(ActorRole)


def test_a_unit_without_a_unit_is_no_actor() -> None:
    with pytest.raises(ValueError, match="has a unit"):
        Actor(ActorKind.TOKEN, "x", "x", ActorRole.UNIT, API)


def test_an_actor_is_renamed_and_keeps_its_id() -> None:
    actor = actor_of(ActorRole.OPERATOR, Relation.NONE)
    assert (actor.known_as("Asha").name, actor.known_as("Asha").id) == ("Asha", actor.id)
    assert actor.known_as(None) == actor.known_as("") == actor
    assert actor.coming_by("phone").via == "phone"


@pytest.mark.parametrize(
    ("role", "paged", "desk"),
    [
        (ActorRole.OPERATOR, None, True),
        (ActorRole.CLI, None, True),
        (ActorRole.POST, PagedAs.DESK, True),
        (ActorRole.POST, PagedAs.STATE, False),
        (ActorRole.AUDITOR, None, False),
    ],
)
def test_an_operator_the_terminal_and_the_desks_post_act_for_the_desk(
    role: ActorRole, paged: PagedAs | None, desk: bool
) -> None:
    assert is_for_desk(Actor(ActorKind.TOKEN, "x", "x", role, API, None, paged)) is desk


def test_a_token_brings_mails_only_if_it_is_made_for_them_and_of_its_source_only() -> None:
    unbound = Actor(ActorKind.TOKEN, "x", "x", ActorRole.INTEGRATOR, API, mail=True)
    require_mail_of(unbound, "meta")
    require_mail_of(replace(unbound, source="meta"), "meta")
    for actor, error in (
        (replace(unbound, source="meta"), "of the source meta, and of no other"),
        (replace(unbound, mail=False), "not made for mails"),
        (replace(unbound, role=ActorRole.OPERATOR), "for the role integrator"),
    ):
        with pytest.raises(WrongRole, match=error):
            require_mail_of(actor, "google")
