internal import OracleSQL

// Methods and constructors of collections and records.
extension BlockRun {
    /// COUNT, FIRST, NEXT … : what gives a value.
    func method(
        _ name: Name, _ arguments: [Call.Argument], of values: CollectionValue?, _ type: CollectionType,
        _ frame: Frame
    ) throws(Raised) -> BlockValue {
        if name.text == "EXISTS", arguments.count == 1 {
            let key = try key(arguments[0].value, type, frame)
            return .boolean(values?[key] != nil)
        }
        guard let values else { throw Raised(6531, "Reference to uninitialized collection") }
        switch (name.text, arguments.count) {
        case ("COUNT", 0): return .integer(values.count)
        case ("FIRST", 0): return BlockRun.value(of: values.keys.first)
        case ("LAST", 0): return BlockRun.value(of: values.keys.last)
        case ("LIMIT", 0):
            if case .array(let limit) = type.kind { return .integer(limit) }
            return .scalar(.null(.plsInteger))
        case ("NEXT", 1): return BlockRun.value(of: values.next(after: try key(arguments[0].value, type, frame)))
        case ("PRIOR", 1): return BlockRun.value(of: values.prior(before: try key(arguments[0].value, type, frame)))
        default:
            throw fault(
                name.position.offset, "PLS-00302: component '\(name.text)' must be declared", in: frame.unit)
        }
    }

    private static func value(of key: CollectionValue.Key?) -> BlockValue {
        switch key {
        case .number(let number)?: .integer(number)
        case .text(let text)?: .text(text)
        case nil: .null
        }
    }

    /// DELETE, EXTEND, TRIM: what changes the collection.
    func change(
        _ values: inout CollectionValue?, by name: Name, _ keys: [BlockValue], _ type: CollectionType, _ frame: Frame
    ) throws(Raised) {
        guard values != nil else { throw Raised(6531, "Reference to uninitialized collection") }
        switch (name.text, keys.count) {
        case ("DELETE", 0): values?.removeAll()
        case ("DELETE", 1): values?.remove(try key(keys[0], type))
        case ("DELETE", 2): values?.remove(from: try key(keys[0], type), through: try key(keys[1], type))
        case ("EXTEND", 0...2): try extend(&values, keys, type)
        case ("TRIM", 0...1):
            let count = try keys.first.map { (value) throws(Raised) in try number(value) } ?? 1
            guard count <= values?.last ?? 0 else { throw Raised(6533, "Subscript beyond count") }
            values?.trim(count)
        default:
            throw fault(
                name.position.offset, "PLS-00302: component '\(name.text)' must be declared", in: frame.unit)
        }
    }

    private func number(_ value: BlockValue) throws(Raised) -> Int {
        guard let number = try converted(value, to: .scalar(.plsInteger)).cell?.whole else {
            throw Raised.valueError("")
        }
        return number
    }

    private func key(_ value: BlockValue, _ type: CollectionType) throws(Raised) -> CollectionValue.Key {
        if case .byText = type.kind {
            return .text(try converted(value, to: .scalar(.anyText)).cell?.characters ?? "")
        }
        return .number(try number(value))
    }

    private func extend(
        _ values: inout CollectionValue?, _ keys: [BlockValue], _ type: CollectionType
    ) throws(Raised) {
        let count = try keys.first.map { (value) throws(Raised) in try number(value) } ?? 1
        var element = type.element.initial
        if keys.count == 2 { element = values?[try key(keys[1], type)] ?? element }
        guard count <= 1_000_000 else { throw Raised(6500, "PL/SQL: storage error") }
        for _ in 0..<max(0, count) {
            let next = (values?.last ?? 0) + 1
            if case .array(let limit) = type.kind, next > limit { throw Raised(6532, "Subscript outside of limit") }
            values?.set(.number(next), element)
        }
    }

    /// `t_list(1, 2)`, `t_record(a, b)`.
    func construct(
        _ type: BlockType, _ arguments: [Call.Argument], _ frame: Frame, _ place: Position
    ) throws(Raised) -> BlockValue {
        switch type {
        case .collection(let collection):
            if collection.kind.isAssociative, !arguments.isEmpty {
                throw Raised(.unsupported("constructor of an associative array", at: place))
            }
            var elements: [BlockValue] = []
            for argument in arguments {
                elements.append(try converted(try evaluate(argument.value, frame), to: collection.element))
            }
            return try converted(.collection(CollectionValue(elements)), to: type)
        case .record(let record):
            guard arguments.count <= record.fields.count else {
                throw fault(
                    place.offset, "PLS-00306: wrong number or types of arguments in call to '\(record.name)'",
                    in: frame.unit)
            }
            var fields = record.fields.map(\.type.initial)
            for (index, argument) in arguments.enumerated() {
                guard let field = argument.name.map({ record.index(of: $0.text) }) ?? index else {
                    throw unknown([argument.name ?? Name(record.name)], frame)
                }
                fields[field] = try converted(try evaluate(argument.value, frame), to: record.fields[field].type)
            }
            return .record(fields)
        case .scalar:
            throw fault(place.offset, "PLS-00222: no function with this name exists in this scope", in: frame.unit)
        }
    }
}
