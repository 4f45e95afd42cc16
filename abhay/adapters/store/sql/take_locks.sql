-- Waits for every lock, in the order of the array, which is the same for all: two messages never wait for each other.
SELECT pg_advisory_xact_lock_shared(:merge_split), pg_advisory_xact_lock(key) FROM unnest(:keys::bigint[]) AS key
