-- Takes the locks that are free and waits for none. `held` lists the keys that this transaction holds now.
SELECT pg_try_advisory_xact_lock_shared(:merge_split) AS merge_split,
    ARRAY(SELECT key FROM unnest(:keys::bigint[]) AS key WHERE pg_try_advisory_xact_lock(key)) AS held
