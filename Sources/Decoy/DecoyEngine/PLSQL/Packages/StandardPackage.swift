internal import OracleSQL

/// What needs no package name.
enum StandardPackage {
    static let routines: [BuiltinRoutine] = [
        BuiltinRoutine(
            "RAISE_APPLICATION_ERROR",
            [.init("NUM", .plsInteger), .init("MSG", .anyText), .init("KEEPERRORSTACK", .boolean, isOptional: true)]
        ) { (run, cells) throws(Raised) in
            let code = cells[0].whole ?? 0
            guard (-20_999 ... -20_000).contains(code) else {
                throw Raised(
                    21_000, "error number argument to raise_application_error of \(code) is out of range")
            }
            var message = OracleFailure.prefix(-code) + String((cells[1].characters ?? "").prefix(2048))
            if cells[2].truth == true, let last = run.caught.last { message += "\n" + last.failure.message }
            throw Raised(OracleFailure(code: -code, message: message))
        }
    ]
}
