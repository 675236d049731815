"""What an editor shows beside a document: explanations, hints, an outline, offers, and small edits."""
