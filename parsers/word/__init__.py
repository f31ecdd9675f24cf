"""Word documents (.docx, .docm, .dotx; Transitional and Strict) -> `Document`."""
