"""Why an identity provider's word lets somebody in no further."""

from enum import StrEnum


class Denial(StrEnum):
    """Why somebody whom an identity provider knows is not let in."""

    NO_ROLE = "no_role"
    SEVERAL_ROLES = "several_roles"
    NO_UNIT = "no_unit"
    NO_FACTOR = "no_factor"
    SWITCHED_OFF = "switched_off"
    OTHER_PERSON = "other_person"
    NOT_PROVEN = "not_proven"
