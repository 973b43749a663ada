internal import Catalog
internal import Engine
internal import Glibc
internal import HTTPServer
internal import Processes

/// The words for an error that ends a command: what happened, where, and what to do. The rooms below know what
/// happened; only the command line knows the files and the options that help.
enum Explanation {
    static func text(of error: any Error, _ arguments: Arguments) -> String {
        switch error {
        case let failure as PIDFile.Failure: text(of: failure)
        case let failure as HTTPServerFailure: text(of: failure, arguments)
        case let failure as CatalogError: text(of: failure, arguments)
        case let failure as FileFailure: text(of: failure)
        default: "\(error)"
        }
    }

    private static func text(of failure: FileFailure) -> String {
        "\(failure) Check that this user may read and write there, or choose another directory with --data."
    }

    private static func text(of failure: PIDFile.Failure) -> String {
        switch failure {
        case .file(let failure): return text(of: failure)
        case .held(let path, let owner):
            let who = path.hasSuffix("/agent.pid") ? "An agent (alone, or the one inside “godwit serve”)" : "A server"
            let which = owner.map { " as process \($0)" } ?? ""
            let end = owner.map { "end it first with “kill \($0)”" } ?? "end it first"
            return "\(who) works on this data directory already\(which) (pid file \(path)). Use that one, \(end), "
                + "or choose another directory with --data."
        }
    }

    private static func text(of failure: CatalogError, _ arguments: Arguments) -> String {
        switch failure {
        case .busy, .diskFull, .corrupt, .inputOutput, .newerSchema, .changedMigration, .unreadable:
            guard let directory = try? Installation.directory(from: arguments) else { return "\(failure)" }
            return "\(failure)\nThe catalog is \(directory.path)/catalog.sqlite3."
        default: return "\(failure)"
        }
    }

    private static func text(of failure: HTTPServerFailure, _ arguments: Arguments) -> String {
        switch failure {
        case .address(let address):
            return "“\(address)” is not a numeric address to listen on. Give --listen ADDRESS:PORT, "
                + "for example 127.0.0.1:8089, or 0.0.0.0:8089 for every address of this machine."
        case .system(_, let address, let port, let number):
            return text(ofListening: address, port, number) ?? "\(failure). Choose another place with --listen."
        case .certificate:
            let files = [arguments.value("certificate"), arguments.value("key")].compactMap(\.self)
            return "The certificate and the private key (\(files.joined(separator: ", "))) were not accepted. "
                + "Both must be PEM and of one pair, and the key must have no passphrase."
        case .thread: return "\(failure). Free memory, or raise the limit of threads of this user."
        case .alreadyStarted: return "\(failure)"
        }
    }

    private static func text(ofListening address: String, _ port: Int, _ number: Int32) -> String? {
        let place = address.contains(":") ? "[\(address)]" : address
        switch number {
        case EADDRINUSE:
            return "Cannot listen on \(place):\(port): the port is in use by another program. End that program "
                + "(“ss -ltnp” shows it), or choose another port with --listen \(place):PORT; 0 takes a free one."
        case EADDRNOTAVAIL:
            return "Cannot listen on \(place):\(port): this machine has no such address. "
                + "Choose one that “ip address” shows, with --listen ADDRESS:PORT."
        case EACCES:
            return "Cannot listen on \(place):\(port): this user may not. "
                + "Choose a port from 1024 on with --listen, or give the program the right (CAP_NET_BIND_SERVICE)."
        default: return nil
        }
    }
}
