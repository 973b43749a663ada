/// All that a user may do, roles included.
package struct Rights: Sendable {
    package fileprivate(set) var system: Set<String> = []
    package fileprivate(set) var roles: Set<String> = []
    /// Object id → privileges on it.
    package fileprivate(set) var objects: [Int: Set<String>] = [:]

    static func collect(_ grants: [Grant], users: [String: User]) -> [String: Rights] {
        var direct: [String: [Grant]] = [:]
        for grant in grants { direct[grant.grantee, default: []].append(grant) }
        var all: [String: Rights] = [:]
        for user in users.values where !user.isRole {
            var rights = Rights()
            var open = [user.name, "PUBLIC"]
            var seen: Set<String> = []
            while let name = open.popLast() {
                guard seen.insert(name).inserted else { continue }
                for grant in direct[name] ?? [] {
                    switch grant.kind {
                    case .system(let privilege): rights.system.insert(privilege)
                    case .object(let privilege, let id, _): rights.objects[id, default: []].insert(privilege)
                    case .role(let role):
                        rights.roles.insert(role)
                        open.append(role)
                    }
                }
            }
            all[user.name] = rights
        }
        return all
    }
}

extension DataDictionary {
    package func rights(of user: String) -> Rights { rights[user] ?? Rights() }

    /// Whether the user holds a system privilege; SYS holds all.
    package func has(_ privilege: String, user: String) -> Bool {
        user == "SYS" || rights(of: user).system.contains(privilege)
    }

    /// Whether the user may do this (SELECT, INSERT, UPDATE, DELETE, EXECUTE, ALTER, INDEX, REFERENCES, READ)
    /// to the object: as its owner, by a grant, or by an ANY privilege.
    package func allows(_ privilege: String, on object: DictionaryObject, user: String) -> Bool {
        if object.owner == user || user == "SYS" { return true }
        let rights = rights(of: user)
        if let held = rights.objects[object.id] {
            if held.contains(privilege) || privilege == "SELECT" && held.contains("READ") { return true }
        }
        guard object.owner != "SYS" else { return false }
        let kind =
            switch object.kind {
            case .sequence: "SEQUENCE"
            case .procedure, .function, .package: "PROCEDURE"
            case .type: "TYPE"
            case .view where privilege == "ALTER" || privilege == "DROP": "VIEW"
            default: "TABLE"
            }
        if rights.system.contains("\(privilege) ANY \(kind)") { return true }
        return privilege == "SELECT" && rights.system.contains("READ ANY TABLE")
    }

    /// Whether the object exists for the user at all: without any privilege on it the answer is ORA-00942.
    package func canSee(_ object: DictionaryObject, user: String) -> Bool {
        if object.owner == user || user == "SYS" { return true }
        let rights = rights(of: user)
        if let held = rights.objects[object.id], !held.isEmpty { return true }
        return ["SELECT", "READ", "INSERT", "UPDATE", "DELETE", "EXECUTE", "ALTER", "DROP"]
            .contains { allows($0, on: object, user: user) }
    }

    package func canRead(_ view: SystemView, user: String) -> Bool {
        if view.isPublic || user == "SYS" { return true }
        let rights = rights(of: user)
        return rights.system.contains("SELECT ANY DICTIONARY") || rights.roles.contains("SELECT_CATALOG_ROLE")
            || rights.roles.contains("DBA")
    }
}
