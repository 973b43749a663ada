internal import OracleSQL

/// DBMS_OUTPUT.
enum OutputPackage {
    static let routines: [BuiltinRoutine] = [
        BuiltinRoutine("DBMS_OUTPUT.ENABLE", [.init("BUFFER_SIZE", .plsInteger, isOptional: true)]) {
            (run, cells) throws(Raised) in
            run.session.output.enable(byteLimit: cells[0].whole)
            return nil
        },
        BuiltinRoutine("DBMS_OUTPUT.DISABLE") { (run, _) throws(Raised) in
            run.session.output.disable()
            return nil
        },
        BuiltinRoutine("DBMS_OUTPUT.PUT", [.init("A", .anyText)]) { (run, cells) throws(Raised) in
            try put(cells[0], run)
            return nil
        },
        BuiltinRoutine("DBMS_OUTPUT.PUT_LINE", [.init("A", .anyText)]) { (run, cells) throws(Raised) in
            try put(cells[0], run)
            run.session.output.newLine()
            return nil
        },
        BuiltinRoutine("DBMS_OUTPUT.NEW_LINE") { (run, _) throws(Raised) in
            run.session.output.newLine()
            return nil
        },
        BuiltinRoutine(
            "DBMS_OUTPUT.GET_LINE", [.init("LINE", .anyText, .out), .init("STATUS", .plsInteger, .out)]
        ) { (run, cells) throws(Raised) in
            let line = run.session.output.take()
            cells[0] = line.map(Cell.characters) ?? .null(.anyText)
            cells[1] = .integer(line == nil ? 1 : 0)
            return nil
        },
    ]

    private static func put(_ cell: Cell, _ run: BlockRun) throws(Raised) {
        do throws(OutputLines.Failure) {
            try run.session.output.put(cell.characters ?? "")
        } catch {
            switch error {
            case .overflow(let limit):
                throw Raised(20_000, "ORU-10027: buffer overflow, limit of \(limit) bytes")
            case .longLine:
                throw Raised(20_000, "ORU-10028: line length overflow, limit of 32767 bytes per line")
            }
        }
    }
}
