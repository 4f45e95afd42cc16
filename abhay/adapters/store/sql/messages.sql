-- The sealed messages of these cases, each case's oldest first.
SELECT event.alert_id, event.received_at, evidence.payload
FROM alert_event AS event JOIN evidence ON evidence.event_id = event.id
WHERE event.alert_id = ANY (:ids::uuid[])
ORDER BY event.received_at, event.id
