"""Seeded chaos: everything that can break does, in an order that the seed gives, while alerts come and people answer."""
