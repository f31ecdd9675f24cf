"""A locked process: what is closed to it, and what it may still do."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

SCRIPT = """
import json, os, socket, threading
from parsers.sandbox.lock import lock_down

os.listdir(".")
locks = lock_down()
acts = {
    "read a file": lambda: open(os.__file__),
    "list a folder": lambda: os.listdir("."),
    "make a file": lambda: open("x-was-here", "w"),
    "remove a file": lambda: os.unlink("x-was-here"),
    "open a socket": lambda: socket.socket(),
    "start a program": lambda: os.execv("/bin/true", ["true"]),
    "start a process": lambda: os.fork() or os._exit(0),
    "signal its parent": lambda: os.kill(os.getppid(), 0),
}
done = []
for name, act in acts.items():
    try:
        act()
        done.append(name)
    except OSError:
        pass
thread = threading.Thread(target=lambda: None)
thread.start()
thread.join()
print(json.dumps({"landlock": locks.landlock, "seccomp": locks.seccomp, "done": done}))
"""


def test_a_locked_process_opens_no_file_no_socket_and_starts_nothing() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=60
    )
    told = json.loads(ended.stdout)
    if not told["seccomp"]:
        pytest.skip("this kernel has no seccomp")
    assert told["done"] == []
