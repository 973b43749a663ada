/// What an error number means for us.
package struct MySQLFailure: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case unreachable, signIn, encryption, lost, interrupted, deadline, lock, rollback, duplicate, constraint
        case value, missing, exists, privilege, capacity, syntax, unsupported, changed, own, other
    }

    package let kind: Kind
    package let remedy: MySQLRemedy
    /// The server's text may quote column values or pieces of the statement.
    package let quotesValues: Bool

    init(_ kind: Kind, _ remedy: MySQLRemedy, quotesValues: Bool = false) {
        self.kind = kind
        self.remedy = remedy
        self.quotesValues = quotesValues
    }
}

/// What the engine does about it. `retry` means the whole transaction, never the statement alone.
package enum MySQLRemedy: Hashable, Sendable {
    case retry(after: Duration)
    case reconnect
    case askOperator
    case stop
    case bug
}

package enum MySQLFailureTable {
    package static func failure(of number: Int) -> MySQLFailure {
        if let known = numbers[number] { return known }
        // The library's own numbers: a broken call sequence or argument is ours.
        if (2000...2999).contains(number) || (5000...5999).contains(number) && number < 5100 {
            return MySQLFailure(.other, .bug)
        }
        return MySQLFailure(.other, .askOperator, quotesValues: true)
    }

    package static var knownNumbers: [Int] { numbers.keys.sorted() }

    private static let numbers: [Int: MySQLFailure] = {
        var all: [Int: MySQLFailure] = [:]
        for family in [connection, signIn, transaction, value, schema, capacity, oceanBase, own] {
            all.merge(family) { known, _ in known }
        }
        return all
    }()

    private static let connection: [Int: MySQLFailure] = [
        // Too many connections.
        1040: MySQLFailure(.capacity, .retry(after: .seconds(5))),
        // The server shuts down.
        1053: MySQLFailure(.lost, .reconnect),
        // Packets out of order; the connection cannot be trusted any more.
        1156: MySQLFailure(.lost, .reconnect), 1158: MySQLFailure(.lost, .reconnect),
        1159: MySQLFailure(.lost, .reconnect), 1160: MySQLFailure(.lost, .reconnect),
        1161: MySQLFailure(.lost, .reconnect),
        // The connection was killed; MariaDB 1927, MySQL 3169, 4031 for silence.
        1927: MySQLFailure(.lost, .reconnect), 3169: MySQLFailure(.lost, .reconnect),
        4031: MySQLFailure(.lost, .reconnect),
        // KILL QUERY.
        1317: MySQLFailure(.interrupted, .stop),
        // No socket, no route, refused, unknown host (library).
        2001: MySQLFailure(.unreachable, .retry(after: .seconds(5))),
        2002: MySQLFailure(.unreachable, .retry(after: .seconds(5))),
        2003: MySQLFailure(.unreachable, .retry(after: .seconds(5))),
        2004: MySQLFailure(.unreachable, .retry(after: .seconds(5))),
        2005: MySQLFailure(.unreachable, .askOperator),
        // Gone between, or lost during, a statement (library).
        2006: MySQLFailure(.lost, .reconnect), 2013: MySQLFailure(.lost, .reconnect),
        2055: MySQLFailure(.lost, .reconnect), 5013: MySQLFailure(.lost, .reconnect),
        5014: MySQLFailure(.lost, .reconnect),
        // A greeting that is not of this protocol; malformed packets.
        2007: MySQLFailure(.unreachable, .askOperator), 2012: MySQLFailure(.lost, .reconnect),
        2027: MySQLFailure(.lost, .reconnect), 2047: MySQLFailure(.unreachable, .askOperator),
        // No memory here.
        2008: MySQLFailure(.capacity, .stop),
        // TLS refused, or the certificate is not what it should be.
        2026: MySQLFailure(.encryption, .askOperator),
    ]

    private static let signIn: [Int: MySQLFailure] = [
        // No right on the database; wrong user or password; no database of this name.
        1044: MySQLFailure(.privilege, .askOperator), 1045: MySQLFailure(.signIn, .askOperator),
        1049: MySQLFailure(.missing, .askOperator),
        // Host not allowed, blocked after many errors; anonymous user refused; password expired; account locked.
        1129: MySQLFailure(.signIn, .askOperator), 1130: MySQLFailure(.signIn, .askOperator),
        1131: MySQLFailure(.signIn, .askOperator), 1698: MySQLFailure(.signIn, .askOperator),
        1820: MySQLFailure(.signIn, .askOperator), 1862: MySQLFailure(.signIn, .askOperator),
        3118: MySQLFailure(.signIn, .askOperator), 4151: MySQLFailure(.signIn, .askOperator),
        // Authentication methods that the server or we do not have.
        1251: MySQLFailure(.signIn, .askOperator), 1524: MySQLFailure(.signIn, .askOperator),
        2049: MySQLFailure(.signIn, .askOperator), 2059: MySQLFailure(.signIn, .askOperator),
        2061: MySQLFailure(.signIn, .askOperator), 5010: MySQLFailure(.signIn, .askOperator),
        // Plain connections are refused by the server (MySQL and MariaDB).
        3159: MySQLFailure(.encryption, .askOperator), 4160: MySQLFailure(.encryption, .askOperator),
        // Rights: on a table, a column, a routine, a global one; read-only server.
        1142: MySQLFailure(.privilege, .askOperator), 1143: MySQLFailure(.privilege, .askOperator),
        1227: MySQLFailure(.privilege, .askOperator), 1370: MySQLFailure(.privilege, .askOperator),
        1290: MySQLFailure(.privilege, .askOperator), 1836: MySQLFailure(.privilege, .askOperator),
        1792: MySQLFailure(.privilege, .stop),
        // OceanBase: the tenant does not exist.
        5160: MySQLFailure(.signIn, .askOperator),
    ]

    private static let transaction: [Int: MySQLFailure] = [
        // Lock wait time-out; the statement was rolled back, its transaction is still open.
        1205: MySQLFailure(.lock, .retry(after: .milliseconds(200))),
        // Deadlock, chosen as the victim; MySQL NOWAIT.
        1213: MySQLFailure(.lock, .retry(after: .milliseconds(100))),
        3572: MySQLFailure(.lock, .retry(after: .milliseconds(200))),
        // Statement time-outs of MariaDB and MySQL.
        1969: MySQLFailure(.deadline, .askOperator), 3024: MySQLFailure(.deadline, .askOperator),
        // MariaDB: the row changed since the snapshot of the transaction.
        1020: MySQLFailure(.rollback, .retry(after: .milliseconds(100))),
    ]

    private static let value: [Int: MySQLFailure] = [
        // Duplicate key; MariaDB and MySQL name the table too in 1586.
        1062: MySQLFailure(.duplicate, .askOperator, quotesValues: true),
        1586: MySQLFailure(.duplicate, .askOperator, quotesValues: true),
        // NOT NULL, no default, CHECK (three numbers), foreign keys from both sides.
        1048: MySQLFailure(.constraint, .askOperator), 1364: MySQLFailure(.constraint, .askOperator),
        3819: MySQLFailure(.constraint, .askOperator), 4025: MySQLFailure(.constraint, .askOperator),
        1451: MySQLFailure(.constraint, .askOperator), 1452: MySQLFailure(.constraint, .askOperator),
        // Out of range, too long, bad number, bad date, cut ENUM or SET, bad literal, invalid bytes of text.
        1264: MySQLFailure(.value, .askOperator), 1406: MySQLFailure(.value, .askOperator),
        1366: MySQLFailure(.value, .askOperator, quotesValues: true),
        1292: MySQLFailure(.value, .askOperator, quotesValues: true),
        1265: MySQLFailure(.value, .askOperator), 1367: MySQLFailure(.value, .askOperator, quotesValues: true),
        1300: MySQLFailure(.value, .askOperator, quotesValues: true),
        1411: MySQLFailure(.value, .askOperator, quotesValues: true),
        1441: MySQLFailure(.value, .askOperator), 1525: MySQLFailure(.value, .askOperator, quotesValues: true),
        1690: MySQLFailure(.value, .askOperator, quotesValues: true),
        // JSON that is none; MariaDB reports it as a CHECK (4025).
        3140: MySQLFailure(.value, .askOperator, quotesValues: true),
        3144: MySQLFailure(.value, .bug),
        // No partition takes the value.
        1526: MySQLFailure(.value, .askOperator, quotesValues: true),
        // The number of values does not fit the number of columns; a generated column cannot be written.
        1136: MySQLFailure(.value, .bug), 3105: MySQLFailure(.value, .bug),
    ]

    private static let schema: [Int: MySQLFailure] = [
        // Unknown column, table, key, object to drop.
        1054: MySQLFailure(.missing, .askOperator), 1146: MySQLFailure(.missing, .askOperator),
        1051: MySQLFailure(.missing, .askOperator), 1091: MySQLFailure(.missing, .askOperator),
        // Database, table, column, key exists already; foreign keys (OceanBase, MySQL), checks.
        1007: MySQLFailure(.exists, .askOperator), 1050: MySQLFailure(.exists, .askOperator),
        1060: MySQLFailure(.exists, .askOperator), 1061: MySQLFailure(.exists, .askOperator),
        1022: MySQLFailure(.exists, .askOperator), 1826: MySQLFailure(.exists, .askOperator),
        3822: MySQLFailure(.exists, .askOperator),
        // Syntax; empty statement; not preparable; not offered.
        1064: MySQLFailure(.syntax, .bug, quotesValues: true), 1065: MySQLFailure(.syntax, .bug),
        1295: MySQLFailure(.unsupported, .bug), 1235: MySQLFailure(.unsupported, .askOperator),
        // No database chosen.
        1046: MySQLFailure(.missing, .bug),
        // The definition changed under a snapshot or a prepared statement.
        1412: MySQLFailure(.changed, .retry(after: .seconds(1))),
        1615: MySQLFailure(.changed, .retry(after: .milliseconds(100))),
    ]

    private static let capacity: [Int: MySQLFailure] = [
        // Statement larger than max_allowed_packet (server, library); the connection survives on OceanBase only.
        1153: MySQLFailure(.capacity, .askOperator), 2020: MySQLFailure(.capacity, .askOperator),
        // Out of memory, disk full, table full, row too large, too many prepared statements.
        1037: MySQLFailure(.capacity, .retry(after: .seconds(5))), 1021: MySQLFailure(.capacity, .askOperator),
        1114: MySQLFailure(.capacity, .askOperator), 1118: MySQLFailure(.capacity, .askOperator),
        1461: MySQLFailure(.capacity, .bug), 1390: MySQLFailure(.capacity, .bug),
        1226: MySQLFailure(.capacity, .askOperator),
    ]

    private static let oceanBase: [Int: MySQLFailure] = [
        // Query or transaction time-out (ob_query_timeout, ob_trx_timeout).
        4012: MySQLFailure(.deadline, .retry(after: .seconds(1))),
        // A size limit of the engine; an unsuitable statement.
        4019: MySQLFailure(.capacity, .askOperator),
        // Tenant memory exhausted: writes must slow down.
        4030: MySQLFailure(.capacity, .retry(after: .seconds(5))),
        // The leader moved (three codes); the location cache follows soon.
        4038: MySQLFailure(.changed, .retry(after: .seconds(1))),
        4526: MySQLFailure(.changed, .retry(after: .seconds(1))),
        4638: MySQLFailure(.changed, .retry(after: .seconds(1))),
        // The snapshot's data was discarded; invalid snapshot (too old or in the future).
        4138: MySQLFailure(.changed, .stop), 4344: MySQLFailure(.changed, .stop),
        // Data disk full.
        4184: MySQLFailure(.capacity, .stop),
        // Schema changed meanwhile; try the same again.
        5627: MySQLFailure(.changed, .retry(after: .milliseconds(500))),
        // The trigger exists already.
        5734: MySQLFailure(.exists, .askOperator),
        // Transaction rolled back by the server; session killed.
        6002: MySQLFailure(.rollback, .retry(after: .milliseconds(200))),
        6211: MySQLFailure(.rollback, .retry(after: .seconds(1))),
    ]

    private static let own: [Int: MySQLFailure] = [
        MySQLError.Own.interrupted: MySQLFailure(.interrupted, .stop),
        MySQLError.Own.notConnected: MySQLFailure(.lost, .reconnect),
        MySQLError.Own.deadline: MySQLFailure(.deadline, .retry(after: .seconds(5))),
        MySQLError.Own.rowTooLarge: MySQLFailure(.capacity, .askOperator),
        MySQLError.Own.malformedRow: MySQLFailure(.lost, .reconnect),
        MySQLError.Own.valueNotExpressible: MySQLFailure(.value, .askOperator),
        MySQLError.Own.parameterCount: MySQLFailure(.own, .bug),
        MySQLError.Own.noResult: MySQLFailure(.own, .bug),
    ]
}
