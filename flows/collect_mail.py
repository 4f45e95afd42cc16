"""Reads the mailbox by hand or every five minutes, so that Prefect's UI shows its state beside the collector."""

from prefect import flow

from tasks.collect import collect_mails


@flow(name="collect-mail", log_prints=False, persist_result=False)
async def collect_mail() -> str:
    """Takes in the mails that wait in the mailbox, unless the collector is at work."""
    return await collect_mails()
