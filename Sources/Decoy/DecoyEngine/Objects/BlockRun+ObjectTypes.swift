internal import DecoyDictionary
internal import OracleSQL
internal import OracleWire

// The types of a block as clients are told of them.
extension BlockRun {
    /// The parts of a type that a client names.
    func blockType(of named: NamedObjectType) throws(Raised) -> BlockType {
        let type = named.type
        if session.units.objectTypesVersion != session.dictionary.version {
            session.units.objectTypes = [:]
            session.units.objectTypesVersion = session.dictionary.version
        }
        if let known = session.units.objectTypes[type] { return known }
        let frame = Frame(parent: nil, unit: Unit(name: nil, owner: nil, text: ""))
        let made: BlockType
        if named.name.hasSuffix(NamedObjectType.rowSuffix) {
            let table = String(named.name.dropLast(NamedObjectType.rowSuffix.count))
            made = try resolve(.rowOf([Name(named.schema), Name(table)]), frame)
        } else {
            let names = [named.schema] + (named.package.map { [$0] } ?? []) + [named.name]
            made = try resolve(.named(names.map { Name($0) }), frame)
        }
        session.units.objectTypes[type] = made
        return made
    }

    /// What the image of a value shows of its type.
    func shape(_ type: BlockType, depth: Int = 0) throws(Raised) -> ObjectShape {
        guard depth < ObjectShape.deepest else { throw Raised(.unsupported("a type as deep as this")) }
        switch type {
        case .scalar: return .value
        case .record(let record):
            var shapes: [ObjectShape] = []
            for field in record.fields { shapes.append(try shape(field.type, depth: depth + 1)) }
            return .object(shapes)
        case .collection(let collection):
            return .collection(
                try shape(collection.element, depth: depth + 1), isIndexed: collection.kind.isAssociative)
        }
    }

    func descriptor(_ type: BlockType, depth: Int = 0) throws(Raised) -> TypeDescriptor {
        guard depth < ObjectShape.deepest else { throw Raised(.unsupported("a type as deep as this")) }
        switch type {
        case .scalar(let scalar): return try descriptor(scalar)
        case .record(let record):
            var parts: [TypeDescriptor] = []
            for field in record.fields {
                if case .scalar(.plsInteger) = field.type {
                    parts.append(.fourBytes)
                } else {
                    parts.append(try descriptor(field.type, depth: depth + 1))
                }
            }
            return .object(parts)
        case .collection(let collection):
            let element = try descriptor(collection.element, depth: depth + 1)
            switch collection.kind {
            case .nestedTable: return .collection(.nestedTable, limit: 0, element: element)
            case .array(let limit): return .collection(.array, limit: limit, element: element)
            case .byInteger: return .collection(.indexed, limit: 0, element: element)
            case .byText: throw Raised(.unsupported("a table that is indexed by texts"))
            }
        }
    }

    private func descriptor(_ type: OracleType) throws(Raised) -> TypeDescriptor {
        let (bytes, isCounted) = (type.lengthInBytes, type.countsCharacters)
        switch type {
        case .number(let precision, let scale):
            // Without limits the scale says so; a whole number has 38 digits.
            if precision == nil, scale == nil { return .number(precision: 0, scale: -127) }
            return .number(precision: precision ?? 38, scale: scale ?? 0)
        case .plsInteger: return .number(precision: 38, scale: 0)
        case .float(let bits): return .float(bits)
        case .binaryFloat: return .binaryFloat
        case .binaryDouble: return .binaryDouble
        case .varchar2, .long:
            return .varchar(bytes: bytes, charset: CharsetNumber.al32utf8, form: .implicit, countsCharacters: isCounted)
        case .char:
            return .char(bytes: bytes, charset: CharsetNumber.al32utf8, form: .implicit, countsCharacters: isCounted)
        case .nvarchar2:
            return .varchar(bytes: bytes, charset: CharsetNumber.al16utf16, form: .national, countsCharacters: true)
        case .nchar:
            return .char(bytes: bytes, charset: CharsetNumber.al16utf16, form: .national, countsCharacters: true)
        case .raw: return .raw(bytes)
        case .date: return .date
        case .timestamp(let digits): return .timestamp(digits)
        case .timestampTZ(let digits): return .timestampTZ(digits)
        case .timestampLTZ(let digits): return .timestampLTZ(digits)
        case .intervalYM(let digits): return .intervalYM(digits)
        case .intervalDS(let day, let second): return .intervalDS(day: day, second: second)
        case .clob, .nclob, .json: return .clob
        case .blob: return .blob
        case .bfile: return .bfile
        case .boolean: return .fourBytes
        case .xmlType: return .opaque
        case .longRaw, .rowid, .urowid, .refCursor, .object:
            throw Raised(.unsupported("an attribute of type \(type.dictionaryName)"))
        }
    }
}

extension OracleType {
    fileprivate var countsCharacters: Bool {
        switch self {
        case .varchar2(_, .char), .char(_, .char): true
        default: false
        }
    }
}
