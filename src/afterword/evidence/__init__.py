"""What happened, raw: kinds of evidence, recognition, the ledger, citations."""
