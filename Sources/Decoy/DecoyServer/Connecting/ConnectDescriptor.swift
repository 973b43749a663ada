/// What a client asks for in its CONNECT packet: `(DESCRIPTION=(ADDRESS=…)(CONNECT_DATA=(SERVICE_NAME=…)…))`.
///
/// Only the leaves matter to a server; of a leaf that is there twice the first one counts. Nesting costs nothing here,
/// so that no depth of parentheses from the network can exhaust the stack.
struct ConnectDescriptor: Sendable, Hashable {
    private(set) var service: String?
    private(set) var sid: String?
    private(set) var program: String?
    private(set) var machine: String?
    private(set) var operatingSystemUser: String?
    /// `(COMMAND=…)`: somebody talks to the listener itself, such as `ping`.
    private(set) var command: String?

    init(_ bytes: some Collection<UInt8>) {
        var key: [UInt8] = []
        var value: [UInt8] = []
        var isValue = false
        var isQuoted = false
        for byte in bytes {
            if isQuoted || byte == 0x22 {
                if byte == 0x22 { isQuoted.toggle() } else if isValue { value.append(byte) }
                continue
            }
            switch byte {
            case 0x28:
                (key, value, isValue) = ([], [], false)
            case 0x3D where !isValue:
                isValue = true
            case 0x29:
                if isValue { take(Self.trimmed(key).uppercased(), Self.trimmed(value)) }
                (key, value, isValue) = ([], [], false)
            default:
                if isValue { value.append(byte) } else { key.append(byte) }
            }
        }
    }

    private mutating func take(_ key: String, _ value: String) {
        switch key {
        case "SERVICE_NAME": service = service ?? value
        case "SID": sid = sid ?? value
        case "PROGRAM": program = program ?? value
        case "HOST": machine = value
        case "USER": operatingSystemUser = operatingSystemUser ?? value
        case "COMMAND": command = command ?? value
        default: break
        }
    }

    private static func trimmed(_ bytes: [UInt8]) -> String {
        let isBlank: (UInt8) -> Bool = { $0 <= 0x20 }
        let body = bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
        return String(decoding: Array(body), as: UTF8.self)
    }

    /// Whether the client asked for one of these services or instances; names are compared without regard to case, a
    /// domain behind the name does not count. `nil` when it did, the listener's error number when it did not.
    func refusal(services: [String], instances: [String]) -> Int? {
        func isKnown(_ name: String, _ known: [String]) -> Bool {
            let name = name.uppercased()
            return known.contains {
                let other = $0.uppercased()
                return name == other || name.hasPrefix(other + ".") || other.hasPrefix(name + ".")
            }
        }
        if let service { return isKnown(service, services) ? nil : 12_514 }
        if let sid { return isKnown(sid, instances) ? nil : 12_505 }
        return 12_504
    }
}
