internal import DecoyDictionary
internal import OracleSQL

/// The names of one block, routine or package, and the frame that its text stands in.
final class Frame {
    let parent: Frame?
    let unit: Unit
    /// A label, or the name of a routine or package, that may stand before the names.
    let label: String?
    var entities: [String: Entity] = [:]

    init(parent: Frame?, unit: Unit, label: String? = nil) {
        self.parent = parent
        self.unit = unit
        self.label = label
    }

    func find(_ name: String) -> Entity? {
        var frame: Frame? = self
        while let current = frame {
            if let entity = current.entities[name] { return entity }
            frame = current.parent
        }
        return nil
    }

    func frame(labelled name: String) -> Frame? {
        var frame: Frame? = self
        while let current = frame {
            if current.label == name { return current }
            frame = current.parent
        }
        return nil
    }
}

/// What a name of a block means.
enum Entity {
    case variable(Slot)
    case cursor(CursorSlot)
    case exception(DeclaredException)
    case type(BlockType)
    case routine([LocalRoutine])
}

/// A variable with its value.
final class Slot {
    let type: BlockType
    var value: BlockValue
    var isConstant: Bool
    let isNotNull: Bool

    init(_ type: BlockType, _ value: BlockValue, isConstant: Bool = false, isNotNull: Bool = false) {
        self.type = type
        self.value = value
        self.isConstant = isConstant
        self.isNotNull = isNotNull
    }
}

/// A declared cursor.
final class CursorSlot {
    let declaration: CursorDeclaration
    unowned let frame: Frame
    var opened: OpenedCursor?
    var rowType: RecordType?

    init(_ declaration: CursorDeclaration, _ frame: Frame) {
        self.declaration = declaration
        self.frame = frame
    }
}

/// A routine of a block or a package, with the frame that its text stands in.
final class LocalRoutine {
    let routine: RoutineUnit
    unowned let frame: Frame

    init(_ routine: RoutineUnit, _ frame: Frame) {
        self.routine = routine
        self.frame = frame
    }
}

/// A text of PL/SQL: an anonymous block or a stored unit.
final class Unit {
    /// `SCHEMA.NAME`; nil for an anonymous block.
    let name: String?
    /// Whose rights it runs with and whose objects its names mean; nil is the caller.
    let owner: String?
    private let lineStarts: [Int]
    /// Statements of SQL that were compiled, by where they stand.
    var statements: [Int: EmbeddedRun] = [:]

    init(name: String?, owner: String?, text: String) {
        self.name = name
        self.owner = owner
        var starts = [0]
        for (place, byte) in text.utf8.enumerated() where byte == 0x0A { starts.append(place + 1) }
        lineStarts = starts
    }

    func line(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while low < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func column(at offset: Int) -> Int { offset - lineStarts[max(0, line(at: offset) - 1)] + 1 }

    /// `ORA-06512: at "S.P", line 3`.
    func traceLine(at offset: Int) -> String {
        let place = name.map { "at \"\($0)\", line" } ?? "at line"
        return "ORA-06512: \(place) \(line(at: offset))"
    }
}
