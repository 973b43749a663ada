// Net: where blocking calls meet Swift concurrency. `onThread` runs a blocking body on a thread of its own,
// `ThreadExecutor` gives an actor a thread of its own. The cooperative pool has as many threads as cores and must
// never block: every driver goes through one of these two.
//
// Read next: OnThread.swift, ThreadExecutor.swift.
