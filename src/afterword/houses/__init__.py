"""Which shape a postmortem is written in, and the lens between its text and the record."""
