import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.sources.identity import identities, national_number
from models.enums import IntakeChannel, Trust
from models.payloads import AlertPayload, EmergencyContact, PostContent, Subject

DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")


def alert(source="meta", external_id=None, platform=None, **subject):
    return AlertPayload(
        source=source,
        channel=IntakeChannel.WEBHOOK,
        trust=Trust.VERIFIED,
        event_key="0" * 64,
        raw=b"{}",
        media_type="application/json",
        external_id=external_id,
        content=PostContent(platform=platform),
        subject=Subject(**subject),
    )


@given(
    digits=st.from_regex(r"[0-9]{10}", fullmatch=True).filter(lambda digits: len(set(digits)) > 1),
    prefix=st.sampled_from(["", "0", "91", "+91", "0091", "+91-", "+91 (0)", "tel:+91"]),
    gaps=st.lists(st.sampled_from(["", " ", "-", "\u200b", "."]), min_size=10, max_size=10),
    devanagari=st.booleans(),
)
def test_a_number_is_the_same_however_it_is_written(digits, prefix, gaps, devanagari):
    written = prefix + "".join(digit + gap for digit, gap in zip(digits, gaps, strict=True))

    assert national_number(written.translate(DEVANAGARI) if devanagari else written) == digits


@pytest.mark.parametrize("phone", ["", "112", "2333666", "0000000000", "+91 99999 99999", "unknown"])
def test_what_names_nobody_is_no_number(phone):
    assert national_number(phone) is None


def test_an_extension_is_no_part_of_the_number():
    assert national_number("0744-2333666 ext. 12") == national_number("0744 2333666") == "7442333666"


def test_the_synthetic_numbers_are_kept():
    assert ("phone", "5555500101") in identities(alert(phones=("+91 55555 00101",)))


def test_everything_that_names_the_person_is_there_once():
    payload = alert(
        external_id="SYN-1",
        platform="instagram",
        user_id="900",
        channel_id="UC1",
        username="@Synthetic.One\u200b",
        phones=("+915555500001", "05555500001"),
        emails=("Synthetic@Example.COM",),
    )

    assert identities(payload) == (
        ("event", "meta:syn-1"),
        ("account", "meta:id:900"),
        ("account", "meta:channel:uc1"),
        ("account", "instagram:name:synthetic.one"),
        ("phone", "5555500001"),
        ("email", "synthetic@example.com"),
    )


def test_an_id_counts_for_the_company_and_a_name_for_its_platform_alone():
    instagram = set(identities(alert(platform="instagram", user_id="900", username="synthetic")))
    facebook = set(identities(alert(platform="facebook", user_id="900", username="synthetic")))

    assert instagram & facebook == {("account", "meta:id:900")}


def test_two_partners_may_use_the_same_case_number():
    assert not set(identities(alert("google", "1001"))) & set(identities(alert("meta", "1001")))


@pytest.mark.parametrize(
    "subject", [{"username": "."}, {"user_id": "0000"}, {"username": "\u200b"}, {"emails": ("nobody",)}, {}]
)
def test_a_placeholder_matches_nobody(subject):
    assert identities(alert(**subject)) == ()


def test_a_mails_number_counts_only_beside_a_case_or_an_account():
    bare = alert(phones=("+91 55555 00001",)).model_copy(update={"channel": IntakeChannel.MAIL})

    assert identities(bare) == ()
    assert ("phone", "5555500001") in identities(bare.model_copy(update={"external_id": "SYN-1"}))


def test_the_emergency_contact_is_not_the_person():
    contact = EmergencyContact(relation="mother", phone="+91 55555 00002")

    assert identities(alert(emergency_contact=contact)) == ()
