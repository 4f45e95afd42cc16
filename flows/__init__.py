"""The flows: order, branching and waiting. They hold no SQL, no HTTP and no template."""
