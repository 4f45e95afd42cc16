-- Marks messages that the provider accepted. Skips rows that another transaction has locked, as the claim does.
UPDATE notification
SET status = 'sent', sent_at = abhay_now(), provider_id = given.provider_id, gateway = given.gateway, again_after = NULL, error = NULL
FROM unnest(:ids::uuid[], :provider_ids::text[], :gateways::text[]) AS given (id, provider_id, gateway)
WHERE notification.id = given.id AND given.id IN (
    SELECT id FROM notification WHERE id = ANY(:ids::uuid[]) AND status IN ('sending', 'unknown')
    FOR NO KEY UPDATE SKIP LOCKED)
RETURNING notification.id
