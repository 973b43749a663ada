// Processes: what the program needs from the system around it: child processes that cannot outlive it, the identity of
// a process beyond its pid, pid files, log files, signals, the service manager, the load of the host.
//
// It refuses to run a shell and to guess: a command is an executable and its arguments, a process is told from a later
// one with the same pid by its start time and the boot of the machine.
//
// Read next: Children/Launch.swift, Children/ChildProcess.swift, ProcessTable.swift.
