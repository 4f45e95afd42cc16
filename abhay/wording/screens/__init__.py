"""The words of the screens for signed-in people, in Hindi and in English."""
