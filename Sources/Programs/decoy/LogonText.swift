internal import OracleClient

/// `user/password@address`, as SQL*Plus takes it; either name may stand in double quotes, the address has any form that
/// `ConnectString` reads.
struct LogonText {
    let endpoint: OracleEndpoint

    init(_ text: String) throws(UsageFailure) {
        let (user, afterUser) = LogonText.name(text[...], until: "/")
        guard let afterUser, !user.isEmpty else {
            throw UsageFailure("a connect string is user/password@address, such as scott/tiger@127.0.0.1:1521/ORCLPDB1")
        }
        var password: String
        var address: Substring
        if afterUser.hasPrefix("\"") {
            let (quoted, rest) = LogonText.name(afterUser, until: "@")
            (password, address) = (LogonText.unquoted(quoted), rest ?? "")
        } else {
            // A password may hold an @; an address holds none.
            guard let at = afterUser.lastIndex(of: "@") else {
                throw UsageFailure("there is no @address behind user and password")
            }
            (password, address) = (String(afterUser[..<at]), afterUser[afterUser.index(after: at)...])
        }
        do throws(OracleError) {
            endpoint = try OracleEndpoint(String(address), user: user, password: password)
        } catch {
            throw UsageFailure("\(error)")
        }
    }

    /// What stands before the mark, quotes and all, and what stands behind it; nil when the mark is missing.
    private static func name(_ text: Substring, until mark: Character) -> (String, Substring?) {
        var isQuoted = false
        for at in text.indices {
            if text[at] == "\"" { isQuoted.toggle() }
            if !isQuoted, text[at] == mark { return (String(text[..<at]), text[text.index(after: at)...]) }
        }
        return (String(text), nil)
    }

    private static func unquoted(_ text: String) -> String {
        text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"") ? String(text.dropFirst().dropLast()) : text
    }
}

/// Words of the command line that cannot be used.
struct UsageFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
