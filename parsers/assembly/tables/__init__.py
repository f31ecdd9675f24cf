"""Tables -> pieces, whatever their shape."""
