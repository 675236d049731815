"""Charts of metrics: samples read from evidence, drawn with the incident's milestones, and told in a table."""
