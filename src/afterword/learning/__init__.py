"""What many postmortems teach."""
