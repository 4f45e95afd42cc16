"""Changes of contact points that wait for a second person."""
