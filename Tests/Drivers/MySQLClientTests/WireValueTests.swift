import Testing

@testable import MySQLClient

/// Bytes from outside: whatever they are, a value or a typed error comes out.
@Suite struct WireValueTests {
    @Test func noBytesOfACellTrap() {
        let types: [MySQLType] = [
            .int8, .int16, .int24, .int32, .int64, .float, .double, .decimal, .bit, .date, .dateTime, .timestamp, .time,
            .year, .string, .json, .geometry, .unknown(200),
        ]
        var generator = SystemRandomNumberGenerator()
        var decoded = 0
        for round in 0..<20_000 {
            let count = Int(generator.next() % 14)
            let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            for type in types {
                let column = MySQLColumn(type: type, isUnsigned: round.isMultiple(of: 2))
                for form in [MySQLRowBatch.Form.text, .binary] {
                    do {
                        _ = try MySQLValue(bytes.span.bytes, of: column, form: form)
                        decoded += 1
                    } catch {}
                }
            }
        }
        #expect(decoded > 20_000)
    }

    @Test(arguments: [
        ("SELECT 1", "SELECT ?"), ("SELECT 'a''b\\'c', \"d\" , 1.5e3", "SELECT ??, ? , ?"),
        ("INSERT INTO t1 VALUES (-5,'x'),\n (0x1F, NULL)", "INSERT INTO t1 VALUES (-?,?), (?, NULL)"),
        ("SELECT 'never closed canary", "SELECT ?"), ("UPDATE `a1` SET x_2 = 3", "UPDATE `a1` SET x_2 = ?"),
    ])
    func aStatementIsOutlinedWithoutItsLiterals(statement: String, expected: String) {
        let bytes = Array(statement.utf8)
        #expect(bytes.withUnsafeBytes { outline(of: $0) } == expected)
    }

    @Test func aLongStatementIsCut() {
        let bytes = Array(String(repeating: "x", count: 5000).utf8)
        #expect(bytes.withUnsafeBytes { outline(of: $0) }.count == 201)
    }

    @Test(arguments: [
        (1062, "Duplicate entry 'canary' for key 'PRIMARY'", "Duplicate entry … for key 'PRIMARY'"),
        (1062, "Duplicate entry 'a' for key canary' for key 'k'", "Duplicate entry … for key 'k'"),
        (1292, "Incorrect date value: 'canary' for column 'd' at row 1", "… for column 'd' at row 1"),
        (1526, "Table has no partition for value 4711", "Table has no partition for value …"),
        (1064, "You have an error near 'canary' at line 1", "You have an error near …"),
        (999_999, "Something about 'canary'", "Something about …"),
        (1146, "Table 'a.b' doesn't exist", "Table 'a.b' doesn't exist"),
    ])
    func valuesInTheServersTextAreNotPrinted(number: Int, text: String, expected: String) {
        let error = MySQLError(number: number, text: text, place: "h:1")
        #expect(error.text.hasSuffix(expected), "\(error.text)")
    }

    @Test(arguments: [
        (
            "5.7.25-OceanBase seekdb-v1.4.0.0", "OceanBase 4.3.5.3 seekdb (r1.4.0.0)", ServerIdentity.Product.seekdb,
            "4.3.5.3"
        ),
        ("5.7.25-OceanBase-v4.2.5.1", "OceanBase_CE 4.2.5.1 (r101000)", .oceanBase, "4.2.5.1"),
        ("10.11.19-MariaDB-0+deb12u1", "Debian 12", .mariaDB, "10.11.19"),
        ("8.0.40", "MySQL Community Server - GPL", .mySQL, "8.0.40"),
        ("5.7.44-log", "Source distribution", .mySQL, "5.7.44"),
    ])
    func aServerIsKnownByWhatItSaysOfItself(
        version: String, comment: String, product: ServerIdentity.Product, short: String
    ) {
        let server = ServerIdentity(version: version, comment: comment, connectionID: 1, packetBytesMax: 1, cipher: nil)
        #expect(server.product == product && server.shortVersion == short)
    }
}
