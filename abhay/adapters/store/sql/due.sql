-- Open cases whose next look is late, and cases with late messages. A claim whose deadline has passed, or whose sender's
-- lock is free, counts from the time of queueing. A drill's case comes after every real one.
-- `held` is the same query as `HELD_KEYS` in db/locks.py.
WITH held (key) AS (
    SELECT (classid::bigint << 32) + objid::bigint
    FROM pg_locks JOIN pg_database ON pg_database.oid = database
    WHERE datname = current_database() AND locktype = 'advisory' AND granted AND objsubid = 1
), due (alert_id, since, notice) AS (
    SELECT id, next_at, false FROM alert WHERE next_at <= :before AND status <> 'closed'
    UNION ALL
    SELECT alert_id, greatest(queued_at, try_after), kind = ANY(:notices::text[]) FROM notification
    WHERE status IN ('queued', 'sending') AND CASE status
        WHEN 'queued' THEN queued_at <= :before AND (try_after IS NULL OR try_after <= :at)
        ELSE sending_deadline <= :at OR (sender IS NOT NULL AND sender NOT IN (SELECT key FROM held))
    END
), found AS (
    SELECT alert_id, min(since) AS since, bool_and(notice) AS only_notices,
        EXISTS (SELECT FROM lease WHERE lease.alert_id = due.alert_id AND until > :at) AS leased
    FROM due GROUP BY alert_id
)
SELECT id, ref, severity, flow_run_id, status = 'closed', next_at, :at - since, leased, only_notices,
    :listening IN (SELECT key FROM held), drill
FROM found JOIN alert ON alert.id = alert_id
WHERE :leased_too OR NOT leased
ORDER BY drill, only_notices, rung IS NOT NULL, array_position(:severities::text[], severity), next_at
LIMIT :limit
