"""A number that a card or a telephone is opened with is no place, whatever it is called; a pincode of a house is one."""

import pytest

from abhay.adapters.gazetteer.places.codes import secret_numbers


@pytest.mark.parametrize(
    "text",
    ["atm pin 305001 likh rha hu", "phone ka pin 305001 hai", "gpay pin 305001", "debit card pin 305001", "upi pin-305001",
     "sim pin 305001", "app lock ka pin 305001", "pin 305001 h atm ka", "card ka pin 305001 lelo", "locker ka pin: 305001",
     "फोन का पिन ३०५००१", "मोबाइल का पिन 305001", "pin 305001 phone ka", "paytm 305001 otp aaya", "एटीएम का पिन ३०५००१ है"],
)  # fmt: skip
def test_the_code_of_a_card_or_a_telephone(text: str) -> None:
    assert secret_numbers(text) == {"305001"}


@pytest.mark.parametrize(
    "text",
    ["ghar ka pin 305001", "my pin code is 305001", "hostel ka pin code 305001", "mera pin 305001", "kota 324001 me hu",
     "phone 9555512345 pin 305001", "bank road, pin 305001", "पिन कोड ३०५००१", "mobile band hai, pin 305001 pe aana"],
)  # fmt: skip
def test_the_pincode_of_a_house(text: str) -> None:
    assert secret_numbers(text) == frozenset()
