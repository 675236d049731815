"""Reading timelines: entries, days, zones, and the day of the incident, in whatever shape people wrote them."""
