internal import DecoyDictionary
package import OracleSQL
internal import PostgresClient
internal import Synchronization

// Opening and forgetting of sessions.
extension Engine {
    /// A session on a backend of its own, for the calling thread.
    package func open(_ account: Account) throws(OracleFailure) -> Session {
        guard account.mayConnect else {
            throw OracleFailure(1045, "user \(account.name) lacks CREATE SESSION privilege; logon denied")
        }
        let connection: PostgresConnection
        do throws(PostgresFailure) {
            connection = try PostgresConnection(endpoint)
        } catch {
            if error.report?.sqlState == "53300" { throw OracleFailure(18, "maximum number of sessions exceeded") }
            throw OracleFailure(1034, "ORACLE not available")
        }
        let identity = state.withLock { state in
            state.lastSID += 1
            return SessionIdentity(sid: 10 + state.lastSID, serial: 1 + state.lastSID % 65_535)
        }
        let session = Session(engine: self, identity: identity, connection: connection, user: account.name)
        state.withLock { state in
            state.sessions[identity.sid] = SessionEntry(
                identity: identity, user: account.name, backend: connection.backend, canceller: session.canceller,
                counters: session.counters)
        }
        do throws(OracleFailure) {
            try session.register()
            try forgetTemporaryRows(session)
        } catch {
            session.close()
            throw error
        }
        return session
    }

    /// A session of `client` that another user, who has signed in, comes as.
    package func open(_ client: Account?, through proxy: Account) throws(OracleFailure) -> Session {
        let refusal = OracleFailure(28_150, "proxy not authorized to connect as client")
        guard let client else { throw refusal }
        let session = try open(client)
        do throws(OracleFailure) {
            let rows = try session.query(
                "SELECT FROM dict.kept WHERE kind = 'PROXY' AND name = $1",
                [.text(ProxyPair.name(proxy.name, for: client.name))])
            guard rows.rowCount > 0 else { throw refusal }
            guard !client.isLocked else { throw OracleFailure(28_000, "the account is locked") }
        } catch {
            session.close()
            throw error
        }
        session.settings.set("proxy_user", proxy.name)
        return session
    }

    /// Rows of temporary tables end with their session: what sessions that are gone left is removed, above all when
    /// the number of their backend has come again.
    private func forgetTemporaryRows(_ session: Session) throws(OracleFailure) {
        for table in dictionary.tables.values where table.kind == .temporaryPreserve {
            try session.command(
                "DELETE FROM data.b\(table.id) WHERE backend = pg_backend_pid() OR backend NOT IN "
                    + "(SELECT pid FROM pg_stat_activity WHERE pid IS NOT NULL)", isChange: false)
        }
    }

    func forget(_ identity: SessionIdentity) {
        state.withLock { $0.sessions[identity.sid] = nil }
    }
}
