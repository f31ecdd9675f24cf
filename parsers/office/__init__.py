"""Office formats other than Word's own, rich text and OpenDocument, and what they share with it."""
