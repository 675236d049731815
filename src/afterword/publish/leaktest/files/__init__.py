"""Everything that a file says anywhere, as texts with the place where each stands; one file a format."""
