"""How a team's archive is taken over: which documents are postmortems, what was found in each, what to call it."""
