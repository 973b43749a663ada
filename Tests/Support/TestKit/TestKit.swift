// TestKit: what tests of several rooms share: bounded waiting, temporary folders, names of their own, real servers.
//
// It refuses to sleep for a fixed time and to share a name between two tests.
//
// Read next: Eventually.swift, TestServers.swift.
