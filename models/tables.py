"""Every table in one place, for the migrations and for readers."""

from models.answers import Acknowledgement, Milestone, PinFailure
from models.cases import Alert, AlertEvent, AlertUnit, Content, Evidence, Identity, Lease, Subject
from models.directory import ContactPoint, District, PoliceUnit, Post
from models.handovers import HandOver, HandOverReceipt
from models.mailbox import Canary, Mailbox, MailboxMessage
from models.messaging import Notification
from models.records import ApiToken, AuditEntry, ClockOffset, PolicyVersion, TimelineEntry

__all__ = [
    "Acknowledgement",
    "Alert",
    "AlertEvent",
    "AlertUnit",
    "ApiToken",
    "AuditEntry",
    "Canary",
    "ClockOffset",
    "ContactPoint",
    "Content",
    "District",
    "Evidence",
    "HandOver",
    "HandOverReceipt",
    "Identity",
    "Lease",
    "Mailbox",
    "MailboxMessage",
    "Milestone",
    "Notification",
    "PinFailure",
    "PoliceUnit",
    "PolicyVersion",
    "Post",
    "Subject",
    "TimelineEntry",
]
