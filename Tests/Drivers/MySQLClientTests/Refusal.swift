import MySQLClient
import Testing

/// The error that a call must end with; a call that succeeds, or fails in another way, fails the test.
func refusal<Value>(_ body: () throws -> Value) -> MySQLError? {
    do {
        _ = try body()
        Issue.record("the call was not refused")
    } catch let error as MySQLError {
        return error
    } catch {
        Issue.record("the call failed with \(error)")
    }
    return nil
}

func refusal<Value: Sendable>(_ body: @Sendable () async throws -> Value) async -> MySQLError? {
    do {
        _ = try await body()
        Issue.record("the call was not refused")
    } catch let error as MySQLError {
        return error
    } catch {
        Issue.record("the call failed with \(error)")
    }
    return nil
}
