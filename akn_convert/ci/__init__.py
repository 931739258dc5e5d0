"""What a CI job or an archive needs around the validator: where documents are, what is known of them, many at once."""
