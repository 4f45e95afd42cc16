-- Claims queued messages for one try. Skips rows that another transaction has locked: it never waits while it holds others.
UPDATE notification
SET status = 'sending', sending_deadline = abhay_now() + :limit, tries = tries + 1, sender = :sender
WHERE id IN (
    SELECT id FROM notification WHERE id = ANY(:ids::uuid[]) AND status = 'queued' FOR NO KEY UPDATE SKIP LOCKED)
RETURNING id
