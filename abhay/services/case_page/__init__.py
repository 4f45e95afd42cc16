"""The page behind a message's link: access to it, its content and its actions."""
