internal import Engine
internal import Glibc
internal import Model
internal import Processes

/// What `godwit serve` was asked for.
struct ServerOptions: Sendable {
    var directory: DataDirectory
    var address = "127.0.0.1"
    var port = 8089
    var certificateFile: String?
    var keyFile: String?
    var runsAgent = true
    var machineName: String?
    var region: String?
    var printsURL = false
    var logForm = Logger.Form.text
    var logLevel = Logger.Level.info

    static let options: Set<String> = [
        "listen", "certificate", "key", "name", "region", "log-format", "log-level",
    ]
    static let flags: Set<String> = ["no-agent", "print-url"]

    init(directory: DataDirectory) { self.directory = directory }

    init(_ arguments: Arguments) throws {
        directory = try Installation.directory(from: arguments)
        if let listen = arguments.value("listen") { (address, port) = try Self.endpoint(listen) }
        certificateFile = arguments.value("certificate")
        keyFile = arguments.value("key")
        guard (certificateFile == nil) == (keyFile == nil) else {
            throw Usage("--certificate and --key go together: two PEM files.")
        }
        runsAgent = !arguments.has("no-agent")
        machineName = arguments.value("name")
        region = arguments.value("region")
        printsURL = arguments.has("print-url")
        if let form = arguments.value("log-format") {
            guard let known = Logger.Form(rawValue: form) else { throw Usage("--log-format is text or json.") }
            logForm = known
        }
        if let level = arguments.value("log-level") {
            guard let known = Logger.Level(level) else { throw Usage("--log-level is debug, info, warning or error.") }
            logLevel = known
        }
    }

    /// `ADDRESS:PORT`, `:PORT` or `PORT`; an IPv6 address stands in brackets.
    private static func endpoint(_ text: String) throws -> (String, Int) {
        let colon = text.lastIndex(of: ":")
        let host = colon.map { String(text[..<$0]) } ?? ""
        let tail = colon.map { text[text.index(after: $0)...] } ?? text[...]
        guard let port = Int(tail), (0...65_535).contains(port) else {
            throw Usage("--listen takes ADDRESS:PORT, for example 127.0.0.1:8089; port 0 takes a free one.")
        }
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        return (bare.isEmpty ? "127.0.0.1" : bare, port)
    }
}
