import LocalServers
import Model
import MySQLClient
import OracleClient
import OracleWire
import TestKit
import Testing

@testable import Translation

/// A table of the same rows at a Decoy and at seekdb, on which the same expression is evaluated in either language.
struct BothEnds {
    let schema: String
    let database: String
    let oracle: OracleConnection
    let mySQL: MySQLConnection

    /// Columns with their types, in the order of the values of `rows`.
    static let columns: [(name: String, type: ColumnType, stored: StoredType, oracle: String, mySQL: String)] = [
        ("ID", .number(precision: 9, scale: 0), .integer(bits: 32, isUnsigned: false), "NUMBER(9)", "INT"),
        ("N", .number(precision: 12, scale: 2), .decimal(precision: 12, scale: 2), "NUMBER(12,2)", "DECIMAL(12,2)"),
        ("W", .number(precision: 9, scale: 0), .integer(bits: 32, isUnsigned: false), "NUMBER(9)", "INT"),
        ("B", .number(precision: 9, scale: 0), .integer(bits: 32, isUnsigned: false), "NUMBER(9)", "INT"),
        ("S", Samples.text(40), .text(charactersMax: 40, isFixed: false), "VARCHAR2(40)", "VARCHAR(40)"),
        ("P", Samples.text(40), .text(charactersMax: 40, isFixed: false), "VARCHAR2(40)", "VARCHAR(40)"),
        ("C", Samples.text(5, isFixed: true), .text(charactersMax: 5, isFixed: true), "CHAR(5)", "CHAR(5)"),
        ("D", .date, .dateTime(fraction: 0), "DATE", "DATETIME"),
        ("E", .date, .dateTime(fraction: 0), "DATE", "DATETIME"),
        ("T", .timestamp(fraction: 6, zone: .none), .dateTime(fraction: 6), "TIMESTAMP(6)", "DATETIME(6)"),
    ]

    static let rows: [[String?]] = [
        ["1", nil, nil, nil, nil, nil, nil, nil, nil, nil],
        [
            "2", "0", "0", "0", "a", nil, "x", "2024-01-31 00:00:00", "2024-02-29 12:00:00",
            "2024-01-31 23:59:59.123456",
        ],
        [
            "3", "-7.50", "-7", "3", "  padded  ", "ad", "ab", "2024-02-29 13:45:10", "2023-12-31 23:59:59",
            "2024-02-29 00:00:00.5",
        ],
        [
            "4", "1234567.89", "123456789", "-1", "Straße %_\\x", "%", "a b", "2023-11-30 06:00:00",
            "2024-02-01 00:00:00", "1999-12-31 12:30:45.000001",
        ],
        [
            "5", "0.5", "5", "2", "12", "1", "12345", "1999-12-31 00:00:00", "2000-01-01 00:00:01",
            "2000-01-01 00:00:00",
        ],
        ["6", "-0.05", "-1", "7", "ABC", "abc", "ABC", "2024-12-30 23:00:00", "2025-01-05 01:00:00", nil],
        ["7", "2.5", "4", "2", "   ", "z", nil, "2023-02-28 00:00:00", "2024-02-28 00:00:00", nil],
        ["8", "-2.5", "8", "-3", "aXbXc", "X", "X", "2024-03-31 10:11:12", "2024-01-31 10:11:12", nil],
        ["9", "100", "1", "1", "one\ntwo", "o", "y", "2024-07-04 12:00:00", "2024-07-04 00:00:00", nil],
    ]

    static let orders: [[String?]] = [
        ["10", "2", "x", "5.5"], ["11", "2", "y", nil], ["12", "3", nil, "-1"], ["13", nil, "z", "2"],
        ["14", "99", "x", "7"],
    ]

    static func with(_ body: (BothEnds) async throws -> Void) async throws {
        let decoy = try await TestServers.shared.decoy
        let schema = uniqueName("x").uppercased()
        let oracle = try await OracleConnection.open(
            try OracleEndpoint(
                "\(decoy.host):\(decoy.port)/\(decoy.service)", user: decoy.user, password: decoy.password))
        try await oracle.execute("CREATE USER \(schema) IDENTIFIED BY \"Sesame_7\"")
        try await oracle.execute("GRANT CREATE SESSION, CREATE TABLE, CREATE VIEW, UNLIMITED TABLESPACE TO \(schema)")
        await oracle.setCurrentSchema(schema)
        try await RealDestination.seekdb.onDatabase { mySQL, database in
            let ends = BothEnds(schema: schema, database: database, oracle: oracle, mySQL: mySQL)
            try await ends.fill()
            try await body(ends)
        }
        await oracle.close()
    }

    private func fill() async throws {
        let ours = Self.columns.map { "\($0.name) \($0.oracle)" }.joined(separator: ", ")
        let theirs = Self.columns.map { "`\($0.name.lowercased())` \($0.mySQL)" }.joined(separator: ", ")
        try await oracle.execute("CREATE TABLE S (\(ours))")
        try await mySQL.execute("CREATE TABLE \(database).s (\(theirs)) COLLATE utf8mb4_bin")
        for row in Self.rows {
            let values = zip(Self.columns, row).map { column, value -> (String, String) in
                guard let value else { return ("NULL", "NULL") }
                let theirs = NameText.literal(value)
                switch column.type {
                case .date: return ("TO_DATE('\(value)', 'YYYY-MM-DD HH24:MI:SS')", theirs)
                case .timestamp: return ("TO_TIMESTAMP('\(value)', 'YYYY-MM-DD HH24:MI:SS.FF')", theirs)
                case .character: return ("'\(value)'", theirs)
                default: return (value, value)
                }
            }
            try await oracle.execute("INSERT INTO S VALUES (\(values.map(\.0).joined(separator: ", ")))")
            try await mySQL.execute("INSERT INTO \(database).s VALUES (\(values.map(\.1).joined(separator: ", ")))")
        }
        try await oracle.execute(
            "CREATE TABLE R (ID NUMBER(9), S_ID NUMBER(9), NAME VARCHAR2(20), AMOUNT NUMBER(10,2))")
        try await mySQL.execute(
            "CREATE TABLE \(database).r (id INT, s_id INT, name VARCHAR(20), amount DECIMAL(10,2)) COLLATE utf8mb4_bin")
        for row in Self.orders {
            let values = row.enumerated().map { place, value in
                value.map { place == 2 ? "'\($0)'" : $0 } ?? "NULL"
            }
            try await oracle.execute("INSERT INTO R VALUES (\(values.joined(separator: ", ")))")
            try await mySQL.execute("INSERT INTO \(database).r VALUES (\(values.joined(separator: ", ")))")
        }
        try await oracle.commit()
    }

    /// What queries of views know of the tables.
    var known: [KnownRelation] {
        [relation, orders]
    }

    private var orders: KnownRelation {
        let columns: [(String, ColumnType)] = [
            ("ID", .number(precision: 9, scale: 0)), ("S_ID", .number(precision: 9, scale: 0)),
            ("NAME", Samples.text(20)), ("AMOUNT", .number(precision: 10, scale: 2)),
        ]
        return KnownRelation(
            name: ObjectName(schema, "R"),
            columns: columns.map {
                KnownRelation.Column(source: Samples.column($0.0, $0.1), destinationName: $0.0.lowercased())
            })
    }

    private var relation: KnownRelation {
        KnownRelation(
            name: ObjectName(schema, "S"),
            columns: Self.columns.map {
                KnownRelation.Column(
                    source: Samples.column($0.name, $0.type), destinationName: $0.name.lowercased(), stored: $0.stored)
            })
    }

    func translated(
        _ query: String, known: [KnownRelation]? = nil, dependsOn: [String] = []
    ) throws -> TranslatedExpression {
        let conversion = Samples.conversion()
        let names = DestinationNames(
            NameMap(schemas: [schema: database]), conversion.settings, conversion.rules)
        let view = ViewDefinition(
            name: ObjectName(schema, "V"), columns: [], queryText: query,
            dependsOn: dependsOn.map { ObjectName(schema, $0) })
        return try conversion.translator.view(view, names, known ?? self.known)
    }

    /// The rows of a query at the source: numbers as decimals, points in time as the destination writes them.
    func source(_ query: String) async throws -> [[Answer]] {
        let table = try await oracle.table(query)
        return try table.rows.map { row in try row.map { try Answer($0) } }
    }

    func destination(_ query: String) async throws -> [[Answer]] {
        try await mySQL.texts(query).map { row in row.map { $0 == "NULL" ? .null : .text($0) } }
    }

    /// One value, so that both ends' forms of it are alike.
    enum Answer: Hashable, CustomStringConvertible {
        case null, text(String), number(String)

        init(_ value: OracleValue) throws {
            switch value {
            case .null: self = .null
            case .text(let text), .nationalText(let text): self = .text(text)
            case .number(let number): self = .number("\(number)")
            case .date(let moment), .timestamp(let moment): self = .text(Self.written(moment))
            case .double(let number): self = .number("\(number)")
            case .lob(let lob): self = .text("\(lob)")
            default: throw UnknownAnswer(value: "\(value)")
            }
        }

        private static func written(_ moment: OracleDateTime) -> String {
            func padded(_ number: Int, _ width: Int) -> String {
                String(repeating: "0", count: max(0, width - "\(number)".count)) + "\(number)"
            }
            let date = "\(padded(Int(moment.year), 4))-\(padded(Int(moment.month), 2))-\(padded(Int(moment.day), 2))"
            let clock = [moment.hour, moment.minute, moment.second].map { padded(Int($0), 2) }.joined(separator: ":")
            let micro = Int(moment.nanosecond) / 1000
            return micro == 0 ? "\(date) \(clock)" : "\(date) \(clock).\(padded(micro, 6))"
        }

        struct UnknownAnswer: Error { var value: String }

        /// Numbers are equal when their first 24 digits behind the point are.
        static func same(_ source: Answer, _ destination: Answer) -> Bool {
            switch (source, destination) {
            case (.null, .null): true
            case (.text(let a), .text(let b)): moment(a) == moment(b)
            case (.number(let a), .text(let b)): digits(a) != nil && digits(a) == digits(b)
            default: false
            }
        }

        /// Without a fraction of zeros.
        private static func moment(_ text: String) -> String {
            let text = text.count > 10 && text.dropFirst(10).first == "T" ? text.replacing("T", with: " ") : text
            guard text.count >= 21, text.dropFirst(19).first == "." else { return text }
            var short = text
            while short.hasSuffix("0") { short.removeLast() }
            return short.hasSuffix(".") ? String(short.dropLast()) : short
        }

        private static func digits(_ text: String) -> String? {
            let cut = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            let short = cut.count == 2 && !text.lowercased().contains("e") ? "\(cut[0]).\(cut[1].prefix(24))" : text
            return DecimalText.plain(short)
        }

        var description: String {
            switch self {
            case .null: "null"
            case .text(let text): "'\(text)'"
            case .number(let number): number
            }
        }
    }
}
