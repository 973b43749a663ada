internal import OracleClient
internal import OracleWire
internal import Values

/// Fills the tables: the large ones in shares of the number of rows that is asked for, the small ones always the same.
struct CompanyRows {
    private static let rowsPerCall = 2_000

    private let connection: OracleConnection
    private let scale: Scale
    private var dice = Dice(seed: 20_261)

    /// How many rows each table gets.
    struct Scale: Sendable {
        let customers, orders, items, moves, logs, products, employees: Int

        init(rows: Int) {
            let rows = max(2_000, rows)
            customers = rows * 5 / 100
            orders = rows * 20 / 100
            moves = rows * 8 / 100
            logs = rows * 5 / 100
            products = min(5_000, max(50, rows / 400))
            employees = min(2_000, max(40, rows / 1_000))
            items = rows - customers - orders - moves - logs - products - employees
        }
    }

    init(connection: OracleConnection, rows: Int) {
        self.connection = connection
        scale = Scale(rows: rows)
    }

    func fill(_ report: (Int) async -> Void) async throws(OracleError) {
        var filling = self
        try await filling.all(report)
    }

    private mutating func all(_ report: (Int) async -> Void) async throws(OracleError) {
        var done = 0
        let regions = Vocabulary.regions.enumerated().map { at, name in
            [.integer(Int64(at + 1)), OracleValue.nationalText(name)]
        }
        try await insert("INSERT INTO REGIONS VALUES (:1, :2)", regions)
        let countries = Vocabulary.countries.map { country in
            [OracleValue.text(country.code), .text(country.name), .integer(Int64(country.region))]
        }
        try await insert("INSERT INTO COUNTRIES VALUES (:1, :2, :3)", countries)
        var departments: [[OracleValue]] = []
        for (at, name) in Vocabulary.departments.enumerated() {
            departments.append([
                .integer(Int64(at + 1)), .text(name), .bytes(dice.bytes(8)),
                .number(dice.decimal(0...99_999_999_99, scale: 2)), .date(dice.moment(years: 1990...2020)),
            ])
        }
        try await insert("INSERT INTO DEPARTMENTS VALUES (:1, :2, :3, :4, :5)", departments)
        for (statement, count, row) in CompanyRows.large(scale) {
            for start in stride(from: 1, through: count, by: Self.rowsPerCall) {
                let end = min(count, start + Self.rowsPerCall - 1)
                var rows: [[OracleValue]] = []
                rows.reserveCapacity(end - start + 1)
                for number in start...end { rows.append(row(number, &dice)) }
                try await insert(statement, rows)
                done += rows.count
                await report(done)
            }
        }
        try await insertOddities()
    }

    private func insert(_ statement: String, _ rows: [[OracleValue]]) async throws(OracleError) {
        try await connection.execute(statement, rows: rows)
        try await connection.commit()
    }

    private mutating func insertOddities() async throws(OracleError) {
        let types = CompanyOddities.everyType(&dice)
        let places = (1...(types.first?.count ?? 1)).map { ":\($0)" }.joined(separator: ", ")
        try await insert("INSERT INTO EVERY_TYPE VALUES (\(places))", types)
        try await insert("INSERT INTO LETTERS VALUES (:1, :2)", CompanyOddities.letters(&dice))
        try await insert(#"INSERT INTO "客户备注" VALUES (:1, :2, :3)"#, CompanyOddities.notes(&dice))
        try await insert(#"INSERT INTO "Odd $ Name" VALUES (:1, :2, :3, :4)"#, CompanyOddities.oddNames)
        try await insert(
            "INSERT INTO CONTRACTS VALUES (:1, :2, :3, :4, :5)",
            CompanyOddities.contracts(employees: scale.employees, &dice))
    }
}

extension CompanyRows {
    typealias Row = @Sendable (_ number: Int, _ dice: inout Dice) -> [OracleValue]

    /// The statement, the number of rows, and what makes row `number` of each large table; parents first.
    private static func large(_ scale: Scale) -> [(String, Int, Row)] {
        [
            (
                """
                INSERT INTO EMPLOYEES (EMPLOYEE_ID, FIRST_NAME, LAST_NAME, EMAIL, HIRED, SALARY, COMMISSION,
                MANAGER_ID, DEPARTMENT_ID) VALUES (:1, :2, :3, :4, :5, :6, :7, :8, :9)
                """, scale.employees, employee
            ),
            ("INSERT INTO PRODUCTS VALUES (:1, :2, :3, :4, :5, :6, :7, :8)", scale.products, product),
            ("INSERT INTO CUSTOMERS VALUES (:1, :2, :3, :4, :5, :6, :7)", scale.customers, customer),
            (
                "INSERT INTO ORDERS VALUES (:1, :2, :3, :4, :5, :6, :7, :8, :9)", scale.orders,
                { order($0, scale, &$1) }
            ),
            ("INSERT INTO ORDER_ITEMS VALUES (:1, :2, :3, :4, :5, :6)", scale.items, { line($0, scale, &$1) }),
            ("INSERT INTO STOCK_MOVES VALUES (:1, :2, :3, :4, :5)", scale.moves, { move($0, scale, &$1) }),
            ("INSERT INTO MACHINE_LOG VALUES (:1, :2, :3, :4, :5)", scale.logs, log),
        ]
    }

    private static func employee(_ number: Int, _ dice: inout Dice) -> [OracleValue] {
        let first = dice.one(of: Vocabulary.firstNames)
        let last = dice.one(of: Vocabulary.lastNames)
        return [
            .integer(Int64(number)), dice.once(in: 20) ? .null : .text(first), .text(last),
            .text("e\(number)@company.example"), .date(dice.moment(years: 1995...2026)),
            .number(dice.decimal(1_500_00...19_000_00, scale: 2)),
            dice.once(in: 3) ? .null : .float(Float(dice.number(0...400)) / 1_000),
            number <= 8 ? .null : .integer(Int64(dice.number(1...min(number - 1, 200)))),
            .integer(Int64(dice.number(1...Vocabulary.departments.count))),
        ]
    }

    private static func product(_ number: Int, _ dice: inout Dice) -> [OracleValue] {
        let sku = "SKU-" + String(String(100_000_000 + number).suffix(8))
        // Most texts are short; a few are long enough to travel as large objects everywhere.
        let length = dice.once(in: 50) ? dice.number(9_000...30_000) : dice.number(80...1_500)
        return [
            .integer(Int64(number)), .text(sku), .text(dice.words(3)),
            .number(dice.decimal(1_0000...900_0000, scale: 4)), .double(Double(dice.number(1...90_000)) / 1_000),
            dice.once(in: 10) ? .null : .text(dice.text(ofLength: length)),
            dice.once(in: 4) ? .null : .nationalText("备注 \(number): " + dice.words(20)),
            dice.once(in: 5) ? .null : .bytes(dice.bytes(dice.number(50...4_000))),
        ]
    }

    /// The region of a customer follows from its number, so that orders find it without asking.
    static func region(ofCustomer number: Int) -> Int64 { Int64(number % Vocabulary.regions.count + 1) }

    private static func customer(_ number: Int, _ dice: inout Dice) -> [OracleValue] {
        let name = "\(dice.one(of: Vocabulary.lastNames)) \(dice.one(of: Vocabulary.companies)) \(number)"
        return [
            .integer(region(ofCustomer: number)), .integer(Int64(number)), .nationalText(name),
            .text(dice.one(of: ["A", "A", "A", "B", "C"])),
            dice.once(in: 4) ? .null : .number(dice.decimal(0...5_000_000, scale: 2)),
            .timestamp(dice.moment(years: 2010...2026, nanosecondUnit: 1_000)),
            dice.once(in: 9) ? .null : .text("\(dice.number(1...300)) \(dice.one(of: Vocabulary.cities))"),
        ]
    }

    private static func order(_ number: Int, _ scale: Scale, _ dice: inout Dice) -> [OracleValue] {
        let customer = dice.number(1...scale.customers)
        let ordered = dice.moment(years: 2022...2026)
        var shipped = ordered
        shipped.nanosecond = dice.number(0...999) * 1_000_000
        let zone = OracleZonedTime(utc: shipped, zone: .offset(minutes: dice.one(of: [-300, 0, 60, 330, 480])))
        return [
            .integer(Int64(number)), .date(ordered), .integer(region(ofCustomer: customer)),
            .integer(Int64(customer)),
            dice.once(in: 6) ? .null : .integer(Int64(dice.number(1...scale.employees))),
            .text(dice.one(of: Vocabulary.states)), .number(dice.decimal(100...9_999_999, scale: 2)),
            dice.once(in: 5) ? .null : .zonedTimestamp(zone), dice.once(in: 3) ? .null : .localTimestamp(shipped),
        ]
    }

    private static func line(_ number: Int, _ scale: Scale, _ dice: inout Dice) -> [OracleValue] {
        [
            .integer(Int64((number - 1) % scale.orders + 1)), .integer(Int64((number - 1) / scale.orders + 1)),
            .integer(Int64(dice.number(1...scale.products))), .integer(Int64(dice.number(1...500))),
            .number(dice.decimal(1_0000...900_0000, scale: 4)),
            dice.once(in: 2) ? .null : .float(Float(dice.number(0...30)) / 100),
        ]
    }

    private static func move(_ number: Int, _ scale: Scale, _ dice: inout Dice) -> [OracleValue] {
        [
            .integer(Int64(number)), .date(dice.moment(years: 2023...2026)),
            .integer(Int64(dice.number(1...scale.products))), .integer(Int64(dice.number(-5_000...5_000))),
            dice.once(in: 8) ? .null : .text(dice.one(of: Vocabulary.reasons)),
        ]
    }

    private static func log(_ number: Int, _ dice: inout Dice) -> [OracleValue] {
        [
            .timestamp(dice.moment(years: 2025...2026, nanosecondUnit: 1)), .text("machine \(dice.number(1...40))"),
            .integer(Int64(dice.number(0...5))), .text(dice.words(dice.number(3...12))),
            dice.once(in: 4)
                ? .null
                : .daysToSeconds(
                    DaySecondInterval(
                        days: 0, hours: dice.number(0...5), minutes: dice.number(0...59), seconds: dice.number(0...59),
                        nanoseconds: dice.number(0...999_999) * 1_000)),
        ]
    }
}
