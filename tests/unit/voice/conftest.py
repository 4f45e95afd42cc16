from tests.unit.messages.conftest import context

__all__ = ["context"]
