"""The person in distress, as far as a document tells."""

from abhay.adapters.sources.reading.document import Fields
from abhay.adapters.sources.reading.values import (
    find_pincode,
    read_emails,
    read_identifier,
    read_phones,
    read_pincode,
    read_scalar,
    read_short,
    split_phone,
    words_only,
)
from abhay.domain.text import ascii_digits
from models.payloads import Address, EmergencyContact, Subject

PERSON_KEYS = ("subject", "user", "person", "profile", "account", "author", "owner", "individual", "member")
_USER_IDS = ("userid", "uid", "accountid", "profileid", "ownerid")
_USERNAMES = ("username", "handle", "screenname", "accountname", "vanityname", "loginname")
_NAMES = ("displayname", "fullname", "name", "profilename", "realname")
_PHONES = ("phones", "phone", "phonenumbers", "phonenumber", "mobiles", "mobile", "mobilenumber", "contactnumber",
           "contactnumbers", "telephone", "tel", "msisdn")  # fmt: skip
_EMAILS = ("emails", "email", "emailaddresses", "emailaddress", "mail", "mails")
_PROFILES = ("profileurl", "profilelink", "permalink", "url", "link")
_AGES = ("ageband", "agerange", "agegroup", "age")
_LIVES = ("selfreportedlocation", "profilelocation", "statedlocation", "location", "lives")
_CITIES = ("city", "currentcity", "town", "livesin")
_ADDRESSES = ("address", "addresses", "homeaddress", "postaladdress", "residence")
_LINES = ("line", "line1", "addressline", "addressline1", "street", "address", "full", "formatted", "text")
_SECOND_LINES = ("line2", "addressline2", "locality", "area", "landmark", "village")
_PINCODE_KEYS = ("pin", "pincode", "postalcode", "postcode", "zip", "zipcode")
_CONTACTS = ("emergencycontact", "emergencycontacts", "guardian", "nextofkin", "familycontact", "trustedcontact")


def read_subject(root: Fields) -> Subject:
    """Returns the person of a document; a text in the person's place is taken as the name."""
    part = root.part(*PERSON_KEYS)
    ids = (*_USER_IDS, "id") if part.present else _USER_IDS
    return Subject(
        user_id=part.read("user_id", read_identifier, *ids),
        channel_id=part.read("channel_id", read_identifier, "channelid"),
        username=part.read("username", read_identifier, *_USERNAMES),
        display_name=part.read("display_name", read_short, *_NAMES) or _named_only(root),
        profile_url=part.read("profile_url", read_identifier, *_PROFILES[: None if part.present else 2]),
        phones=part.read_all("phones", read_phones, *_PHONES),
        emails=part.read_all("emails", read_emails, *_EMAILS),
        age_band=part.read("age_band", _read_age, *_AGES),
        self_reported_location=part.read("self_reported_location", words_only(read_short), *_LIVES),
        city=part.read("city", read_short, *_CITIES),
        hometown=part.read("hometown", words_only(read_short), "hometown", "nativeplace", "from"),
        address=_read_address(part),
        emergency_contact=part.read("emergency_contact", read_contact, *_CONTACTS),
    )


def read_contact(value: object) -> EmergencyContact | None:
    """Returns a person to be called, from an object or from a line such as `mother, Synthetic Maa, +91 55555 00111`."""
    if isinstance(value, Fields):
        contact = EmergencyContact(
            relation=value.read("relation", read_short, "relation", "relationship", "type"),
            name=value.read("name", read_short, "name", "fullname", "displayname"),
            phone=next(iter(value.read_all("phone", read_phones, *_PHONES, "number")), None),
        )
    else:
        words, phone = split_phone(read_scalar(value))
        relation = words[0] if len(words) > 1 else None
        contact = EmergencyContact(relation=relation, name=", ".join(words[1:] or words) or None, phone=phone)
    return contact if contact != EmergencyContact() else None


def read_address(value: object) -> Address | None:
    """Returns a postal address from an object or from one line, whose pincode is picked out."""
    if not isinstance(value, Fields):
        line = read_short(value)
        return Address(line=line, pincode=find_pincode(line)) if line else None
    line = value.read("line", read_short, *_LINES)
    more = value.read("line", read_short, *_SECOND_LINES)
    line = ", ".join(part for part in (line, more) if part) or None
    address = Address(
        line=line,
        city=value.read("city", read_short, "city", "town", "tehsil", "taluk", "cityname"),
        district=value.read("district", read_short, "district", "districtname", "jila", "zila"),
        state=value.read("state", read_short, "state", "region", "province", "statename"),
        pincode=value.read("pin", read_pincode, *_PINCODE_KEYS) or (find_pincode(line) if line else None),
    )
    return address if address != Address() else None


def _read_address(part: Fields) -> Address | None:
    """Returns the address, or an object called location; the pincode may also stand beside the other fields."""
    address = part.read("address", read_address, *_ADDRESSES)
    if address is None:
        address = part.read("location", _address_of_object, "location")
    pincode = None if address and address.pincode else part.read("pin", read_pincode, *_PINCODE_KEYS)
    if pincode is not None:
        address = (address or Address()).model_copy(update={"pincode": pincode})
    return address


def _address_of_object(value: object) -> Address | None:
    return read_address(value) if isinstance(value, Fields) else None


def _named_only(root: Fields) -> str | None:
    return root.read("subject", words_only(read_short), *PERSON_KEYS)


def _read_age(value: object) -> str | None:
    """Returns an age or a band of ages as text, `13-17` from an object with bounds."""
    if isinstance(value, Fields):
        bounds = [value.read("age_band", read_short, *keys) for keys in (("min", "from", "low"), ("max", "to", "high"))]
        return "-".join(bound for bound in bounds if bound) or None
    text = read_short(value)
    return ascii_digits(text) if text else None
