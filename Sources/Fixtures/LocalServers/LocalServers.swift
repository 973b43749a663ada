// LocalServers: real database servers under our own control, for tests and the demonstration: seekdb (the OceanBase
// engine), MariaDB and PostgreSQL, each on a free loopback port in a directory of its own.
//
// It refuses to touch a server that it did not start, and to leave one behind: a server dies with the program that
// started it, and what a power cut leaves is swept at the next start.
//
// Read next: LocalServer.swift, ServerRun.swift, SeekDBServer.swift.
