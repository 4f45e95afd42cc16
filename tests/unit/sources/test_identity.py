import pytest

from abhay.adapters.sources.reading.identity import identities
from models.enums import IntakeChannel, Trust
from models.payloads import AlertPayload, EmergencyContact, PostContent, Subject


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


@pytest.mark.parametrize(
    "phone",
    ["", "112", "2555501", "0000000000", "+91 99999 99999", "unknown", "1234567890", "+91 12345 67890", "98765-43210",
     "9898989898", "12345 12345", "०१२३४५६७८९", "+1 234 567 8901"],
)  # fmt: skip
def test_what_names_nobody_is_no_identity(phone):
    assert identities(alert(phones=(phone,))) == ()


@pytest.mark.parametrize(
    "phone", ["5555500101", "+91-55555-00101", "055555 00101", "०५५५५५००१०१", "55555 00101 ext 4", "091 55555 00101"]
)
def test_a_number_has_the_identity_under_which_it_was_always_stored(phone):
    assert identities(alert(phones=(phone,))) == (("phone", "5555500101"),)


def test_a_number_of_another_country_is_not_the_indian_one_of_the_same_digits():
    assert identities(alert(phones=("+1 202 555 0143",))) == (("phone", "+12025550143"),)
    assert identities(alert(phones=("202 555 0143",))) == (("phone", "2025550143"),)


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
        ("handle", "synthetic.one"),
    )


def test_an_id_counts_for_the_company_and_a_name_for_its_platform_alone():
    instagram = set(identities(alert(platform="instagram", user_id="900", username="synthetic")))
    facebook = set(identities(alert(platform="facebook", user_id="900", username="synthetic")))

    assert instagram & facebook == {("account", "meta:id:900"), ("handle", "synthetic")}


@pytest.mark.parametrize("reference", ["N/A", "unknown", "-", "000", "none", "not available", "nil"])
def test_a_reference_that_is_none_joins_nobody(reference):
    assert identities(alert(external_id=reference)) == ()
    assert identities(alert(external_id="TEST-0001")) == (("event", "meta:test-0001"),)


def test_two_partners_may_use_the_same_case_number():
    assert not set(identities(alert("google", "1001"))) & set(identities(alert("meta", "1001")))


@pytest.mark.parametrize(
    "subject",
    [
        {"username": "."}, {"user_id": "0000"}, {"username": "\u200b"}, {"emails": ("nobody",)}, {},
        *({"username": name} for name in ("user", "Admin", "TEST", "Facebook User", "facebook_user", "@instagram.user",
                                          "user123", "फेसबुक यूज़र", "N/A", "unknown", "deleted account", "Guest 7")),
        *({"user_id": number} for number in ("1234567890", "1111111", "null", "n/a", "123456", "-")),
        *({"emails": (address,)} for address in ("noreply@meta.example", "no-reply@x.example", "do_not_reply@x.example",
                                                 "notifications@fb.example", "test@example.com", "user@example.com",
                                                 "abc@gmail.example", "mailer-daemon@x.example")),
    ],
)  # fmt: skip
def test_a_placeholder_matches_nobody(subject):
    assert identities(alert(**subject)) == ()


def test_a_mails_number_counts_only_beside_a_case_or_an_account():
    bare = alert(phones=("+91 55555 00001",)).model_copy(update={"channel": IntakeChannel.MAIL})

    assert identities(bare) == ()
    assert ("phone", "5555500001") in identities(bare.model_copy(update={"external_id": "SYN-1"}))


def test_the_emergency_contact_is_not_the_person():
    contact = EmergencyContact(relation="mother", phone="+91 55555 00002")

    assert identities(alert(emergency_contact=contact)) == ()
