"""Taking out of a text what its readers may not see, and putting pseudonyms there that stay the same everywhere."""
