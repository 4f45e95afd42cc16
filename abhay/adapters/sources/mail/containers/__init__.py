"""What a mail may be packed into: signed messages (S/MIME, PGP) and Outlook's winmail.dat."""
