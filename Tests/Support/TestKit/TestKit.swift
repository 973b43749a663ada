// TestKit: what tests of several rooms share: bounded waiting, temporary folders, shared servers.
