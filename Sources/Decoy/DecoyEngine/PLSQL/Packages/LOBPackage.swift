internal import OracleSQL

/// The procedures of DBMS_LOB. Its functions are functions of SQL as well and live there. A LOB in a variable is its
/// value: changing it changes the variable.
enum LOBPackage {
    static let routines: [BuiltinRoutine] = [
        BuiltinRoutine(
            "DBMS_LOB.CREATETEMPORARY",
            [.init("LOB_LOC", .clob, .inOut), .init("CACHE", .boolean), .init("DUR", .plsInteger, isOptional: true)]
        ) { (_, cells) throws(Raised) in
            cells[0].bytes = []
            return nil
        },
        BuiltinRoutine("DBMS_LOB.FREETEMPORARY", [.init("LOB_LOC", .clob, .inOut)]) { (_, cells) throws(Raised) in
            cells[0].bytes = nil
            return nil
        },
        BuiltinRoutine(
            "DBMS_LOB.OPEN", [.init("LOB_LOC", .clob, .inOut), .init("OPEN_MODE", .plsInteger, isOptional: true)]
        ) {
            (_, _) throws(Raised) in nil
        },
        BuiltinRoutine("DBMS_LOB.CLOSE", [.init("LOB_LOC", .clob, .inOut)]) { (_, _) throws(Raised) in nil },
        BuiltinRoutine(
            "DBMS_LOB.WRITEAPPEND",
            [.init("LOB_LOC", .clob, .inOut), .init("AMOUNT", .plsInteger), .init("BUFFER", .anyText)]
        ) { (_, cells) throws(Raised) in
            let text = String((cells[2].characters ?? "").prefix(cells[1].whole ?? 0))
            cells[0].bytes = (cells[0].bytes ?? []) + Array(text.utf8)
            return nil
        },
        BuiltinRoutine("DBMS_LOB.APPEND", [.init("DEST_LOB", .clob, .inOut), .init("SRC_LOB", .clob)]) {
            (_, cells) throws(Raised) in
            cells[0].bytes = (cells[0].bytes ?? []) + (cells[1].bytes ?? [])
            return nil
        },
        BuiltinRoutine("DBMS_LOB.TRIM", [.init("LOB_LOC", .clob, .inOut), .init("NEWLEN", .plsInteger)]) {
            (_, cells) throws(Raised) in
            let text = String(decoding: cells[0].bytes ?? [], as: UTF8.self)
            cells[0].bytes = Array(String(text.prefix(cells[1].whole ?? 0)).utf8)
            return nil
        },
    ]
}
