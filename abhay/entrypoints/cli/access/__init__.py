"""Commands about who may come in: accounts of people, tokens of programs."""
