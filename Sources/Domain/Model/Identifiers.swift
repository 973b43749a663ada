/// A typed id: no function of the product takes two bare strings.
package protocol Identifier: RawRepresentable<String>, Hashable, Sendable, Codable, CustomStringConvertible {
    /// What every id of this type starts with, so that an id says what it names wherever it is pasted.
    static var prefix: String { get }
    init(rawValue: String)
}

extension Identifier {
    package var description: String { rawValue }

    /// A fresh id: the prefix and ten characters of an alphabet without look-alikes (50 bits).
    package static func random(using generator: inout some RandomNumberGenerator) -> Self {
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
        let tail = (0..<10).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
        return Self(rawValue: prefix + "_" + String(tail))
    }

    package static func random() -> Self {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }
}

package struct MachineID: Identifier {
    package static let prefix = "mc"
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

package struct ComponentID: Identifier {
    package static let prefix = "cp"
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

package struct DataSourceID: Identifier {
    package static let prefix = "ds"
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

package struct TicketID: Identifier {
    package static let prefix = "tk"
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

package struct ProjectID: Identifier {
    package static let prefix = "pj"
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

package struct DraftID: Identifier {
    package static let prefix = "df"
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

package struct RequestID: Identifier {
    package static let prefix = "rq"
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// What a state change, an audit entry or a metric is about.
package struct Subject: Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable, CaseIterable {
        case component, machine, dataSource, project, draft, ticket, parameter, account, session
    }

    package let kind: Kind
    package let id: String

    package init(_ kind: Kind, _ id: String) {
        self.kind = kind
        self.id = id
    }

    package static func component(_ id: ComponentID) -> Subject { Subject(.component, id.rawValue) }
    package static func machine(_ id: MachineID) -> Subject { Subject(.machine, id.rawValue) }
    package static func project(_ id: ProjectID) -> Subject { Subject(.project, id.rawValue) }
    package static func draft(_ id: DraftID) -> Subject { Subject(.draft, id.rawValue) }
    package static func dataSource(_ id: DataSourceID) -> Subject { Subject(.dataSource, id.rawValue) }

    package var description: String { "\(kind.rawValue)/\(id)" }
}

/// Who did something: an account at the console or the CLI, or a part of the product itself.
package struct Actor: Hashable, Sendable, CustomStringConvertible {
    package let name: String
    package init(_ name: String) { self.name = name }

    package static func agent(_ machine: MachineID) -> Actor { Actor("agent \(machine)") }
    package static func component(_ id: ComponentID) -> Actor { Actor("component \(id)") }
    package static let commandLine = Actor("command line")
    package static let system = Actor("system")
    package var description: String { name }
}
