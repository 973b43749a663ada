internal import DecoyCompiler
internal import DecoyDictionary
package import OracleSQL
internal import PostgresClient

// Values from one type to another, by Oracle's own silent conversion.
extension Session {
    /// The cell as the other type: the formats of the session count.
    package func convert(_ cell: Cell, to type: OracleType) throws(OracleFailure) -> Cell {
        guard !cell.isNull else { return .null(type) }
        if cell.representation == type.representation { return Cell(type, cell.bytes) }
        let conversion = try conversion(from: cell.type, to: type)
        let binds = BindRows([[cell]])
        let writer = ParameterWriter(parameters: conversion.parameters, binds: binds, moments: [], types: engine.types)
        let rows = PostgresRows()
        _ = try exchange(into: rows) { () throws(OracleFailure) in
            connection.parse("", sql: "SELECT \(conversion.sql)", parameters: writer.postgresTypes)
            try connection.bind("", parameterCount: writer.count) {
                (message: inout MessageWriter) throws(OracleFailure) in try writer.write(row: 0, to: &message)
            }
            connection.execute()
        }
        let bytes = rows.rowCount > 0 ? rows.bytes(0, 0) : nil
        if running.kind == nil { try endReading() }
        return Cell(type, bytes)
    }

    private func conversion(
        from: OracleType, to type: OracleType
    ) throws(OracleFailure) -> CompiledExpression {
        let key = ConversionKey(from: from, to: type, context: context)
        if let known = conversions[key] { return known }
        var parser = try Parser(":1")
        let bind = try parser.parseExpression()
        let made = try Compiler(dictionary, context: context).compileExpression(
            bind, type: type, binds: [BindType(from)])
        if conversions.count > 100 { conversions.removeAll() }
        conversions[key] = made
        return made
    }
}

struct ConversionKey: Hashable {
    var from: OracleType
    var to: OracleType
    var context: SessionContext
}
