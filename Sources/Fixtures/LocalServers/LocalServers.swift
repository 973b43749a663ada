// LocalServers: real database servers under our own control, for tests and the demonstration.
