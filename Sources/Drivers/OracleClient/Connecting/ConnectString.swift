/// Why a connect string is none. The text never repeats a password.
package struct ConnectStringFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

/// Text that says where a database is, in any of the forms that people write:
///
/// - EZConnect Plus: `tcps://db1,db2:1521/sales:dedicated?retry_count=3`
/// - descriptors: `(DESCRIPTION=(ADDRESS=…)(CONNECT_DATA=(SERVICE_NAME=…)))`, also lists of them
/// - aliases of a `tnsnames.ora`
/// - JDBC: `jdbc:oracle:thin:@…` with any of those, or `host:port:SID`
/// - URLs: `oracle://user:password@host:port/service?SSL=true`
package struct ConnectString: Hashable, Sendable {
    package let descriptor: ConnectDescriptor
    /// Only URLs and JDBC strings can carry them.
    package let user: String?
    package let password: String?

    /// `aliases` answers the names of a `tnsnames.ora`; see `AliasFile`.
    package static func parse(
        _ text: String, aliases: AliasFile = AliasFile()
    ) throws(ConnectStringFailure) -> ConnectString {
        let text = trimmed(text)
        guard !text.isEmpty else { throw ConnectStringFailure("it is empty") }
        guard text.utf8.count <= 65_536 else { throw ConnectStringFailure("it is longer than 64 KiB") }
        guard !text.utf8.contains(0) else { throw ConnectStringFailure("it holds a zero byte") }
        let lower = text.lowercased()
        if lower.hasPrefix("jdbc:oracle:") { return try JDBCForm.parse(text, aliases: aliases) }
        if lower.hasPrefix("oracle://") { return try URLForm.parse(text) }
        return ConnectString(descriptor: try place(text, aliases), user: nil, password: nil)
    }

    /// A descriptor, an alias or EZConnect.
    static func place(_ text: String, _ aliases: AliasFile) throws(ConnectStringFailure) -> ConnectDescriptor {
        if text.hasPrefix("(") { return try DescriptorForm.parse(text) }
        if let meant = aliases[text] {
            return meant.hasPrefix("(") ? try DescriptorForm.parse(meant) : try EasyConnectForm.parse(meant)
        }
        guard text.contains("/") || text.contains(":") else {
            throw ConnectStringFailure("\(text) is no alias that is known, and host:port/service has a slash")
        }
        return try EasyConnectForm.parse(text)
    }

    static func trimmed(_ text: some StringProtocol) -> String {
        var rest = Substring(text)
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}

/// `jdbc:oracle:thin:[user/password]@…`.
enum JDBCForm {
    static func parse(_ text: String, aliases: AliasFile) throws(ConnectStringFailure) -> ConnectString {
        guard let at = text.firstIndex(of: "@") else { throw ConnectStringFailure("a JDBC string has an @") }
        let head = text[..<at].split(separator: ":", omittingEmptySubsequences: false)
        guard head.count >= 3, head[2].lowercased() == "thin" || head[2].lowercased() == "oci" else {
            throw ConnectStringFailure("a JDBC string begins with jdbc:oracle:thin:@")
        }
        let account = head.dropFirst(3).joined(separator: ":")
        let slash = account.firstIndex(of: "/")
        let user = slash.map { String(account[..<$0]) } ?? account
        let password = slash.map { String(account[account.index(after: $0)...]) }
        let rest = ConnectString.trimmed(text[text.index(after: at)...])
        let descriptor: ConnectDescriptor
        if let sid = try hostPortSID(rest) {
            descriptor = sid
        } else {
            descriptor = try ConnectString.place(rest, aliases)
        }
        return ConnectString(descriptor: descriptor, user: user.isEmpty ? nil : user, password: password)
    }

    /// The oldest form: `host:port:SID`.
    private static func hostPortSID(_ text: String) throws(ConnectStringFailure) -> ConnectDescriptor? {
        guard !text.hasPrefix("("), !text.contains("/"), !text.contains("["), !text.contains("?") else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, !parts[2].isEmpty else { return nil }
        let port = try DescriptorForm.number(String(parts[1]), "the port", 1...65_535)
        var made = ConnectDescriptor.Description([
            ConnectDescriptor.AddressList([ConnectDescriptor.Address(host: String(parts[0]), port: port)])
        ])
        made.sid = String(parts[2])
        return ConnectDescriptor([made])
    }
}

/// `oracle://user:password@host:port/service?SID=…&SSL=true`; parts may be percent-encoded.
enum URLForm {
    static func parse(_ text: String) throws(ConnectStringFailure) -> ConnectString {
        var rest = Substring(text).dropFirst("oracle://".count)
        var query: Substring = ""
        if let mark = rest.firstIndex(of: "?") {
            query = rest[rest.index(after: mark)...]
            rest = rest[..<mark]
        }
        var user: String?
        var password: String?
        if let at = rest.lastIndex(of: "@") {
            let account = rest[..<at]
            let colon = account.firstIndex(of: ":")
            user = try decoded(colon.map { account[..<$0] } ?? account)
            if let colon { password = try decoded(account[account.index(after: colon)...]) }
            rest = rest[rest.index(after: at)...]
        }
        var settings: [(key: String, value: String)] = []
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            settings.append((parts[0].lowercased(), parts.count > 1 ? try decoded(parts[1]) : ""))
        }
        var place = String(rest)
        if !place.contains("/") { place += "/" }
        var descriptor = try EasyConnectForm.parse(try decoded(Substring(place)))
        for setting in settings { try apply(setting.key, setting.value, &descriptor.descriptions[0]) }
        return ConnectString(descriptor: descriptor, user: user?.isEmpty == true ? nil : user, password: password)
    }

    private static func apply(
        _ key: String, _ value: String, _ made: inout ConnectDescriptor.Description
    ) throws(ConnectStringFailure) {
        switch key {
        case "sid":
            made.sid = value
            made.service = nil
        case "ssl", "ssl verify":
            let isOn = try DescriptorForm.flag(value, key) ?? false
            if key == "ssl verify" { made.security.matchesName = isOn }
            guard key == "ssl", isOn else { return }
            for list in made.lists.indices {
                for address in made.lists[list].addresses.indices {
                    made.lists[list].addresses[address].transport = .tcps
                }
            }
        case "server":
            var addresses: [ConnectDescriptor.Address] = []
            for place in value.split(separator: ",") {
                addresses += try EasyConnectForm.parse("\(place)/").descriptions[0].lists[0].addresses
            }
            made.lists[0].addresses += addresses
        case "connection timeout", "connect timeout", "timeout":
            made.connectTimeout = try DescriptorForm.duration(value, key)
        case "wallet": made.security.walletLocation = value
        default: break
        }
    }

    private static func decoded(_ text: Substring) throws(ConnectStringFailure) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: "+") : byte)
                continue
            }
            guard rest.count >= 2, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                throw ConnectStringFailure("a % is not followed by two hexadecimal digits")
            }
            bytes.append(code)
            rest = rest.dropFirst(2)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw ConnectStringFailure("it holds bytes that are no text")
        }
        return decoded
    }
}
