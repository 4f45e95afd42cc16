"""The screens of signed-in people: the board and the case page, and what they are made of."""
