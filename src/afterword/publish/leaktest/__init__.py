"""Proof that a finished file holds nothing that its audience may not see."""
