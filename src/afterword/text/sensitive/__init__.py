"""What in a text is secret, personal, or internal: one set of detectors for evidence, review, and publishing."""
