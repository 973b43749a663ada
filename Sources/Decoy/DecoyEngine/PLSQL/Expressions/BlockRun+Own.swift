internal import DecoyCompiler
internal import OracleSQL

// References and calls that PL/SQL knows: variables, fields, elements, attributes, routines.
extension BlockRun {
    /// Nil when the name is none of PL/SQL's: then it is a function of SQL, or nothing.
    func own(_ expression: Expression, _ frame: Frame) throws(Raised) -> BlockValue? {
        switch expression {
        case .reference(let reference): return try value(of: reference, frame)
        case .call(let call): return try value(of: call, frame)
        case .bind(let bind): return binds[bind.index]
        case .member(let inner, let name):
            guard let value = try own(inner, frame) else { return nil }
            return try member(name, of: value, try type(of: inner, frame), frame, name.position)
        case .apply(let inner, let arguments, let place):
            guard let value = try own(inner, frame) else { return nil }
            return try element(of: value, try type(of: inner, frame), arguments, frame, place)
        case .attribute(let cursor, let attribute, let place):
            return try value(of: attribute, cursor, frame, place)
        default: return nil
        }
    }

    private func value(of reference: Reference, _ frame: Frame) throws(Raised) -> BlockValue? {
        let names = reference.names
        if let found = try locate(names, frame) {
            switch found.entity {
            case .variable(let slot):
                var value = slot.value
                var type: BlockType? = slot.type
                for name in found.rest {
                    value = try member(name, of: value, type, frame, reference.position)
                    type = type?.member(name.text)
                }
                return value
            case .routine(let candidates):
                guard found.rest.isEmpty else { throw unknown(names, frame) }
                return try function(candidates, [], frame, reference.position)
            case .type, .cursor, .exception:
                throw fault(
                    reference.position.offset,
                    "PLS-00330: invalid use of type name or subtype name", in: frame.unit)
            }
        }
        if names.count == 1, !names[0].isQuoted {
            switch names[0].text {
            case "SQLCODE": return .integer(caught.last?.code ?? 0)
            case "SQLERRM": return .text(caught.last?.text ?? "ORA-0000: normal, successful completion")
            default: break
            }
            if let happens = isHappening(names[0].text, nil) { return .boolean(happens) }
        }
        return try outside(names, [], frame, reference.position)
    }

    private func value(of call: Call, _ frame: Frame) throws(Raised) -> BlockValue? {
        if let found = try locate(call.names, frame) {
            switch found.entity {
            case .variable(let slot): return try value(of: call, slot, found.rest, frame)
            case .routine(let candidates):
                guard found.rest.isEmpty else { throw unknown(call.names, frame) }
                return try function(candidates, call.arguments, frame, call.position)
            case .type(let type): return try construct(type, call.arguments, frame, call.position)
            case .cursor, .exception: throw unknown(call.names, frame)
            }
        }
        if call.names.count == 1, call.names[0].text == "SQLERRM" {
            let code = try call.arguments.first.map { (argument) throws(Raised) in try bound(argument.value, frame) }
            return .text(errorText(code ?? 0))
        }
        if event != nil, call.names.count == 1, call.names[0].text == "UPDATING", call.arguments.count == 1 {
            let column = try evaluate(call.arguments[0].value, frame).cell?.characters
            return .boolean(isHappening("UPDATING", column ?? ""))
        }
        return try outside(call.names, call.arguments, frame, call.position)
    }

    /// INSERTING and its kin, which only a trigger knows.
    private func isHappening(_ word: String, _ column: String?) -> Bool? {
        guard let event else { return nil }
        switch word {
        case "INSERTING": return event.kind == .insert
        case "DELETING": return event.kind == .delete
        case "UPDATING":
            return event.kind == .update && (column.map { event.assigned.contains($0.uppercased()) } ?? true)
        default: return nil
        }
    }

    private func errorText(_ code: Int) -> String {
        if let last = caught.last, last.code == code { return last.text }
        if code == 0 { return "ORA-0000: normal, successful completion" }
        if code == 1 { return "User-Defined Exception" }
        return Raised.standardText(code == 100 ? 1403 : abs(code))
    }

    private func value(
        of call: Call, _ slot: Slot, _ rest: [Name], _ frame: Frame
    ) throws(Raised) -> BlockValue {
        var value = slot.value
        var type: BlockType? = slot.type
        for (index, name) in rest.enumerated() {
            if index == rest.count - 1, case .collection(let values) = value, let kind = type?.collection {
                return try method(name, call.arguments, of: values, kind, frame)
            }
            value = try member(name, of: value, type, frame, call.position)
            type = type?.member(name.text)
        }
        return try element(of: value, type, call.arguments, frame, call.position)
    }

    // MARK: Parts

    func member(
        _ name: Name, of value: BlockValue, _ type: BlockType?, _ frame: Frame, _ place: Position
    ) throws(Raised) -> BlockValue {
        switch value {
        case .record(let fields):
            guard case .record(let record)? = type, let index = record.index(of: name.text) else {
                throw fault(
                    place.offset, "PLS-00302: component '\(name.text)' must be declared", in: frame.unit)
            }
            return fields[index]
        case .collection(let values):
            guard let kind = type?.collection else { throw unknown([name], frame) }
            return try method(name, [], of: values, kind, frame)
        case .scalar(let cell):
            if case .record(let record)? = type, record.isObject, cell.isNull {
                guard let index = record.index(of: name.text) else {
                    throw fault(
                        place.offset, "PLS-00302: component '\(name.text)' must be declared", in: frame.unit)
                }
                return record.fields[index].type.initial
            }
            throw fault(place.offset, "PLS-00487: Invalid reference to variable", in: frame.unit)
        case .cursor:
            throw fault(place.offset, "PLS-00487: Invalid reference to variable", in: frame.unit)
        }
    }

    private func element(
        of value: BlockValue, _ type: BlockType?, _ arguments: [Call.Argument], _ frame: Frame, _ place: Position
    ) throws(Raised) -> BlockValue {
        guard case .collection(let values) = value, let kind = type?.collection, arguments.count == 1 else {
            throw fault(
                place.offset, "PLS-00224: object must be of type function or array to be used this way", in: frame.unit)
        }
        guard let values else { throw Raised(6531, "Reference to uninitialized collection") }
        let key = try key(arguments[0].value, kind, frame)
        if let element = values[key] { return element }
        try checkBounds(key, values, kind)
        throw Raised(1403, "no data found")
    }

    func checkBounds(_ key: CollectionValue.Key, _ values: CollectionValue, _ kind: CollectionType) throws(Raised) {
        guard !kind.kind.isAssociative, case .number(let number) = key else { return }
        if case .array(let limit) = kind.kind, number < 1 || number > limit {
            throw Raised(6532, "Subscript outside of limit")
        }
        if number < 1 { throw Raised(6532, "Subscript outside of limit") }
        if number > values.last { throw Raised(6533, "Subscript beyond count") }
    }

    func key(_ expression: Expression, _ type: CollectionType, _ frame: Frame) throws(Raised) -> CollectionValue.Key {
        let value = try evaluate(expression, frame)
        if case .byText = type.kind {
            guard let text = try converted(value, to: .scalar(.anyText)).cell?.characters else {
                throw Raised.valueError("NULL index table key value")
            }
            return .text(text)
        }
        guard let number = try converted(value, to: .scalar(.plsInteger)).cell?.whole else {
            throw Raised.valueError("NULL index table key value")
        }
        return .number(number)
    }

    /// The type of what a reference or call gives, as far as it is a variable or a part of one.
    func type(of expression: Expression, _ frame: Frame) throws(Raised) -> BlockType? {
        switch expression {
        case .reference(let reference):
            guard let found = try locate(reference.names, frame), case .variable(let slot) = found.entity else {
                return try resultType(reference.names, frame)
            }
            return found.rest.reduce(slot.type) { $0?.member($1.text) }
        case .call(let call):
            guard let found = try locate(call.names, frame) else { return try resultType(call.names, frame) }
            switch found.entity {
            case .variable(let slot): return found.rest.reduce(slot.type) { $0?.member($1.text) }?.collection?.element
            case .type(let type): return type
            default: return try resultType(call.names, frame)
            }
        case .member(let inner, let name): return try type(of: inner, frame)?.member(name.text)
        case .apply(let inner, _, _): return try type(of: inner, frame)?.collection?.element
        case .attribute(_, let attribute, _):
            switch attribute {
            case .rowCount: return .scalar(.plainNumber)
            case .bulkRowCount: return .collection(BlockRun.bulkRowCountType)
            case .bulkExceptions: return .collection(BlockRun.bulkExceptionType)
            default: return .scalar(.boolean)
            }
        default: return nil
        }
    }

    // MARK: Cursor attributes

    private static var bulkRowCountType: CollectionType {
        CollectionType(name: "", kind: .byInteger, element: .scalar(.plainNumber))
    }

    private static var bulkExceptionType: CollectionType {
        let fields = ["ERROR_INDEX", "ERROR_CODE"].map { RecordType.Field(name: $0, type: .scalar(.plainNumber)) }
        return CollectionType(
            name: "", kind: .byInteger, element: .record(RecordType(name: "", fields: fields)))
    }

    private func value(
        of attribute: CursorAttribute, _ cursor: Expression, _ frame: Frame, _ place: Position
    ) throws(Raised) -> BlockValue {
        if case .reference(let reference) = cursor, reference.names.count == 1, reference.names[0].text == "SQL" {
            switch attribute {
            case .rowCount: return .scalar(lastRowCount.map(Cell.integer) ?? .null(.plainNumber))
            case .found: return .boolean(lastRowCount.map { $0 > 0 })
            case .notFound: return .boolean(lastRowCount.map { $0 == 0 })
            case .isOpen: return .boolean(false)
            case .bulkRowCount:
                return .collection(CollectionValue(bulkRowCounts.map(BlockValue.integer)))
            case .bulkExceptions:
                return .collection(
                    CollectionValue(bulkExceptions.map { .record([.integer($0.index), .integer($0.code)]) }))
            }
        }
        let opened = try opened(cursor, frame)
        if attribute == .isOpen { return .boolean(opened?.isOpen ?? false) }
        guard let opened, opened.isOpen else { throw Raised(1001, "invalid cursor") }
        switch attribute {
        case .rowCount: return .integer(opened.rowCount)
        case .found: return .boolean(opened.wasFound)
        case .notFound: return .boolean(opened.wasFound.map { !$0 })
        default: throw wrongType(cursor, frame)
        }
    }
}

extension BlockType {
    func member(_ name: String) -> BlockType? {
        guard case .record(let record) = self, let index = record.index(of: name) else { return nil }
        return record.fields[index].type
    }

    var collection: CollectionType? {
        if case .collection(let collection) = self { return collection }
        return nil
    }
}
