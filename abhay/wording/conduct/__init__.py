"""How a case is met: what was tried before, what an officer says and does, and what is not said of a child."""
