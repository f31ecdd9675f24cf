"""What people see and type: the `mash` command, the dashboard, the demo."""

__version__ = "0.1.0"
