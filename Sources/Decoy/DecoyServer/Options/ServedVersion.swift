/// The release that Decoy claims to be: what the banner, the version number and the wire say.
package enum ServedVersion: String, Sendable, CaseIterable {
    case v11_2 = "11.2"
    case v12_1 = "12.1"
    case v12_2 = "12.2"
    case v18 = "18"
    case v19 = "19"
    case v21 = "21"
    case v23 = "23"

    /// The TTC field version that a server of this release offers.
    package var fieldVersion: UInt8 {
        switch self {
        case .v11_2: 6
        case .v12_1: 7
        case .v12_2: 8
        case .v18: 11
        case .v19: 12
        case .v21: 16
        case .v23: 24
        }
    }

    /// The highest version of the TNS layer that a listener of this release accepts.
    package var packetVersion: UInt16 {
        switch self {
        case .v11_2: 314
        case .v12_1: 315
        case .v12_2: 317
        case .v18, .v19, .v21: 318
        case .v23: 319
        }
    }

    /// The five parts of the full version number.
    package var parts: (major: Int, minor: Int, third: Int, fourth: Int, fifth: Int) {
        switch self {
        case .v11_2: (11, 2, 0, 4, 0)
        case .v12_1: (12, 1, 0, 2, 0)
        case .v12_2: (12, 2, 0, 1, 0)
        case .v18: (18, 3, 0, 0, 0)
        case .v19: (19, 3, 0, 0, 0)
        case .v21: (21, 3, 0, 0, 0)
        case .v23: (23, 4, 0, 24, 5)
        }
    }

    /// The number of AUTH_VERSION_NO and of function 59, whose layout depends on the negotiated field version.
    package func number(fieldVersion: UInt8) -> UInt32 {
        let (major, minor, third, fourth, fifth) = parts
        guard fieldVersion >= 11 else {
            return UInt32(major) << 24 | UInt32(minor & 15) << 20 | UInt32(third & 255) << 12
                | UInt32(fourth & 15) << 8 | UInt32(fifth & 255)
        }
        return UInt32(major) << 24 | UInt32(minor & 255) << 16 | UInt32(third & 15) << 12
            | UInt32(fourth & 255) << 4 | UInt32(fifth & 15)
    }

    /// As V$INSTANCE.VERSION_FULL.
    package var fullText: String {
        let (major, minor, third, fourth, fifth) = parts
        return "\(major).\(minor).\(third).\(fourth).\(fifth)"
    }

    /// As V$VERSION.BANNER_FULL.
    package var banner: String {
        switch self {
        case .v11_2: "Oracle Database 11g Enterprise Edition Release 11.2.0.4.0 - 64bit Production"
        case .v12_1: "Oracle Database 12c Enterprise Edition Release 12.1.0.2.0 - 64bit Production"
        case .v12_2: "Oracle Database 12c Enterprise Edition Release 12.2.0.1.0 - 64bit Production"
        case .v18, .v19, .v21:
            "Oracle Database \(rawValue)c Enterprise Edition Release \(rawValue).0.0.0.0 - Production\n"
                + "Version \(fullText)"
        case .v23:
            "Oracle Database 23ai Free Release 23.0.0.0.0 - Develop, Learn, and Run for Free\nVersion 23.4.0.24.05"
        }
    }
}
