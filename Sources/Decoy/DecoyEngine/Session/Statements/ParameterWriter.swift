internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

/// Writes the parameters of an emitted text from the binds of the client.
struct ParameterWriter {
    let parameters: [Parameter]
    let binds: BindRows
    let moments: [Moment]
    let types: TypeNumbers

    var count: Int { parameters.count }
    var postgresTypes: [PostgresType] { parameters.map { types.type(of: $0) } }
    var postgresArrayTypes: [PostgresType] { parameters.map { types.arrayType(of: $0) } }

    /// Each parameter as a field with its length in front.
    func write(row: Int, to message: inout MessageWriter) throws(OracleFailure) {
        for parameter in parameters {
            switch parameter {
            case .bind(let index, let representation):
                try writeBind(row, index, representation, to: &message)
            case .session(.flashbackSCN(let index)):
                message.append(Int32(8))
                message.append(moments[index].scn)
            case .session(.flashbackBoundary(let index)):
                message.append(Int32(8))
                message.append(moments[index].boundary)
            }
        }
    }

    private func writeBind(
        _ row: Int, _ index: Int, _ representation: Representation, to message: inout MessageWriter
    ) throws(OracleFailure) {
        guard index < binds.columnCount else { throw OracleFailure.missingBind() }
        guard let field = binds.field(row, index) else { return message.append(Int32(-1)) }
        guard binds.types[index].representation == representation else { throw inconsistent(index, representation) }
        message.append(Int32(clamping: field.count))
        message.append(field)
    }

    private func inconsistent(_ index: Int, _ representation: Representation) -> OracleFailure {
        OracleFailure(
            932, "inconsistent datatypes: expected \(representation.rawValue) got \(binds.types[index].dictionaryName)")
    }

    /// Refuses rows that `write(rows:)` could not write.
    func check(rows: Range<Int>) throws(OracleFailure) {
        for parameter in parameters {
            guard case .bind(let index, let representation) = parameter else {
                throw OracleFailure.unsupported("a flashback in an INSERT for many rows")
            }
            guard index < binds.columnCount else { throw OracleFailure.missingBind() }
            // A column of nulls may be of any type.
            guard binds.types[index].representation != representation else { continue }
            guard rows.allSatisfy({ binds.field($0, index) == nil }) else {
                throw inconsistent(index, representation)
            }
        }
    }

    /// Each parameter as an array over the rows, which were checked.
    func write(rows: Range<Int>, to message: inout MessageWriter) {
        for parameter in parameters {
            guard case .bind(let index, _) = parameter else { preconditionFailure("arrays are checked before") }
            let place = message.place()
            message.append(Int32(1))
            message.append(Int32(1))
            message.append(types.type(of: parameter).oid)
            message.append(Int32(clamping: rows.count))
            message.append(Int32(1))
            binds.write(rows, of: index, to: &message)
            message.patchLength(place)
        }
    }
}
