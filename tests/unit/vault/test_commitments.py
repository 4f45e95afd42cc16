"""A commitment holds a text fast without telling it, whatever keys seal the text later."""

import pytest
from cryptography.fernet import Fernet

from abhay.errors import SetupError
from abhay.security.vault import Vault

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
TYPED = "उसकी माँ ने फ़ोन किया"


def vault(*keys: str, index: str = "one") -> Vault:
    return Vault(keys, index.encode())


def test_it_is_for_its_text_alone() -> None:
    made = vault(OLD).commit(TYPED)
    assert vault(OLD).open_text(made.sealed) == TYPED
    assert vault(OLD).is_committed(made.commitment, TYPED, made.sealed_salt)
    for other in ("", TYPED + " ", TYPED[:-1]):
        assert not vault(OLD).is_committed(made.commitment, other, made.sealed_salt)


def test_two_of_the_same_text_have_nothing_in_common() -> None:
    one, two = vault(OLD).commit(TYPED), vault(OLD).commit(TYPED)
    assert one.commitment != two.commitment
    assert not vault(OLD).is_committed(one.commitment, TYPED, two.sealed_salt)


def test_it_holds_under_other_keys_of_every_kind() -> None:
    made = vault(OLD).commit(TYPED)
    salt = vault(NEW, OLD, index="two").reseal(made.sealed_salt)
    assert salt is not None
    assert vault(NEW, index="two").is_committed(made.commitment, TYPED, salt)


def test_without_the_salts_key_nothing_is_said() -> None:
    made = vault(OLD).commit(TYPED)
    with pytest.raises(SetupError):
        vault(NEW).is_committed(made.commitment, TYPED, made.sealed_salt)
