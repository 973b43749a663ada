package import DecoyDictionary
internal import Glibc

/// A user as the logon needs to know it.
package struct Account: Sendable {
    package let user: User
    /// Whether the user may sign in at all (CREATE SESSION, ORA-01045).
    package let mayConnect: Bool

    package init(user: User, mayConnect: Bool) {
        self.user = user
        self.mayConnect = mayConnect
    }

    package var name: String { user.name }
    /// `S:…;T:…`; nil when nobody can sign in by a password.
    package var verifiers: String? { user.verifiers }
    /// ORA-28000
    package var isLocked: Bool { user.status.isLocked }
    /// ORA-28001
    package var isExpired: Bool { user.status.isExpired || graceLeft.map { $0 <= 0 } ?? false }
    /// ORA-28002: in how many days a password that is too old already will not be taken any more.
    package var daysOfGrace: Int? { graceLeft.map { ($0 + 86_399) / 86_400 } }

    /// Seconds; nil while the password is young enough.
    private var graceLeft: Int? {
        guard let end = user.passwordEnd else { return nil }
        let now = Int(time(nil))
        return now < end.at ? nil : end.at + end.graceSeconds - now
    }
}
