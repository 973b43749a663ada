// Processes: child processes, signals, pid files, log files, systemd.
