"""What a house and a team ask of a postmortem beside its text: deadlines, roles, and what closing it takes."""
