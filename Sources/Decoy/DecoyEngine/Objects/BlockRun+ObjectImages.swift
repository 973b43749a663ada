internal import DecoyDictionary
internal import OracleSQL
internal import OracleWire

// Documents and the images that go over the wire.
extension BlockRun {
    func content(
        of document: ObjectDocument, _ type: BlockType, _ locators: ObjectLocators
    ) throws(Raised) -> ObjectContent {
        switch (document, type) {
        case (.null, _): return .null
        case (.members(let members), .record(let record)):
            var values: [ObjectContent] = []
            for field in record.fields {
                if case .scalar(.plsInteger) = field.type, case .text(let text)? = members[field.name] {
                    values.append(.bytes(try Self.fourBytes(text)))
                    continue
                }
                values.append(try content(of: members[field.name] ?? .null, field.type, locators))
            }
            return .object(values)
        case (.list(let list), .collection(let collection)) where !collection.kind.isAssociative:
            var values: [ObjectContent] = []
            for element in list { values.append(try content(of: element, collection.element, locators)) }
            return .collection(values)
        case (.members, .collection(let collection)) where collection.kind.isAssociative:
            var entries: [ObjectContent.Entry] = []
            for (index, element) in try document.indexed() {
                entries.append(
                    ObjectContent.Entry(index: index, try content(of: element, collection.element, locators)))
            }
            return .indexed(entries)
        case (.text(let text), .scalar(let scalar)): return .bytes(try wireBytes(text, scalar, locators))
        default: throw Raised(.unsupported("this form of an object"))
        }
    }

    /// Whole numbers of PL/SQL stand in records as they are; as elements they are numbers.
    private static func fourBytes(_ text: String) throws(Raised) -> [UInt8] {
        guard let number = Int32(text) else { throw Raised(1426, "numeric overflow") }
        return withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    private func wireBytes(
        _ text: String, _ type: OracleType, _ locators: ObjectLocators
    ) throws(Raised) -> [UInt8] {
        guard let field = try bytes(of: text, type) else { return [] }
        switch type {
        case .varchar2, .char, .raw, .long: return field
        case .clob, .nclob, .blob, .json:
            let kind: LOBStore.Kind = type == .blob ? .blob : type == .nclob ? .nclob : .clob
            return locators.bytes(field.withUnsafeBytes { session.lobs.make(kind, $0) })
        case .boolean: return [0, 0, 0, field.first ?? 0]
        case .xmlType: return XMLImage.encode(field)
        case .bfile, .refCursor, .object, .longRaw:
            throw Raised(3115, "unsupported network datatype or representation")
        default: break
        }
        let encoder = FieldEncoder(WireForm(type), zone: session.zone)
        let writer = WireWriter(frames: false)
        do {
            try field.withUnsafeBytes { bytes in try encoder.write(bytes, to: writer) }
            return try WireReader(writer.array).clr("attribute") ?? []
        } catch let failure as OracleFailure {
            throw Raised(failure)
        } catch {
            throw Raised(.unsupported("this form of an object"))
        }
    }

    func document(
        of content: ObjectContent, _ type: BlockType, _ locators: ObjectLocators
    ) throws(Raised) -> ObjectDocument {
        switch (content, type) {
        case (.null, _): return .null
        case (.object(let values), .record(let record)) where values.count == record.fields.count:
            var members: [String: ObjectDocument] = [:]
            for (field, value) in zip(record.fields, values) {
                if case .scalar(.plsInteger) = field.type, case .bytes(let bytes) = value, bytes.count == 4 {
                    let bits = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                    members[field.name] = .text(String(Int32(bitPattern: bits)))
                    continue
                }
                members[field.name] = try document(of: value, field.type, locators)
            }
            return .members(members)
        case (.collection(let values), .collection(let collection)):
            if case .array(let limit) = collection.kind, values.count > limit {
                throw Raised(22_909, "exceeded maximum VARRAY limit")
            }
            var list: [ObjectDocument] = []
            for value in values { list.append(try document(of: value, collection.element, locators)) }
            return .list(list)
        case (.indexed(let entries), .collection(let collection)):
            var members: [String: ObjectDocument] = [:]
            for entry in entries {
                members[String(entry.index)] = try document(of: entry.content, collection.element, locators)
            }
            return .members(members)
        case (.bytes(let bytes), .scalar(let scalar)): return try scalarDocument(bytes, scalar, locators)
        default: throw Raised(.unsupported("this form of an object"))
        }
    }

    private func scalarDocument(
        _ bytes: [UInt8], _ type: OracleType, _ locators: ObjectLocators
    ) throws(Raised) -> ObjectDocument {
        let cell: Cell
        do throws(OracleFailure) {
            switch type {
            case .clob, .nclob, .blob, .json:
                guard let number = locators.number(bytes) else {
                    throw OracleFailure(22_275, "invalid LOB locator specified")
                }
                cell = Cell(type, try session.lobs.content(of: try session.lobs.locator(number)))
            case .boolean: cell = Cell(.boolean, bytes.last.map { [$0 == 0 ? 0 : 1] })
            case .xmlType:
                guard let text = XMLImage.text(bytes) else { throw OracleFailure.unsupported("this form of XMLTYPE") }
                cell = Cell(type, text)
            case .bfile, .refCursor, .object, .longRaw:
                throw OracleFailure(3115, "unsupported network datatype or representation")
            default:
                cell = try FieldDecoder(type.received, form: WireForm(type), zone: session.zone).cell(bytes)
            }
        } catch {
            throw Raised(error)
        }
        let fitting: Cell
        do throws(Raised) {
            fitting = cell.type == type && !type.isCharacter ? cell : try converted(cell, to: type)
        } catch {
            guard [6502, 1438, 12_899].contains(error.failure.code) else { throw error }
            throw Raised(22_814, "attribute or element value is larger than specified in type")
        }
        return try document(of: .scalar(fitting), .scalar(type))
    }
}

extension ObjectDocument {
    /// The elements of a table that is indexed by integers, in the order of their indexes.
    func indexed() throws(Raised) -> [(Int32, ObjectDocument)] {
        guard case .members(let members) = self else { throw Raised(.unsupported("this form of an object")) }
        var found: [(Int32, ObjectDocument)] = []
        for (key, value) in members {
            guard let index = Int32(key) else { throw Raised(.unsupported("a table that is indexed by texts")) }
            found.append((index, value))
        }
        return found.sorted { $0.0 < $1.0 }
    }
}

extension OracleType {
    /// What a value of this type is taken for before its limits are looked at.
    fileprivate var received: OracleType {
        switch self {
        case .number, .plsInteger, .float: .plainNumber
        case .varchar2, .char, .nvarchar2, .nchar, .long: .anyText
        case .timestamp: .timestamp(9)
        case .timestampTZ: .timestampTZ(9)
        case .timestampLTZ: .timestampLTZ(9)
        case .intervalYM: .intervalYM(9)
        case .intervalDS: .intervalDS(day: 9, second: 9)
        case .raw: .raw(32_767)
        default: self
        }
    }
}
