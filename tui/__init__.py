"""What people see and type: the `mash` command, the dashboard, the demo."""
