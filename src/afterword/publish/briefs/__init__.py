"""Short texts made of a version: for the status page, for customers, for one page of leadership's time."""
