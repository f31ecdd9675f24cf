"""What an email says beside the form that it brings: who sends it, what it forwards, how it is signed."""
