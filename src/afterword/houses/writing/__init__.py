"""From a record to its document: changed in place, written fresh, or converted."""
