"""What happened, told: merge, groups, phases, durations, the draft."""
