/// What an error number means for us.
package struct OracleFailure: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case unreachable, signIn, encryption, lost, interrupted, deadline, lock, rollback, duplicate, constraint
        case value, missing, exists, privilege, capacity, syntax, unsupported, changed, snapshot, own, other
    }

    package let kind: Kind
    package let remedy: OracleRemedy
    /// What the operator can do.
    package let advice: String?
    /// The server's text may quote values of columns.
    package let quotesValues: Bool

    init(_ kind: Kind, _ remedy: OracleRemedy, _ advice: String? = nil, quotesValues: Bool = false) {
        self.kind = kind
        self.remedy = remedy
        self.advice = advice
        self.quotesValues = quotesValues
    }
}

/// What the engine does about it. `retry` means the whole transaction, never the statement alone.
package enum OracleRemedy: Hashable, Sendable {
    case retry(after: Duration)
    case reconnect
    case askOperator
    case stop
    case bug
}

package enum OracleFailureTable {
    package static func failure(of number: Int) -> OracleFailure {
        if let known = numbers[number] { return known }
        switch number {
        // What an application raises says what it likes.
        case 20_000...20_999: return OracleFailure(.other, .askOperator, quotesValues: true)
        case 900...999: return OracleFailure(.syntax, .bug, quotesValues: true)
        default: return OracleFailure(.other, .askOperator, quotesValues: true)
        }
    }

    package static var knownNumbers: [Int] { numbers.keys.sorted() }

    private static let numbers: [Int: OracleFailure] = {
        var all: [Int: OracleFailure] = [:]
        for family in [reaching, losing, signIn, transaction, value, schema, capacity, history, own] {
            all.merge(family) { known, _ in known }
        }
        return all
    }()

    private static let soon = OracleRemedy.retry(after: .seconds(5))

    private static let reaching: [Int: OracleFailure] = [
        12_154: OracleFailure(
            .unreachable, .askOperator, "write the connect string as host:port/service, or name an alias that exists"),
        12_170: OracleFailure(.unreachable, soon, "check host, port, route and firewall"),
        12_505: OracleFailure(
            .unreachable, .askOperator, "use a service name instead of the SID, see lsnrctl services"),
        12_514: OracleFailure(
            .unreachable, soon, "see lsnrctl services, or wait for the start of the service"),
        12_516: OracleFailure(.unreachable, soon, "the listener has no free connection: raise PROCESSES or wait"),
        12_518: OracleFailure(.unreachable, soon), 12_519: OracleFailure(.unreachable, soon),
        12_520: OracleFailure(.unreachable, soon), 12_521: OracleFailure(.unreachable, .askOperator),
        12_528: OracleFailure(.unreachable, soon, "the instance accepts no new connections yet"),
        12_533: OracleFailure(.unreachable, .askOperator, "correct the connect string"),
        12_541: OracleFailure(.unreachable, soon, "nobody listens there: check host and port, and lsnrctl status"),
        12_545: OracleFailure(.unreachable, .askOperator, "check the spelling of the host and the name service"),
        12_564: OracleFailure(.unreachable, .askOperator, "the listener refused the connection: see its log"),
        12_650: OracleFailure(.encryption, .askOperator, "connect by TCPS, or set SQLNET.ENCRYPTION_SERVER=ACCEPTED"),
        28_864: OracleFailure(.encryption, .askOperator), 29_024: OracleFailure(.encryption, .askOperator),
        12_660: OracleFailure(.encryption, .askOperator, "connect by TCPS, or set SQLNET.ENCRYPTION_SERVER=ACCEPTED"),
        1033: OracleFailure(.unreachable, soon, "the database is starting or stopping"),
        1034: OracleFailure(.unreachable, soon, "the database is not started"),
        1109: OracleFailure(.unreachable, soon, "the database is not open"),
    ]

    private static let losing: [Int: OracleFailure] = [
        28: OracleFailure(.lost, .reconnect, "an administrator ended the session"),
        1012: OracleFailure(.lost, .reconnect), 1041: OracleFailure(.lost, .reconnect),
        1089: OracleFailure(.lost, .reconnect, "the database is being stopped"),
        1090: OracleFailure(.lost, .reconnect), 1092: OracleFailure(.lost, .reconnect),
        2396: OracleFailure(.lost, .reconnect, "the profile of the user limits idle time"),
        2399: OracleFailure(.lost, .reconnect, "the profile of the user limits connect time"),
        3113: OracleFailure(.lost, .reconnect), 3114: OracleFailure(.lost, .reconnect),
        3135: OracleFailure(.lost, .reconnect), 12_537: OracleFailure(.lost, .reconnect),
        12_547: OracleFailure(.lost, .reconnect), 12_570: OracleFailure(.lost, .reconnect),
        12_571: OracleFailure(.lost, .reconnect), 12_572: OracleFailure(.lost, .reconnect),
        12_573: OracleFailure(.lost, .reconnect), 12_592: OracleFailure(.lost, .reconnect),
        1013: OracleFailure(.interrupted, .stop),
        3136: OracleFailure(.deadline, soon), 3156: OracleFailure(.deadline, soon),
    ]

    private static let signIn: [Int: OracleFailure] = [
        1005: OracleFailure(.signIn, .askOperator, "give a password"),
        1017: OracleFailure(.signIn, .askOperator, "check user and password; too many attempts lock the account"),
        1045: OracleFailure(.signIn, .askOperator, "GRANT CREATE SESSION to the user"),
        1031: OracleFailure(.privilege, .askOperator, "grant the missing privilege to the user"),
        1035: OracleFailure(.signIn, .askOperator, "the database is in restricted mode"),
        28_000: OracleFailure(.signIn, .askOperator, "ALTER USER … ACCOUNT UNLOCK"),
        28_001: OracleFailure(.signIn, .askOperator, "set a new password for the user"),
        28_002: OracleFailure(.signIn, .askOperator, "change the password before it expires"),
        28_003: OracleFailure(.signIn, .askOperator, "choose a stronger password"),
        28_007: OracleFailure(.signIn, .askOperator, "choose a password that was not used before"),
        28_009: OracleFailure(.signIn, .askOperator, "SYS must connect as SYSDBA or SYSOPER"),
        28_040: OracleFailure(.signIn, .askOperator, "allow logons of 12c: SQLNET.ALLOWED_LOGON_VERSION_SERVER"),
        28_041: OracleFailure(.signIn, .askOperator),
        2391: OracleFailure(.capacity, soon, "the profile of the user limits sessions"),
        1950: OracleFailure(.privilege, .askOperator, "grant a quota on the tablespace"),
        942: OracleFailure(.missing, .askOperator, "check the name, and that the user may read it"),
    ]

    private static let transaction: [Int: OracleFailure] = [
        54: OracleFailure(.lock, .retry(after: .milliseconds(500)), "another session holds the lock"),
        60: OracleFailure(.lock, .retry(after: .milliseconds(100))),
        30_006: OracleFailure(.lock, .retry(after: .milliseconds(500))),
        2049: OracleFailure(.lock, .retry(after: .seconds(1))),
        8177: OracleFailure(.rollback, .retry(after: .milliseconds(100))),
        2091: OracleFailure(.rollback, .askOperator, quotesValues: true),
        1456: OracleFailure(.rollback, .bug, "the transaction is read only"),
    ]

    private static let value: [Int: OracleFailure] = [
        1: OracleFailure(.duplicate, .askOperator, quotesValues: false),
        1400: OracleFailure(.constraint, .askOperator), 1407: OracleFailure(.constraint, .askOperator),
        2290: OracleFailure(.constraint, .askOperator), 2291: OracleFailure(.constraint, .askOperator),
        2292: OracleFailure(.constraint, .askOperator),
        1401: OracleFailure(.value, .askOperator), 12_899: OracleFailure(.value, .askOperator),
        1438: OracleFailure(.value, .askOperator), 1426: OracleFailure(.value, .askOperator),
        1722: OracleFailure(.value, .askOperator, quotesValues: true),
        1830: OracleFailure(.value, .bug), 1840: OracleFailure(.value, .bug), 1841: OracleFailure(.value, .bug),
        1843: OracleFailure(.value, .bug), 1847: OracleFailure(.value, .bug), 1858: OracleFailure(.value, .bug),
        1861: OracleFailure(.value, .bug), 1476: OracleFailure(.value, .askOperator),
        1403: OracleFailure(.missing, .bug), 1422: OracleFailure(.value, .askOperator),
        1461: OracleFailure(.value, .bug), 932: OracleFailure(.value, .bug), 6502: OracleFailure(.value, .askOperator),
        24_381: OracleFailure(.value, .askOperator, "see the list of failed rows"),
        14_400: OracleFailure(.value, .askOperator, "no partition takes the value"),
    ]

    private static let schema: [Int: OracleFailure] = [
        904: OracleFailure(.missing, .bug), 955: OracleFailure(.exists, .askOperator),
        1418: OracleFailure(.missing, .askOperator), 1432: OracleFailure(.missing, .askOperator),
        1435: OracleFailure(.missing, .askOperator), 1430: OracleFailure(.exists, .askOperator),
        1408: OracleFailure(.exists, .askOperator), 1918: OracleFailure(.missing, .askOperator),
        1920: OracleFailure(.exists, .askOperator), 2260: OracleFailure(.exists, .askOperator),
        2264: OracleFailure(.exists, .askOperator), 2289: OracleFailure(.missing, .askOperator),
        4043: OracleFailure(.missing, .askOperator), 6550: OracleFailure(.syntax, .bug, quotesValues: true),
        1001: OracleFailure(.own, .bug), 1002: OracleFailure(.own, .bug), 1007: OracleFailure(.changed, soon),
        1008: OracleFailure(.own, .bug), 1036: OracleFailure(.own, .bug), 3001: OracleFailure(.unsupported, .bug),
        3115: OracleFailure(.unsupported, .bug), 4068: OracleFailure(.changed, .retry(after: .milliseconds(200))),
        8103: OracleFailure(.changed, soon), 1410: OracleFailure(.changed, soon),
    ]

    private static let capacity: [Int: OracleFailure] = [
        18: OracleFailure(.capacity, soon, "raise SESSIONS"), 20: OracleFailure(.capacity, soon, "raise PROCESSES"),
        1000: OracleFailure(.capacity, .bug, "raise OPEN_CURSORS"),
        257: OracleFailure(.capacity, soon, "the archive destination is full: free space or add some"),
        1536: OracleFailure(.capacity, .askOperator, "raise the quota of the user"),
        1628: OracleFailure(.capacity, .askOperator), 1652: OracleFailure(.capacity, .askOperator, "extend TEMP"),
        1653: OracleFailure(.capacity, .askOperator, "extend the tablespace"),
        1654: OracleFailure(.capacity, .askOperator, "extend the tablespace"),
        1658: OracleFailure(.capacity, .askOperator, "extend the tablespace"),
        1691: OracleFailure(.capacity, .askOperator, "extend the tablespace"),
        4030: OracleFailure(.capacity, soon), 4031: OracleFailure(.capacity, soon, "enlarge the shared pool"),
        30_036: OracleFailure(.capacity, .askOperator, "extend the undo tablespace"),
    ]

    private static let history: [Int: OracleFailure] = [
        1555: OracleFailure(.snapshot, .stop, "raise UNDO_RETENTION and the undo tablespace, then begin again"),
        22924: OracleFailure(.snapshot, .stop, "raise RETENTION or PCTVERSION of the large object, then begin again"),
        1466: OracleFailure(.snapshot, .stop, "the table's definition changed after the snapshot: begin again"),
        8180: OracleFailure(.snapshot, .stop), 8181: OracleFailure(.snapshot, .stop),
        1291: OracleFailure(.snapshot, .stop, "restore the missing archived log"),
        1292: OracleFailure(.own, .bug),
    ]

    private static let own: [Int: OracleFailure] = [
        OracleError.Own.notConnected: OracleFailure(.lost, .reconnect),
        OracleError.Own.protocolBroken: OracleFailure(.lost, .reconnect),
        OracleError.Own.valueNotExpressible: OracleFailure(.value, .askOperator),
        OracleError.Own.binds: OracleFailure(.own, .bug),
        OracleError.Own.unsupported: OracleFailure(.unsupported, .askOperator),
        OracleError.Own.pool: OracleFailure(
            .capacity, soon, "raise the size of the pool, or find who keeps connections"),
        OracleError.Own.encryption: OracleFailure(.encryption, .askOperator),
        OracleError.Own.closedThing: OracleFailure(.own, .bug),
    ]
}
