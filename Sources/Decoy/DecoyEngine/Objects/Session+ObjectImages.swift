package import OracleSQL
package import OracleWire

// Cells of objects from and for the wire.
extension Session {
    /// A jsonb field as an object; nil is NULL.
    package func frame(
        of field: UnsafeRawBufferPointer?, _ type: OracleType, _ locators: ObjectLocators
    ) throws(OracleFailure) -> ObjectFrame {
        guard let field else { return ObjectFrame() }
        guard let named = objectType(of: type), let document = ObjectDocument(jsonb: Array(field)) else {
            throw Self.unknownType
        }
        let run = BlockRun(self, cells: [])
        do throws(Raised) {
            let parts = try run.blockType(of: named)
            let content = try run.content(of: document, parts, locators)
            guard content != .null else { return ObjectFrame() }
            return ObjectFrame(
                typeIdentity: named.identity, image: ObjectImage.encode(content, try run.shape(parts)))
        } catch {
            throw error.reported
        }
    }

    /// The value of a bind.
    package func cell(
        of frame: ObjectFrame, _ type: OracleType, _ locators: ObjectLocators
    ) throws(OracleFailure) -> Cell {
        guard !frame.image.isEmpty else { return .null(type) }
        guard let named = objectType(of: type) else { throw Self.unknownType }
        let run = BlockRun(self, cells: [])
        do throws(Raised) {
            let parts = try run.blockType(of: named)
            let content = try decoded(frame.image, try run.shape(parts))
            return Cell(type, try run.document(of: content, parts, locators).jsonb)
        } catch {
            throw error.reported
        }
    }

    private func decoded(_ image: [UInt8], _ shape: ObjectShape) throws(Raised) -> ObjectContent {
        do throws(WireFailure) {
            return try ObjectImage.decode(image, shape)
        } catch {
            throw Raised(22_625, "OCIAnyData is not well-formed")
        }
    }

    private static let unknownType = OracleFailure(3115, "unsupported network datatype or representation")
}
