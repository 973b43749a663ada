/// Asks a PostgreSQL server whether it answers queries: signs in by trust and sends `select 1`.
enum PostgreSQLProbe {
    static func answers(port: Int, user: String) -> Bool {
        guard let socket = ProbeSocket(port: port) else { return false }
        let names: [UInt8] = Array("user\0\(user)\0database\0postgres\0\0".utf8)
        let version: [UInt8] = [0, 3, 0, 0]
        guard socket.send(bigEndian(8 + names.count) + version + names), isReady(socket) else { return false }
        let query: [UInt8] = Array("select 1\0".utf8)
        return socket.send([UInt8(ascii: "Q")] + bigEndian(4 + query.count) + query) && isReady(socket)
    }

    /// Reads up to ReadyForQuery; an error on the way is a no.
    private static func isReady(_ socket: borrowing ProbeSocket) -> Bool {
        while let head = socket.receive(5) {
            let length = head[1...4].reduce(0) { $0 << 8 | Int($1) }
            guard length >= 4, socket.receive(length - 4) != nil else { return false }
            if head[0] == UInt8(ascii: "E") { return false }
            if head[0] == UInt8(ascii: "Z") { return true }
        }
        return false
    }

    private static func bigEndian(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
