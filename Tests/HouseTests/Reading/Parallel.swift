internal import Dispatch
internal import Synchronization

/// `map` on all cores, in order: the whole project is read in a debug build, where loops over bytes are slow.
func mapInParallel<Value: Sendable, Result: Sendable>(
    _ values: [Value], _ body: @Sendable (Value) -> Result
) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: values.count))
    DispatchQueue.concurrentPerform(iterations: values.count) { index in
        let result = body(values[index])
        results.withLock { $0[index] = result }
    }
    return results.withLock { $0 }.compactMap(\.self)
}
