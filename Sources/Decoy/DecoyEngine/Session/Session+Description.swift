internal import OracleSQL
internal import PostgresClient
internal import Synchronization

// What others see of the session in V$SESSION.
extension Session {
    /// What the client said about itself; SQL functions read it from the settings, other sessions from a table.
    package func describe(_ description: ClientDescription) {
        settings.set("module", description.module)
        settings.set("action", description.action)
        settings.set("client_info", description.clientInformation)
        settings.set("client_identifier", description.clientIdentifier)
        settings.set("program", description.program)
        settings.set("machine", description.machine)
        settings.set("terminal", description.terminal)
        settings.set("os_user", description.osUser)
        settings.set("sid", String(identity.sid))
        settings.set("serial", String(identity.serial))
        self.description = description
        // Inside of a transaction the row would belong to it: then it is written with the next description.
        if !transaction.isOpen { try? register() }
    }

    func register() throws(OracleFailure) {
        try settle()
        guard !transaction.isOpen else { return }
        let values = [
            String(identity.sid), String(identity.serial), user, description.program, description.machine,
            description.osUser, description.terminal, description.process, description.module, description.action,
            description.clientInformation, description.clientIdentifier, description.driver,
            description.operation,
        ]
        do throws(PostgresFailure) {
            _ = try connection.query(
                """
                SELECT clock.register_session($1::int, $2::int, $3,
                    ARRAY[$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14])
                """,
                values.map { PostgresValue.text($0) })
        } catch {
            throw oracle(error)
        }
    }
}
