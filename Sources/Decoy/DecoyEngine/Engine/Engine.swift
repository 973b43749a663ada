package import DecoyDictionary
internal import LocalServers
internal import PostgresClient
internal import Synchronization

/// The PostgreSQL server of one data directory with the dictionary over it. Sessions are opened from any thread.
package final class Engine: Sendable {
    package let options: EngineOptions
    let server: PostgreSQLServer
    let state: Mutex<EngineState>
    let types: TypeNumbers

    init(options: EngineOptions, server: PostgreSQLServer, types: TypeNumbers, dictionary: DataDictionary) {
        self.options = options
        self.server = server
        self.types = types
        state = Mutex(EngineState(dictionary: dictionary))
    }

    /// The database of everything that Oracle's users see.
    var endpoint: PostgresEndpoint {
        PostgresEndpoint(port: UInt16(clamping: server.port), database: "decoy")
    }

    /// The newest snapshot.
    package var dictionary: DataDictionary { state.withLock { $0.dictionary } }

    /// Puts a snapshot in place after the transaction that made it was committed; an older one is ignored.
    package func publish(_ dictionary: DataDictionary) {
        state.withLock { state in
            if dictionary.version > state.dictionary.version { state.dictionary = dictionary }
        }
    }

    /// nil: there is no such user (ORA-01017).
    package func account(named name: String) -> Account? {
        let dictionary = dictionary
        guard let user = dictionary.users[name], !user.isRole else { return nil }
        return Account(user: user, mayConnect: dictionary.has("CREATE SESSION", user: name))
    }
}

struct EngineState {
    var dictionary: DataDictionary
    var sessions: [Int: SessionEntry] = [:]
    var lastSID = 0
    var isStopping = false
    var watch: Task<Void, Never>?
}
