"""Who a version is for, and how it is derived from the one document."""
