"""Looks as houses and teams write them: read, checked, and made safe."""
