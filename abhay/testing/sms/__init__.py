"""Stand-ins for SMS gateways in India, one module for each shape of request."""
