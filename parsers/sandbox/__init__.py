"""Reading a message in a process of its own that can open no file and no socket."""
