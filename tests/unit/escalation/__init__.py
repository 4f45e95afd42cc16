"""The clock and the ladder, held to what they promise: whole climbs, played through in simulated time."""
