"""The stories: order, branching and waiting. No SQL, no HTTP, no template."""
