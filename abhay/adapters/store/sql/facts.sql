-- The facts that `decide` needs of these cases beside their rows, in one round trip. It is not joined to the lock: a
-- statement sees what was committed when it began, and the lock's last holder may have committed since.
SELECT asked.id, abhay_now() AS at,
    ARRAY(SELECT unit_id FROM alert_unit WHERE alert_id = asked.id AND stood_down_at IS NULL
          ORDER BY position) AS units,
    ARRAY(SELECT id FROM notification WHERE alert_id = asked.id AND again_after IS NOT NULL
          ORDER BY again_after, notification.id) AS again,
    ARRAY(SELECT again_after FROM notification WHERE alert_id = asked.id AND again_after IS NOT NULL
          ORDER BY again_after, notification.id) AS again_at,
    ARRAY(SELECT id FROM notification WHERE alert_id = asked.id AND go_on_at IS NOT NULL AND status <> 'delivered'
          ORDER BY go_on_at, notification.id) AS on_from,
    ARRAY(SELECT go_on_at FROM notification WHERE alert_id = asked.id AND go_on_at IS NOT NULL AND status <> 'delivered'
          ORDER BY go_on_at, notification.id) AS on_at,
    EXISTS (SELECT FROM notification WHERE alert_id = asked.id AND status = 'queued'
            AND (try_after IS NULL OR try_after <= abhay_now())) AS unsent,
    EXISTS (SELECT FROM notification WHERE alert_id = asked.id AND status = 'sending') AS unfinished
FROM unnest(:ids::uuid[]) AS asked (id)
