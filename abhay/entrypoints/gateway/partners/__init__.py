"""What partners build against: the page that says how, the schema of an alert, and the try that pages nobody."""
