"""The pure rules of accounts: names, passwords, how long a session lasts, how long a wrong password is paid for."""
