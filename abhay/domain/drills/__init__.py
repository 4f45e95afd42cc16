"""The pure rules of drills: what may begin, how it is cut short, when it ends, and how it is scored."""
