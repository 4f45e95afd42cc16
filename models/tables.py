"""Every table in one place, for the migrations and for readers."""

from models.answers import Acknowledgement, HandOver, HandOverReceipt, Milestone, PinDay, PinFailure, UndoPoint
from models.cases import Alert, AlertEvent, AlertUnit, Content, Identity, Lease, OriginalMessage, Subject
from models.directory import ContactPoint, District, PoliceUnit, Post
from models.mailbox import Canary, Mailbox, MailboxMessage
from models.messaging import DeliveryEvent, Notification, ProviderHealth, ReceivedReply, ReplyDay
from models.records import (
    ApiToken,
    AuditEntry,
    AuditText,
    ClockOffset,
    ContactVersion,
    Epoch,
    LiveProcess,
    PolicyVersion,
    Preparation,
    RefusedDelivery,
    TimelineEntry,
)

__all__ = [
    "Acknowledgement",
    "Alert",
    "AlertEvent",
    "AlertUnit",
    "ApiToken",
    "AuditEntry",
    "AuditText",
    "Canary",
    "ClockOffset",
    "ContactPoint",
    "ContactVersion",
    "Content",
    "DeliveryEvent",
    "District",
    "Epoch",
    "HandOver",
    "HandOverReceipt",
    "Identity",
    "Lease",
    "LiveProcess",
    "Mailbox",
    "MailboxMessage",
    "Milestone",
    "Notification",
    "OriginalMessage",
    "PinDay",
    "PinFailure",
    "PoliceUnit",
    "PolicyVersion",
    "Post",
    "Preparation",
    "ProviderHealth",
    "ReceivedReply",
    "RefusedDelivery",
    "ReplyDay",
    "Subject",
    "TimelineEntry",
    "UndoPoint",
]
