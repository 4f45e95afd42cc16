"""A hash of a message is stored under a key and names it, so that the key can be changed and nobody guesses the message."""

import hashlib
import re

from cryptography.fernet import Fernet
from hypothesis import assume, given
from hypothesis import strategies as st

from abhay.security.vault import Hashed, Vault, fingerprint

KEY = Fernet.generate_key().decode()
KEYS = st.binary(min_size=1, max_size=60)
KINDS = st.sampled_from(Hashed)
HASHES = st.binary(max_size=40).map(lambda said: hashlib.sha256(said).hexdigest())


def vault(index: bytes, old: bytes | None = None) -> Vault:
    return Vault([KEY], index, old)


@given(KEYS, KEYS, KINDS, HASHES)
def test_every_form_is_found_through_a_change_of_keys(old: bytes, new: bytes, kind: Hashed, plain: str) -> None:
    before, ahead, behind, after = vault(old), vault(new, old), vault(old, new), vault(new)
    for writer, reader in ((before, ahead), (before, behind), (ahead, behind), (behind, ahead), (ahead, after)):
        assert writer.keyed(kind, plain)[0] in reader.keyed(kind, plain)
    assert all(each.keyed(kind, plain)[-1] == plain for each in (before, ahead, behind, after))


@given(KEYS, KINDS, HASHES)
def test_a_form_names_its_key_and_holds_nothing_of_the_plain_hash(key: bytes, kind: Hashed, plain: str) -> None:
    form, last = vault(key).keyed(kind, plain)
    label, keyed = form.split(":")
    assert re.fullmatch("[0-9a-f]{12}", label)
    assert re.fullmatch("[0-9a-f]{64}", keyed)
    assert (label, last) == (fingerprint(key), plain)
    assert vault(key).is_newest(form)
    assert not vault(key).is_newest(plain)
    assert plain[:12] not in form


@given(KEYS, KEYS, KINDS, KINDS, HASHES, HASHES)
def test_other_keys_kinds_and_hashes_have_other_forms(
    key: bytes, other: bytes, kind: Hashed, second: Hashed, plain: str, another: str
) -> None:
    assume((key, kind, plain) != (other, second, another))
    form, apart = vault(key).keyed(kind, plain)[0], vault(other).keyed(second, another)[0]
    assert form != apart
    assert form.split(":")[1] not in vault(key).digests(kind, plain)


@given(KEYS, KEYS, KINDS, HASHES)
def test_while_the_key_is_changed_the_newest_comes_first(old: bytes, new: bytes, kind: Hashed, plain: str) -> None:
    assume(old != new)
    forms = vault(new, old).keyed(kind, plain)
    assert forms == (vault(new).keyed(kind, plain)[0], vault(old).keyed(kind, plain)[0], plain)
    assert [vault(new, old).is_newest(form) for form in forms] == [True, False, False]
