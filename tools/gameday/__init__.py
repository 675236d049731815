"""A real incident made to order: real servers, broken in a known way at a known second, and what they wrote."""
