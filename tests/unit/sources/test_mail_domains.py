import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.sources.mail.domains import aligned, domain_of, domains_in, organisation_of, within


@pytest.mark.parametrize(
    ("domain", "organisation"),
    [
        ("partner.example", "partner.example"),
        ("mail.partner.example", "partner.example"),
        ("a.b.c.partner.co.in", "partner.co.in"),
        ("kota.invented.gov.in", "invented.gov.in"),
        ("gov.in", None),
        ("co.in", None),
        ("one.github.io", "one.github.io"),
        ("xn--p1b6ci4b4b3a.xn--h2brj9c", "xn--p1b6ci4b4b3a.xn--h2brj9c"),
    ],
)
def test_an_organisation_is_one_label_below_a_public_suffix(domain, organisation):
    assert organisation_of(domain) == organisation


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("partner.example", "partner.example", True),
        ("mail.partner.example", "partner.example", True),
        ("a.partner.example", "b.partner.example", True),
        ("partner.example", "notpartner.example", False),
        ("partner.example", "partner.example.evil.example", False),
        ("one.gov.in", "gov.in", False),
        ("one.gov.in", "two.gov.in", False),
        ("co.in", "evil.co.in", False),
        ("co.in", "co.in", True),
        ("one.github.io", "two.github.io", False),
        ("in", "gov.in", False),
    ],
)
def test_domains_of_one_organisation_are_aligned_and_neighbours_below_a_public_suffix_are_not(one, other, together):
    assert aligned(one, other, ()) is together
    assert aligned(other, one, ()) is together


def test_domains_within_one_that_we_know_are_aligned():
    assert aligned("a.invented.gov.in", "b.other.gov.in", ["gov.in"])
    assert not aligned("a.invented.gov.in", "b.other.gov.in", ["invented.gov.in", ""])


LABELS = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)
DOMAINS = st.lists(LABELS, min_size=2, max_size=5).map(".".join)


@given(DOMAINS, LABELS)
def test_an_organisation_and_what_lies_below_it_are_aligned(domain, label):
    assert aligned(domain, domain, ())
    if organisation_of(domain):
        assert aligned(f"{label}.{domain}", domain, ())


@pytest.mark.parametrize(
    ("text", "domains"),
    [
        ("A <a@b.example>", ["b.example"]),
        ("a@b.example, c@d.example", ["b.example", "d.example"]),
        ('"x"@evil.example', ["evil.example"]),
        ('"x" @ evil.example', ["evil.example"]),
        ("x@[203.0.113.5]", [""]),
        ("x@", [""]),
        ("a@b@c", ["b", "c"]),
        ("@a@b@@c", ["a", "b", "", "c"]),
        ("nobody", []),
    ],
)
def test_addresses_are_found_as_they_are_written(text, domains):
    assert list(domains_in(text)) == domains


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("<a@Partner.Example>", "partner.example"),
        ("partner.example.", "partner.example"),
        ("a@b", None),
        ("a@ko\u212aa.example", None),
        ("a@कोटा.example", None),
        ("a." * 200 + "example", None),
        ("", None),
    ],
)
def test_a_domain_is_read_in_ascii_or_not_at_all(text, domain):
    assert domain_of(text) == domain


def test_a_domain_lies_within_itself_and_what_holds_it():
    assert within("a.partner.example", [" Partner.example. "])
    assert within("partner.example", ["partner.example"])
    assert not within("notpartner.example", ["partner.example", ""])
