"""The domain, pure: its model, clocks and matching. No input or output."""
