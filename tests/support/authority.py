"""Who may do what to which case, written down by hand: the pure rule and the real API are held to the same table."""

from collections.abc import Iterator
from dataclasses import dataclass

from abhay.domain.permissions import CaseFacts, Refusal, Relation
from models.actors import API, LINK, Act, Actor, ActorKind, ActorRole, PagedAs

OWN, ANOTHER = "kota-city", "bundi"
POST = "dgp-control"
OF_STATE = frozenset({Relation.STATE, Relation.STATE_TOOK})

WORDS: dict[str, Refusal | None] = {
    "yes": None,
    "-": Refusal.ROLE,
    "404": Refusal.NOT_YOURS,
    "end": Refusal.CLOSED,
    "gone": Refusal.TAKEN_AWAY,
}
"""`-`: not for this role. `404`: not for this one, who learns nothing. `end`, `gone`: too late, as the case stands."""

OPEN = """
act                  integrator operator admin auditor display cli  partner system unit/has unit/taken_away unit/other post/desk post/state post/state_took post/has post/took post/taken_away post/other
bring_alert          -          -        -     -       -       yes  yes     -      -        -               -          -         -          -               -        -         -               -
bring_mail           yes        -        -     -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
note_call            -          yes      -     -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
list_cases           -          yes      -     yes     yes     yes  -       -      yes      yes             yes        -         -          -               -        -         -               -
read_case            -          yes      -     yes     -       yes  -       -      yes      yes             404        -         -          -               -        -         -               -
reveal               -          yes      -     yes     -       yes  -       -      yes      gone            404        yes       404        404             yes      yes       gone            gone
open_file            -          yes      -     yes     -       yes  -       -      yes      gone            404        yes       404        404             yes      yes       gone            gone
acknowledge          -          yes      -     -       -       yes  -       -      yes      yes             404        yes       yes        yes             yes      yes       yes             yes
route                -          yes      -     -       -       yes  -       -      -        -               -          yes       404        yes             404      404       404             404
not_ours             -          -        -     -       -       -    -       -      yes      gone            404        404       404        404             yes      gone      gone            gone
note                 -          yes      -     -       -       yes  -       -      yes      gone            404        -          -         -               -        -         -               -
report               -          yes      -     -       -       yes  -       -      yes      gone            404        yes       404        yes             yes      yes       gone            gone
close                -          yes      -     -       -       yes  -       -      yes      gone            404        yes       404        yes             yes      yes       gone            gone
undo                 -          yes      -     -       -       yes  -       -      yes      yes             404        yes       yes        yes             yes      yes       yes             yes
quieten              -          yes      -     -       -       yes  -       -      -        -               -          yes       404        404             404      404       404             404
merge                -          yes      -     -       -       yes  -       -      -        -               -          yes       404        404             404      404       404             404
split                -          yes      -     -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
hand_over            -          yes      -     -       -       yes  -       -      -        -               -          yes       404        404             404      404       404             404
note_receipt         -          yes      -     -       -       yes  -       -      -        -               -          yes       404        404             404      404       404             404
read_audit           -          -        -     -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
export_corrections   -          -        -     -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
read_policy          yes        yes      yes   yes     -       yes  -       -      yes      yes             yes        -         -          -               -        -         -               -
preview_policy       -          -        yes   -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
set_policy           -          -        yes   -       -       yes  -       yes    -        -               -          -         -          -               -        -         -               -
list_units           -          yes      yes   yes     -       yes  -       -      yes      yes             yes        -         -          -               -        -         -               -
read_contacts        -          yes      yes   -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
set_contacts         -          -        yes   -       -       yes  -       yes    -        -               -          -         -          -               -        -         -               -
confirm_contacts     -          -        yes   -       -       -    -       -      -        -               -          -         -          -               -        -         -               -
read_roster          -          yes      yes   -       -       yes  -       -      yes      yes             yes        -         -          -               -        -         -               -
set_roster           -          -        yes   -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
override_roster      -          -        yes   -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
read_readiness       -          yes      yes   -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
read_providers       -          yes      yes   -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
read_reports         -          yes      yes   yes     -       yes  -       -      yes      yes             yes        -         -          -               -        -         -               -
test_contacts        -          -        yes   -       -       yes  -       yes    -        -               -          -         -          -               -        -         -               -
run_drill            -          yes      yes   -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
stop_drill           -          yes      yes   -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
read_drills          -          yes      yes   -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
make_token           -          -        -     -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
list_tokens          -          -        -     -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
revoke_token         -          -        -     -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
list_accounts        -          -        yes   -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
manage_accounts      -          -        yes   -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
rotate_keys          -          -        -     -       -       yes  -       -      -        -               -          -         -          -               -        -         -               -
"""

ENDED = """
act                  operator auditor cli  unit/has unit/taken_away unit/other post/desk post/state post/state_took post/has post/took post/taken_away post/other
reveal               yes      yes     yes  yes      gone            404        end       end        end             end      end       end             end
open_file            yes      yes     yes  yes      gone            404        end       end        end             end      end       end             end
merge                yes      -       yes  -        -               -          end       404        404             404      404       404             404
route                end      -       end  -        -               -          end       404        end             404      404       404             404
not_ours             -        -       -    end      end             404        404       404        404             end      end       end             end
quieten              end      -       end  -        -               -          end       404        404             404      404       404             404
hand_over            yes      -       yes  -        -               -          end       404        404             404      404       404             404
note_receipt         yes      -       yes  -        -               -          end       404        404             404      404       404             404
report               yes      -       yes  yes      gone            404        end       end        end             end      end       end             end
close                yes      -       yes  yes      yes             404        end       end        end             end      end       end             end
"""
"""What is otherwise once the case has ended; everything else is as before."""


CALLS: dict[str, tuple[Act, ...]] = {
    "POST /v1/sources/{source}/mail": (Act.BRING_MAIL,),
    "POST /v1/alerts": (Act.NOTE_CALL,),
    "GET /v1/alerts": (Act.LIST_CASES,),
    "GET /v1/alerts/{ref}": (Act.READ_CASE,),
    "POST /v1/alerts/{ref}/reveal": (Act.REVEAL,),
    "GET /v1/alerts/{ref}/attachments": (Act.OPEN_FILE,),
    "GET /v1/alerts/{ref}/attachments/{file}": (Act.OPEN_FILE,),
    "POST /v1/alerts/{ref}/acknowledgement": (Act.ACKNOWLEDGE,),
    "POST /v1/alerts/{ref}/route": (Act.ROUTE, Act.NOT_OURS),
    "POST /v1/alerts/{ref}/notes": (Act.NOTE,),
    "POST /v1/alerts/{ref}/milestones": (Act.REPORT,),
    "POST /v1/alerts/{ref}/closure": (Act.CLOSE,),
    "POST /v1/alerts/{ref}/undo": (Act.UNDO,),
    "POST /v1/alerts/{ref}/quiet": (Act.QUIETEN,),
    "POST /v1/alerts/{ref}/merge": (Act.MERGE,),
    "POST /v1/alerts/{ref}/split": (Act.SPLIT,),
    "POST /v1/alerts/{ref}/hand-over": (Act.HAND_OVER,),
    "POST /v1/alerts/{ref}/hand-over/receipt": (Act.NOTE_RECEIPT,),
    "GET /v1/policy": (Act.READ_POLICY,),
    "PUT /v1/policy": (Act.SET_POLICY,),
    "GET /v1/policy/versions": (Act.READ_POLICY,),
    "GET /v1/policy/versions/{version}": (Act.READ_POLICY,),
    "POST /v1/policy/preview": (Act.PREVIEW_POLICY,),
    "GET /v1/units": (Act.LIST_UNITS,),
    "GET /v1/units/{unit}/contacts": (Act.READ_CONTACTS,),
    "PUT /v1/units/{unit}/contacts": (Act.SET_CONTACTS,),
    "POST /v1/units/{unit}/contact-tests": (Act.TEST_CONTACTS,),
    "GET /v1/readiness": (Act.READ_READINESS,),
    "GET /v1/providers": (Act.READ_PROVIDERS,),
    "GET /v1/reports/daily": (Act.READ_REPORTS,),
    "POST /v1/drills": (Act.RUN_DRILL,),
    "POST /v1/drills/{drill}/stop": (Act.STOP_DRILL,),
    "GET /v1/drills": (Act.READ_DRILLS,),
    "GET /v1/drills/{drill}": (Act.READ_DRILLS,),
    "GET /v1/units/{unit}/roster": (Act.READ_ROSTER,),
    "PUT /v1/units/{unit}/roster": (Act.SET_ROSTER,),
    "GET /v1/units/{unit}/on-duty": (Act.READ_ROSTER,),
    "GET /v1/units/{unit}/overrides": (Act.READ_ROSTER,),
    "POST /v1/units/{unit}/overrides": (Act.OVERRIDE_ROSTER,),
    "DELETE /v1/units/{unit}/overrides/{override}": (Act.OVERRIDE_ROSTER,),
}
"""Each call of the API that needs a token, and the acts that it may be."""


@dataclass(frozen=True)
class Rule:
    """One cell: a role and, for units and posts, how it stands to the case; an act; why it is refused, if so."""

    role: ActorRole
    relation: Relation
    act: Act
    closed: bool
    refusal: Refusal | None

    def __str__(self) -> str:
        return f"{self.role}-{self.relation}-{self.act.name.lower()}{'-closed' if self.closed else ''}"


def rules() -> Iterator[Rule]:
    """Every cell of the tables; of an ended case the second one counts where it says something."""
    standing = dict(_cells(OPEN))
    ended = standing | dict(_cells(ENDED))
    for closed, cells in ((False, standing), (True, ended)):
        for (act, role, relation), word in cells.items():
            yield Rule(role, relation, act, closed, WORDS[word])


def roles_of(*acts: Act) -> frozenset[ActorRole]:
    """The roles that may do one of these acts at all."""
    return frozenset(rule.role for rule in rules() if rule.act in acts and rule.refusal is not Refusal.ROLE)


def _cells(table: str) -> Iterator[tuple[tuple[Act, ActorRole, Relation], str]]:
    head, *lines = (line.split() for line in table.strip().splitlines())
    for name, *words in lines:
        for column, word in zip(head[1:], words, strict=True):
            role, _, relation = column.partition("/")
            yield (Act[name.upper()], ActorRole(role), Relation(relation or "none")), word


def actor_of(role: ActorRole, relation: Relation) -> Actor:
    """Somebody of this role; a unit's token and a post of a unit belong to `OWN`."""
    unit = None if relation in {Relation.NONE, Relation.DESK, *OF_STATE} else OWN
    if role is not ActorRole.POST:
        return Actor(ActorKind.TOKEN, "somebody", "Somebody", role, API, unit)
    paged_as = PagedAs.DESK if relation is Relation.DESK else PagedAs.STATE if relation in OF_STATE else PagedAs.UNIT
    return Actor(ActorKind.POST, "somebody", "Somebody", role, LINK, unit, paged_as, POST)


def facts_of(relation: Relation, *, closed: bool) -> CaseFacts:
    """A case that somebody of `OWN` stands to in this way."""
    return CaseFacts(
        closed=closed,
        units=frozenset({OWN if relation is Relation.HAS else ANOTHER}),
        gone=frozenset({OWN} if relation is Relation.TAKEN_AWAY else ()),
        taken_by=OWN if relation is Relation.TOOK else None if relation in OF_STATE else ANOTHER,
        taken_by_post=POST if relation is Relation.STATE_TOOK else None,
    )
