internal import DecoyEngine
internal import Glibc
internal import OracleWire

/// What a client is told when its password was right. Drivers need four of the keys; tools show the others.
struct LoginReply {
    var pairs = KeywordValues()

    init(frame: ServerFrame, session: Session, userID: Int, fieldVersion: UInt8) {
        let options = frame.options
        let version = options.wire.version
        let parts: [(String, String)] = [
            ("AUTH_VERSION_STRING", "- Production"),
            ("AUTH_VERSION_SQL", "25"),
            ("AUTH_XACTION_TRAITS", "3"),
            ("AUTH_VERSION_NO", String(version.number(fieldVersion: fieldVersion))),
            ("AUTH_VERSION_STATUS", "0"),
            ("AUTH_CAPABILITY_TABLE", ""),
            ("AUTH_DBNAME", options.service),
            ("AUTH_DB_MOUNT_ID\0", "2769248225"),
            ("AUTH_DB_ID\0", "2815355046"),
            ("AUTH_USER_ID", String(userID)),
            ("AUTH_SESSION_ID", String(session.identity.sid)),
            ("AUTH_SERIAL_NUM", String(session.identity.serial)),
            ("AUTH_INSTANCE_NO", "1"),
            ("AUTH_FAILOVER_ID", "1"),
            ("AUTH_SERVER_PID", String(getpid())),
            ("AUTH_SC_SERVER_HOST", "decoy"),
            ("AUTH_SC_DBUNIQUE_NAME", options.container),
            ("AUTH_SC_INSTANCE_NAME", options.container),
            ("AUTH_SC_INSTANCE_ID", "1"),
            ("AUTH_SC_DB_DOMAIN", ""),
            ("AUTH_SC_SERVICE_NAME", options.service.lowercased()),
            ("AUTH_SC_REAL_DBUNIQUE_NAME", options.container),
            ("AUTH_INSTANCENAME", options.container),
            ("AUTH_MAX_OPEN_CURSORS", String(StatementTable.limit)),
            ("AUTH_MAX_IDEN_LENGTH", version.parts.major < 12 ? "30" : "128"),
            ("AUTH_FLAGS", "1"),
            ("AUTH_SERVER_TYPE", "1"),
        ]
        for (key, value) in parts + Self.language { pairs.append(key, value) }
    }

    private static let language: [(String, String)] = [
        ("AUTH_NLS_LXLAN\0", "AMERICAN"),
        ("AUTH_NLS_LXCTERRITORY\0", "AMERICA"),
        ("AUTH_NLS_LXCCURRENCY\0", "$"),
        ("AUTH_NLS_LXCISOCURR\0", "AMERICA"),
        ("AUTH_NLS_LXCNUMERICS\0", ".,"),
        ("AUTH_NLS_LXCDATEFM\0", "DD-MON-RR"),
        ("AUTH_NLS_LXCDATELANG\0", "AMERICAN"),
        ("AUTH_NLS_LXCSORT\0", "BINARY"),
        ("AUTH_NLS_LXCCALENDAR\0", "GREGORIAN"),
        ("AUTH_NLS_LXCUNIONCUR\0", "$"),
        ("AUTH_NLS_LXCTIMEFM\0", "HH.MI.SSXFF AM"),
        ("AUTH_NLS_LXCSTMPFM\0", "DD-MON-RR HH.MI.SSXFF AM"),
        ("AUTH_NLS_LXCTTZNFM\0", "HH.MI.SSXFF AM TZR"),
        ("AUTH_NLS_LXCSTZNFM\0", "DD-MON-RR HH.MI.SSXFF AM TZR"),
        ("AUTH_NLS_LXLENSEMANTICS\0", "BYTE"),
        ("AUTH_NLS_LXNCHARCONVEXCP\0", "FALSE"),
        ("AUTH_NLS_LXCOMP\0", "BINARY"),
    ]
}
