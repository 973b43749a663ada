/// Asks a server of the MySQL protocol whether it answers queries: signs in as root without a password and sends
/// `select 1`. A greeting alone is not enough: seekdb greets before it can answer.
enum MySQLProbe {
    private static let accessDenied = 1045

    static func answers(port: Int) -> Bool {
        guard let socket = ProbeSocket(port: port), let greeting = packet(socket), greeting.bytes.first == 10,
            send(socket, greeting.sequence + 1, signIn)
        else { return false }
        guard var answer = packet(socket) else { return false }
        if answer.bytes.first == 0xFE {
            // The server names another way to sign in; an empty password is the same in all of them.
            guard send(socket, answer.sequence + 1, []), let next = packet(socket) else { return false }
            answer = next
        }
        if answer.bytes.first == 0xFF {
            // A root that has got a password meanwhile: accounts are loaded, the server is there.
            return answer.bytes.count > 2 && Int(answer.bytes[1]) | Int(answer.bytes[2]) << 8 == accessDenied
        }
        guard send(socket, 0, [0x03] + Array("select 1".utf8)), let result = packet(socket) else { return false }
        return result.bytes.first == 1
    }

    /// Protocol 4.1, secure connection, plug-in names; utf8mb4; user root; no password.
    private static var signIn: [UInt8] {
        let capabilities: UInt32 = 0x0000_0200 | 0x0000_8000 | 0x0008_0000 | 0x0000_0001
        var bytes = (0..<4).map { UInt8(truncatingIfNeeded: capabilities >> ($0 * 8)) }
        bytes += [0, 0, 0, 1, 45] + [UInt8](repeating: 0, count: 23)
        bytes += Array("root".utf8) + [0, 0]
        bytes += Array("mysql_native_password".utf8) + [0]
        return bytes
    }

    private static func packet(_ socket: borrowing ProbeSocket) -> (sequence: UInt8, bytes: [UInt8])? {
        guard let head = socket.receive(4) else { return nil }
        let length = Int(head[0]) | Int(head[1]) << 8 | Int(head[2]) << 16
        guard let bytes = socket.receive(length) else { return nil }
        return (head[3], bytes)
    }

    private static func send(_ socket: borrowing ProbeSocket, _ sequence: UInt8, _ bytes: [UInt8]) -> Bool {
        socket.send([UInt8(bytes.count & 255), UInt8(bytes.count >> 8 & 255), 0, sequence] + bytes)
    }
}
