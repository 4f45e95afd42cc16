"""What gateways send back: receipts and replies, read by the preset that a gateway has."""
