internal import Catalog
internal import Crypto
internal import Model
internal import Net

extension Command {
    static let account = Command(
        name: "account", summary: "sets the password of a console account",
        help: """
            godwit account password NAME [--password-file FILE]

              password       sets a new password and ends every session of the account; makes the account when the
                             console has none yet. Whoever may write the data directory may do this.
            """ + Command.commonHelp,
        options: ["password-file"]
    ) { arguments, terminal in
        let name = try arguments.words("password", "NAME")[1]
        guard arguments.words[0] == "password" else {
            throw Usage("Accounts know password, not “\(arguments.words[0])”.")
        }
        let catalog = try await Installation.open(arguments, creating: true).catalog
        let password = try PasswordInput.read(arguments, inURL: nil, terminal, for: name).reveal()
        guard (10...128).contains(password.count) else { throw Usage("A password has 10 to 128 characters.") }
        let hash = try await onThread("password") { try PasswordHash.make(password) }
        let now = Timestamp.wallClock()
        if try await catalog.account(name) != nil {
            try await catalog.setPassword(hash, of: name)
            try await catalog.endSessions(of: name, except: nil)
        } else if try await !catalog.createFirstAccount(
            Account(name: name, passwordHash: hash, createdAt: now, passwordSetAt: now))
        {
            throw NotFound("There is no account \(name).")
        }
        try await catalog.append(
            AuditEntry(
                at: now, actor: .commandLine, address: "", action: "account.password", object: Subject(.account, name),
                objectName: name, outcome: .succeeded, request: nil))
        terminal.note("The password of \(name) is set.")
        return .done
    }
}
