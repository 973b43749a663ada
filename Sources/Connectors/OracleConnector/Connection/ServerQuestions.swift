internal import ConnectorKit
internal import Glibc
internal import Model
internal import OracleClient
internal import OracleWire

/// What a connection test asks a server once it is signed in.
struct ServerQuestions {
    let source: DataSource

    static let clockSkewMax = Duration.seconds(5)

    func version(_ connection: OracleConnection) async throws(OracleError) -> StepFinding {
        let banner = try await connection.optional("SELECT BANNER FROM V$VERSION WHERE ROWNUM = 1")?.text(0)
        let found = "\(banner ?? "Oracle Database") (\(connection.server.version))"
        let finding: StepFinding =
            connection.server.major >= 12
            ? .passed(found)
            : .warning(
                found, advice: "Releases before 12.1 were never tried. Copy a small schema first and compare it.")
        return finding.telling(.init("version", "Version", found: found))
    }

    /// The role of the instance and whether it can be read.
    func role(_ connection: OracleConnection) async throws(OracleError) -> StepFinding {
        let row = try await connection.optional("SELECT DATABASE_ROLE, OPEN_MODE FROM V$DATABASE")
        guard let row, let role = row.text(0), let mode = row.text(1) else {
            return .warning(
                "“\(source.user)” may not ask for the role of the database.",
                advice: "Positions of reading come from there too.", fix: grantDatabase)
        }
        return roleFinding(role, mode).telling(.init("role", "Role", found: "\(role), \(mode)"))
    }

    private func roleFinding(_ role: String, _ mode: String) -> StepFinding {
        let found = "\(role), \(mode)."
        guard mode.hasPrefix("READ") else {
            return .failed(
                "The database is \(mode).", advice: "Open it: only an open database can be read.",
                fix: "ALTER DATABASE OPEN READ ONLY;")
        }
        let isStandby = role != "PRIMARY"
        if isStandby, source.role == .primary {
            return .warning(
                found, advice: "The data source says primary. Correct its role, or give the primary's address.")
        }
        if !isStandby, source.role == .standby {
            return .warning(
                found, advice: "The data source says standby. Correct its role, or give the standby's address.")
        }
        return .passed(found)
    }

    func characterSet(_ connection: OracleConnection) async throws(OracleError) -> StepFinding {
        let rows = try await connection.table(
            """
            SELECT PARAMETER, VALUE FROM NLS_DATABASE_PARAMETERS
            WHERE PARAMETER IN ('NLS_CHARACTERSET', 'NLS_NCHAR_CHARACTERSET') ORDER BY PARAMETER
            """
        ).rows.map { OracleRecord(values: $0) }
        let sets = rows.compactMap { $0.text(1) }
        let found = sets.joined(separator: ", national ")
        let capability = ConnectionTest.Capability("charset", "Character set", found: found)
        guard let first = sets.first, first.hasPrefix("US7ASCII") else {
            return .passed("\(found).").telling(capability)
        }
        return .warning(
            "\(found).",
            advice: "Such databases often hold text of another character set that nobody declared. "
                + "Look at some values with letters that are not English before you copy."
        ).telling(capability)
    }

    func rights(_ connection: OracleConnection) async throws(OracleError) -> StepFinding {
        let rights = try await SourceRights.ask(connection)
        let missing = rights.missing
        let user = ConnectionAdvice.user(source)
        let asked = rights.asked.map { right, isPresent in
            ConnectionTest.Right(
                right.privilege, on: right.scope, isPresent: isPresent, grant: "\(right.grant) TO \(user);")
        }
        guard !missing.isEmpty else { return .passed("All rights that reading needs.").telling(asked) }
        return .warning(
            "“\(source.user)” lacks \(missing.map(\.title).joined(separator: ", ")).",
            advice: "Tables of other schemas, and large ones at full speed, need them. Have an administrator run this:",
            fix: missing.map { "\($0.grant) TO \(user);" }.joined(separator: "\n")
        ).telling(asked)
    }

    /// The server's clock is read between two looks at ours; what lies between them is not skew.
    func clock(_ connection: OracleConnection) async throws(OracleError) -> StepFinding {
        guard let skew = try await ServerClock.skew(connection) else {
            return .warning("The server did not tell the time.", advice: "Compare the clocks of both machines by hand.")
        }
        let text = "\(abs(skew) / 1000).\(abs(skew) / 100 % 10) s"
        guard abs(skew) > ServerQuestions.clockSkewMax.milliseconds else {
            return .passed("The clocks agree within \(text).")
        }
        return .warning(
            "The server's clock is \(text) \(skew > 0 ? "ahead of" : "behind") this machine's.",
            advice: "Set both by the same time service: lag and positions by time are wrong by the difference.")
    }

    func archiving(_ connection: OracleConnection) async throws(OracleError) -> StepFinding {
        guard let mode = try await connection.optional("SELECT LOG_MODE FROM V$DATABASE")?.text(0) else {
            return .warning(
                "“\(source.user)” may not ask whether logs are archived.", advice: "Grant the right.",
                fix: grantDatabase)
        }
        let isOn = mode == "ARCHIVELOG"
        let capability = ConnectionTest.Capability("archiving", "Archived logs", found: mode, isPresent: isOn)
        guard !isOn else { return .passed("The database archives its logs.").telling(capability) }
        return .warning(
            "The database does not archive its logs.",
            advice: "Copying rows works; following changes does not. Have an administrator run this:",
            fix: Fixes.archiving
        ).telling(capability)
    }

    func supplementalLogging(_ connection: OracleConnection) async throws(OracleError) -> StepFinding {
        let row = try await connection.optional(
            """
            SELECT SUPPLEMENTAL_LOG_DATA_MIN, SUPPLEMENTAL_LOG_DATA_PK, SUPPLEMENTAL_LOG_DATA_UI,
            SUPPLEMENTAL_LOG_DATA_ALL FROM V$DATABASE
            """)
        guard let row else {
            return .warning(
                "“\(source.user)” may not ask what the logs hold.", advice: "Grant the right.", fix: grantDatabase)
        }
        let capability = { (found: String, isPresent: Bool) in
            ConnectionTest.Capability(
                "supplementalLogging", "Supplemental logging", found: found, isPresent: isPresent)
        }
        guard !row.says("NO", 0) else {
            return .warning(
                "The logs do not hold what following changes needs.",
                advice: "Copying rows works. For changes have an administrator run this:", fix: Fixes.minimalLogging
            ).telling(capability("off", false))
        }
        let more = [("primary keys", 1), ("unique keys", 2), ("all columns", 3)].filter { row.says("YES", $0.1) }
        let list = more.isEmpty ? "the least; keys are asked for per table" : more.map(\.0).joined(separator: ", ")
        return .passed("Supplemental logging is on: \(list).").telling(capability(list, true))
    }

    /// For information: what is missing here costs speed or comfort.
    func capabilities(_ connection: OracleConnection) async throws(OracleError) -> StepFinding {
        let powers = try await SourcePowers.find(connection)
        var found = powers.capabilities
        let undo = try await connection.optional("SELECT VALUE FROM V$PARAMETER WHERE NAME = 'undo_retention'")
        if let undo = undo?.text(0) {
            found.append(.init("undoRetention", "Undo is kept", found: "undo_retention \(undo) s"))
        }
        let text = found.map(\.found).joined(separator: "; ") + "."
        var finding = StepFinding.passed(text)
        if powers.clock == nil {
            finding = .failed(
                text, advice: "Without a position no consistent copy is possible. Have an administrator run this:",
                fix: grantDatabase)
        }
        finding.capabilities = found
        return finding
    }

    private var grantDatabase: String { "GRANT SELECT ON SYS.V_$DATABASE TO \(ConnectionAdvice.user(source));" }
}

extension SourcePowers {
    /// The same for a person.
    fileprivate var capabilities: [ConnectionTest.Capability] {
        let position =
            switch clock {
            case .database, .flashbackPackage: "reads at a fixed position"
            case .timestamp: "reads at a position that is exact to three seconds"
            case nil: "no position to read at"
            }
        let chunks = seesExtents ? "chunks by extents" : "chunks by a sample of blocks, no right on DBA_EXTENTS"
        let seesAll = views == "DBA"
        return [
            .init("fixedPosition", "Reading at a position", found: position, isPresent: clock != nil),
            .init("extents", "Chunks by extents", found: chunks, isPresent: seesExtents),
            .init(
                "dictionary", "Dictionary",
                found: seesAll ? "the whole dictionary" : "the dictionary of what the user may see",
                isPresent: seesAll),
        ]
    }
}

/// Statements for an administrator that several questions hand out.
enum Fixes {
    static let archiving = """
        SHUTDOWN IMMEDIATE
        STARTUP MOUNT
        ALTER DATABASE ARCHIVELOG;
        ALTER DATABASE OPEN;
        """
    static let minimalLogging = "ALTER DATABASE ADD SUPPLEMENTAL LOG DATA;"
}
