"""`abhay alert …`: what is done with cases."""
