internal import Glibc

/// An account with its groups, looked up before the fork because the lookup reads files and allocates.
struct ResolvedAccount {
    let user: uid_t
    let group: gid_t
    let groups: [gid_t]

    /// `nil` when the child shall keep our account.
    init?(_ account: Launch.Account?, for executable: String) throws(LaunchFailure) {
        switch account {
        case nil: return nil
        case .numbered(let user, let group):
            if user == geteuid() && group == getegid() && user != 0 { return nil }
            (self.user, self.group, groups) = (user, group, [group])
        case .named(let name):
            guard let found = AccountTable.account(named: name) else {
                throw LaunchFailure(step: .findAccount, executable: executable, errno: ENOENT, subject: name)
            }
            if found.user == geteuid() && found.user != 0 { return nil }
            (user, group) = (found.user, found.group)
            groups = AccountTable.groups(of: name, first: found.group)
        }
    }
}

/// The accounts of this machine.
package enum AccountTable {
    package static func account(named name: String) -> (user: UInt32, group: UInt32)? {
        var record = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16 << 10)
        let refused = getpwnam_r(name, &record, &buffer, buffer.count, &found)
        guard refused == 0, found != nil else { return nil }
        return (record.pw_uid, record.pw_gid)
    }

    static func groups(of name: String, first: gid_t) -> [gid_t] {
        var count: Int32 = 64
        var groups = [gid_t](repeating: first, count: Int(count))
        if getgrouplist(name, first, &groups, &count) < 0 {
            groups = [gid_t](repeating: first, count: Int(max(count, 1)))
            guard getgrouplist(name, first, &groups, &count) >= 0 else { return [first] }
        }
        return Array(groups.prefix(Int(max(count, 0))))
    }
}
