package import OracleWire

/// A result that is read as it arrives: `for try await batch in rows`. Other statements may run on the same connection
/// meanwhile. A result that is not read to its end is closed when it goes away.
package final class OracleRows: Sendable {
    package let columns: [OracleColumn]
    private let connection: OracleConnection
    private let cursor: ServerCursor

    init(_ cursor: ServerCursor, _ connection: OracleConnection) {
        self.cursor = cursor
        self.connection = connection
        columns = cursor.columns.map { OracleColumn($0) }
    }

    /// The next rows; nil at the end. A batch that is not needed any more may be given back: its memory is used
    /// again, so nobody may hold it or its bytes.
    package func next(reusing spent: OracleRowBatch? = nil) async throws(OracleError) -> OracleRowBatch? {
        guard let rows = try await connection.nextRows(cursor, reusing: spent) else { return nil }
        return rows
    }

    /// All rows that are left, as values: for results known to be small.
    package func readAll() async throws(OracleError) -> OracleTable {
        var table = OracleTable(columns: columns)
        while let batch = try await next() {
            for row in 0..<batch.rowCount { table.rows.append(try batch.row(row)) }
        }
        return table
    }

    /// Ends the reading early; the server may forget the rest.
    package func close() async { await connection.close(cursor) }
}

extension OracleRows: Hashable {
    package static func == (a: OracleRows, b: OracleRows) -> Bool { a === b }
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension OracleRows: AsyncSequence {
    package typealias Element = OracleRowBatch
    package typealias Failure = OracleError

    package struct Iterator: AsyncIteratorProtocol {
        private let rows: OracleRows
        private var latest: OracleRowBatch?

        init(_ rows: OracleRows) { self.rows = rows }

        /// A batch that nobody else holds any more gives its memory to the next one.
        package mutating func next() async throws(OracleError) -> OracleRowBatch? {
            let spent = isKnownUniquelyReferenced(&latest) ? latest : nil
            latest = nil
            latest = try await rows.next(reusing: spent)
            return latest
        }

        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(OracleError)
            -> OracleRowBatch?
        { try await next() }
    }

    package func makeAsyncIterator() -> Iterator { Iterator(self) }
}

/// A result in memory.
package struct OracleTable: Sendable {
    package let columns: [OracleColumn]
    package var rows: [[OracleValue]] = []

    init(columns: [OracleColumn]) { self.columns = columns }

    /// The values of a column, by its name.
    package subscript(column name: String) -> [OracleValue] {
        guard let at = columns.firstIndex(where: { $0.name == name }) else { return [] }
        return rows.map { $0[at] }
    }
}

/// Rows as they came, in Oracle's encodings, in contiguous memory. It belongs to whoever holds it; two threads never
/// touch it at once.
package final class OracleRowBatch: @unchecked Sendable {
    package let rows: RowBatch
    package let columns: [OracleColumn]
    private let defines: [BindMetadata]
    private let connection: OracleConnection
    private let session: OracleSession

    init(_ rows: RowBatch, _ cursor: ServerCursor, _ connection: OracleConnection) {
        self.rows = rows
        columns = cursor.columns.map { OracleColumn($0) }
        defines = cursor.defines
        session = cursor.session
        self.connection = connection
    }

    package var rowCount: Int { rows.rowCount }
    package var columnCount: Int { rows.columnCount }
    package var byteCount: Int { rows.byteCount }

    package func isNull(_ row: Int, _ column: Int) -> Bool { rows.isNull(row, column) }

    /// The bytes of a value in the encoding of `encoding(of:)`; nil is null.
    package func bytes(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer? { rows.value(row, column) }

    /// In which type the bytes of a column lie here: a CLOB that comes whole lies here as LONG.
    package func encoding(of column: Int) -> (type: OracleTypeCode, form: CharsetForm) {
        if defines.isEmpty { return (columns[column].metadata.type, columns[column].metadata.form) }
        return (defines[column].type, defines[column].form)
    }

    package func row(_ row: Int) throws(OracleError) -> [OracleValue] {
        var values: [OracleValue] = []
        values.reserveCapacity(columnCount)
        for column in 0..<columnCount { values.append(try value(row, column)) }
        return values
    }

    package func value(_ row: Int, _ column: Int) throws(OracleError) -> OracleValue {
        let (type, form) = encoding(of: column)
        let bytes = rows.value(row, column)
        do throws(WireFailure) {
            if let bytes, type.isLob { return .lob(try lob(bytes, type, form)) }
            if let bytes, type == .refCursor { return try openCursor(bytes) }
            if let bytes, type == .object { return try object(Array(bytes), columns[column].metadata) }
            return try OracleValue(bytes, type: type, form: form)
        } catch {
            throw session.own(
                OracleError.Own.valueNotExpressible, "column \(columns[column].name), row \(row): \(error)")
        }
    }

    private func lob(
        _ bytes: UnsafeRawBufferPointer, _ type: OracleTypeCode, _ form: CharsetForm
    ) throws(WireFailure) -> OracleLOB {
        let value = try LobValue(bytes)
        let kind: OracleLOB.Kind =
            switch type {
            case .blob: .blob
            case .bfile: .bfile
            default: form == .national ? .nclob : .clob
            }
        return OracleLOB(
            kind, locator: Array(value.locator), length: value.size.map { Int64(clamping: $0) },
            connection: connection, session: session)
    }

    /// A document of XML is its text; one that the server keeps in a LOB cannot be read so.
    private func object(_ image: [UInt8], _ column: ColumnMetadata) throws(WireFailure) -> OracleValue {
        if column.typeSchema == "SYS", column.typeName == "XMLTYPE" {
            guard let text = XMLImage.text(image) else { throw WireFailure("XMLTYPE", .wrongForm) }
            return .text(String(decoding: text, as: UTF8.self))
        }
        return .object(
            OracleObject(
                schema: column.typeSchema, typeName: column.typeName, typeIdentity: column.objectIdentity,
                image: image))
    }

    private func openCursor(_ bytes: UnsafeRawBufferPointer) throws(WireFailure) -> OracleValue {
        let at = bytes.reduce(0) { $0 << 8 | Int($1) }
        guard at < rows.cursors.count else { throw WireFailure("REF CURSOR", .wrongForm) }
        let (body, number) = rows.cursors[at]
        return .rows(OracleRows(session.refCursor(number, body), connection))
    }
}
