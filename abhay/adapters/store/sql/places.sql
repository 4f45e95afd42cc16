-- One row for each message, in their order: the time, the policy, and a number for a new case unless it is known.
-- Scalar subqueries with one key each, not EXISTS: a plan made for small tables must never read a whole large one.
SELECT (SELECT abhay_now()) AS at,
    (SELECT coalesce(max(version), 0) FROM policy_version) AS version,
    CASE WHEN NOT known THEN nextval('alert_ref_seq') END AS number
FROM (
    SELECT place, coalesce(
        (
            SELECT bool_or(coalesce(
                (SELECT true FROM alert_event WHERE event_key = sent.event),
                (SELECT true FROM alert_event WHERE delivery_key = sent.delivery)
            ))
            FROM unnest(:events::text[], :deliveries::text[], :senders::bigint[]) AS sent (event, delivery, sender)
            WHERE sent.sender = message.place
        ),
        (
            SELECT bool_or((SELECT status <> 'closed' FROM alert WHERE id = identity.alert_id))
            FROM unnest(:digests::text[], :owners::bigint[]) AS sought (digest, owner)
            JOIN identity ON identity.digest = sought.digest
            WHERE sought.owner = message.place
        ),
        false
    ) AS known
    FROM generate_series(1, :messages::bigint) AS message (place)
) AS looked_up
ORDER BY place
