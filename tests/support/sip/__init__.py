"""Real telephone calls over SIP on loopback: a small voice gateway and a telephone, each a process of its own."""
