package import Crypto

/// Where to connect, as whom, and how the session shall be.
package struct OracleEndpoint: Sendable {
    package enum Role: Hashable, Sendable {
        case normal, sysdba, sysoper, sysasm, sysbackup, sysdg, syskm
    }

    package var descriptor: ConnectDescriptor
    /// As typed: the server folds a name without double quotes to upper case.
    package var user: String
    package var password: String
    /// Changes the password while signing in, also one that has expired (ORA-28001).
    package var newPassword: String?
    package var role = Role.normal
    /// For TCPS: which authorities are believed. Whether the name must match stands in the descriptor.
    package var trust = TLSContext.Trust.system
    /// For servers that ask the client for a certificate.
    package var identity: TLSIdentity?
    /// For everything from the first packet to the end of the logon. The descriptor's own time-outs count too.
    package var logonTimeout = Duration.seconds(30)
    /// What V$SESSION shows as the program.
    package var program = "godwit"
    /// The session's time zone: values of TIMESTAMP WITH LOCAL TIME ZONE come in it. nil leaves the server's.
    package var timeZone: String? = "+00:00"
    /// How many parsed statements are kept for use again; 0 keeps none.
    package var statementCacheSize = 20

    package init(descriptor: ConnectDescriptor, user: String, password: String) {
        self.descriptor = descriptor
        self.user = user
        self.password = password
    }

    /// Reads a connect string; a user and a password in it count where none are given.
    package init(
        _ connectString: String, user: String? = nil, password: String? = nil, aliases: AliasFile = AliasFile()
    ) throws(OracleError) {
        do throws(ConnectStringFailure) {
            let parsed = try ConnectString.parse(connectString, aliases: aliases)
            self.init(
                descriptor: parsed.descriptor, user: user ?? parsed.user ?? "",
                password: password ?? parsed.password ?? "")
        } catch {
            throw OracleError(
                number: 12_154, text: "the connect string cannot be used: \(error)", place: "no connection yet")
        }
    }

    package var place: String { descriptor.descriptions.first?.place ?? "nowhere" }
}

extension OracleEndpoint: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Without the password, however it is printed.
    package var description: String { "\(user) at \(place)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["place": place, "user": user]) }
}
