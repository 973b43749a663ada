/// What a server says of itself. The version in the handshake is not used: OceanBase shows an old MySQL there.
package struct ServerIdentity: Hashable, Sendable {
    package enum Product: String, Hashable, Sendable {
        case oceanBase, seekdb, mySQL, mariaDB

        package var title: String {
            switch self {
            case .oceanBase: "OceanBase"
            case .seekdb: "OceanBase seekdb"
            case .mySQL: "MySQL"
            case .mariaDB: "MariaDB"
            }
        }

        /// The engine is OceanBase's: its session variables and its own numbers apply.
        package var isOceanBase: Bool { self == .oceanBase || self == .seekdb }
    }

    package let product: Product
    /// `version()` in full.
    package let version: String
    /// `@@version_comment`.
    package let comment: String
    package let connectionID: UInt64
    /// `@@max_allowed_packet`: no statement may be longer.
    package let packetBytesMax: Int64
    package let cipher: String?

    init(version: String, comment: String, connectionID: UInt64, packetBytesMax: Int64, cipher: String?) {
        self.version = version
        self.comment = comment
        self.connectionID = connectionID
        self.packetBytesMax = packetBytesMax
        self.cipher = cipher
        product = ServerIdentity.product(version: version, comment: comment)
    }

    package static func product(version: String, comment: String) -> Product {
        let both = (version + " " + comment).lowercased()
        if both.contains("seekdb") { return .seekdb }
        if both.contains("oceanbase") { return .oceanBase }
        return both.contains("mariadb") ? .mariaDB : .mySQL
    }

    /// As a person would say it: `OceanBase seekdb 4.3.5.3`, `MariaDB 10.11.19`.
    package var title: String { "\(product.title) \(shortVersion)" }

    /// The product's own version number.
    package var shortVersion: String {
        let text = product.isOceanBase ? comment : version
        let words = text.split { !($0.isNumber || $0 == ".") }
        return words.first { $0.contains(".") }.map(String.init) ?? version
    }
}
