internal import ConnectorKit
internal import Model
internal import MySQLClient

/// What to tell a person whose connection failed: what happened, where, and what to do about it.
enum ConnectionAdvice {
    static func finding(
        for error: MySQLError, _ source: DataSource, user: String, expectsOceanBase: Bool
    ) -> StepFinding {
        let place = "\(source.host):\(source.port)"
        switch error.kind {
        case .signIn: return signIn(error, source, user: user, expectsOceanBase: expectsOceanBase)
        case .encryption: return encryption(error, source, place)
        case .missing where error.number == 1049:
            return .failed(
                "There is no database “\(source.database)” on \(place).",
                advice: "Correct the name of the database, leave it empty, or create it.",
                fix: "CREATE DATABASE \(quoted(source.database)) CHARACTER SET utf8mb4;")
        case .privilege where error.number == 1044:
            return .failed(
                "“\(user)” may not use the database “\(source.database)”.",
                advice: "Have an administrator grant rights on it.",
                fix: "GRANT ALL PRIVILEGES ON \(quoted(source.database)).* TO \(grantee(source.user, "%"));")
        case .lost, .deadline, .unreachable:
            return .failed(
                "\(place) accepts connections but does not answer as a MySQL server does.",
                advice: "Check that the port is that of the database and not of another service, "
                    + "and that the server is not overloaded or still starting. (\(error.text))")
        case .capacity where error.number == 1040:
            return .failed(
                "\(place) has no free connection.", advice: "Wait, end unused sessions, or raise max_connections.")
        default:
            return .failed(
                "\(place) refused the connection: \(error.text) (error \(error.number)).",
                advice: "Look the number up in the manual of the server, or ask its administrator.")
        }
    }

    private static func signIn(
        _ error: MySQLError, _ source: DataSource, user: String, expectsOceanBase: Bool
    ) -> StepFinding {
        let place = "\(source.host):\(source.port)"
        switch error.number {
        case 1129, 1130, 1131:
            return .failed(
                "\(place) does not allow sign-ins from this machine.",
                advice: "Have an administrator allow this machine's address for the user. (\(error.text))")
        case 1820, 1862, 3118, 4151:
            return .failed(
                "The account “\(user)” is locked or its password has expired.",
                advice: "Have an administrator unlock it or set a new password. (\(error.text))")
        case 1251, 1524, 2049, 2059, 2061, 5010:
            return .failed(
                "The account “\(user)” uses a way of signing in that is not supported: \(error.text)",
                advice: "Give the account mysql_native_password, caching_sha2_password or ed25519.")
        case 5160:
            return .failed(
                "There is no tenant of this name on \(place): “\(user)”.", advice: "Correct the field Tenant.")
        default: break
        }
        let wrong = "\(place) refused the sign-in of “\(user)”."
        guard expectsOceanBase else {
            return .failed(wrong, advice: "Check user and password, and that the user may come from this machine.")
        }
        let hasTenant = user.contains("@")
        return .failed(
            wrong,
            advice: hasTenant
                ? "Check user, password, tenant and cluster: OceanBase gives the same answer for each of them. "
                    + "A seekdb server has no tenants: leave the field Tenant empty."
                : "Check user and password. On a cluster of OceanBase a user belongs to a tenant: "
                    + "fill in the field Tenant.")
    }

    private static func encryption(_ error: MySQLError, _ source: DataSource, _ place: String) -> StepFinding {
        if error.number == 3159 || error.number == 4160 {
            return .failed(
                "\(place) takes encrypted connections only.", advice: "Set encryption to required or verified.")
        }
        if error.text.contains("offers no encryption") || error.text.contains("does not support") {
            return .failed(
                "\(place) offers no encryption.",
                advice: "Give the server a certificate, or set encryption to off if the network may be trusted.")
        }
        return .failed(
            "The encrypted connection to \(place) could not be made: \(error.text)",
            advice: source.encryption == .verified
                ? "Check that the certificate is valid, is made for the host name “\(source.host)”, and that its "
                    + "authority is in the CA certificate file."
                : "Check the certificate and the TLS versions of the server.")
    }

    static func quoted(_ name: String) -> String {
        "`" + name.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``") + "`"
    }

    /// `'user'@'host'` as GRANT wants it.
    static func grantee(_ user: String, _ host: String) -> String {
        func literal(_ text: String) -> String {
            "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
        }
        return literal(user) + "@" + literal(host)
    }
}
