internal import Glibc
internal import Model
internal import Processes

/// Where a command takes a password from: never from an argument of its own, which every user of the machine can read.
enum PasswordInput {
    static func read(_ arguments: Arguments, inURL: String?, _ terminal: Terminal, for whom: String) throws -> Secret {
        if let path = arguments.value("password-file") {
            guard access(path, R_OK) == 0 else { throw Usage("The file \(path) cannot be read.") }
            return Secret(String(RotatingLog.tail(of: path).prefix { !$0.isNewline }))
        }
        if let inURL { return Secret(inURL) }
        if let value = Installation.variable("GODWIT_PASSWORD") { return Secret(value) }
        return Secret(terminal.askSecret("Password of \(whom):") ?? "")
    }
}
