/// What a server told of itself at the logon.
package struct ServerIdentity: Hashable, Sendable {
    /// "19.3.0.0.0".
    package let version: String
    package let major: Int
    package let minor: Int
    /// The dialect of calls that both sides speak: 7 is 12.1, 12 is 19c, 24 is 23ai.
    package let fieldVersion: Int
    package let databaseName: String
    package let uniqueName: String
    package let instanceName: String
    package let serviceName: String
    package let hostName: String
    package let sessionID: Int
    package let serialNumber: Int
    /// Names of tables and columns in bytes: 30 or 128.
    package let longestName: Int
    /// Cursors that a session may have open; nil when the server does not say.
    package let openCursorsMax: Int?

    /// The parts of a version number are packed differently since 18c.
    static func parts(of number: UInt32, fieldVersion: UInt8) -> [Int] {
        let major = Int(number >> 24)
        if fieldVersion >= 11 || major >= 18 {
            return [
                major, Int(number >> 16 & 0xFF), Int(number >> 12 & 0xF), Int(number >> 4 & 0xFF), Int(number & 0xF),
            ]
        }
        return [
            major, Int(number >> 20 & 0xF), Int(number >> 12 & 0xFF), Int(number >> 8 & 0xF), Int(number & 0xFF),
        ]
    }
}
