"""One file a kind of evidence; the registry walks this folder."""
