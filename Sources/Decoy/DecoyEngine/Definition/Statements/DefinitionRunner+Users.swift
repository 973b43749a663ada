internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleLogon
package import OracleSQL
internal import PostgresClient

// Users, roles and privileges.
extension DefinitionRunner {
    func create(_ statement: UserStatement) throws(OracleFailure) {
        try demandSystem("CREATE USER")
        let name = statement.name.text
        if let other = dictionary.users[name] {
            throw other.isRole
                ? OracleFailure(
                    1920, "user name '\(name)' conflicts with another user or role name", at: statement.name.position)
                : OracleFailure(
                    1920, "user name '\(name)' conflicts with another user or role name", at: statement.name.position)
        }
        try checkNames(statement)
        try link.command(
            """
            INSERT INTO dict.users (id, name, status, verifiers, default_tablespace, temporary_tablespace, profile,
            expires_at) VALUES (nextval('dict.user_ids'), $1, $2, $3, $4, $5, $6, dict.now() + interval '180 days')
            """,
            [
                .text(name), .text(Self.status(.open, statement)), .text(try verifiers(statement, name)),
                .text(statement.defaultTablespace?.text ?? "USERS"),
                .text(statement.temporaryTablespace?.text ?? "TEMP"), .text(statement.profile?.text ?? "DEFAULT"),
            ])
    }

    private func checkNames(_ statement: UserStatement) throws(OracleFailure) {
        if let space = statement.defaultTablespace ?? statement.temporaryTablespace {
            let known: Set<String> = ["USERS", "SYSTEM", "SYSAUX", "TEMP", "UNDOTBS1"]
            let kept = try link.number(
                "SELECT count(*) FROM dict.kept WHERE kind = 'TABLESPACE' AND name = $1", [.text(space.text)])
            guard known.contains(space.text) || kept > 0 else {
                throw OracleFailure(959, "tablespace '\(space.text)' does not exist", at: space.position)
            }
        }
        if let profile = statement.profile, profile.text != "DEFAULT" {
            let kept = try link.number(
                "SELECT count(*) FROM dict.kept WHERE kind = 'PROFILE' AND name = $1", [.text(profile.text)])
            guard kept > 0 else {
                throw OracleFailure(2380, "profile \(profile.text) does not exist", at: profile.position)
            }
        }
    }

    private static func status(_ old: User.Status, _ statement: UserStatement) -> String {
        let isLocked = statement.isLocked ?? old.isLocked
        var isExpired = statement.isExpired ?? old.isExpired
        if statement.isExpired == nil, statement.identification != nil { isExpired = false }
        switch (isExpired, isLocked) {
        case (true, true): return User.Status.expiredAndLocked.rawValue
        case (true, false): return User.Status.expired.rawValue
        case (false, true): return User.Status.locked.rawValue
        case (false, false): return User.Status.open.rawValue
        }
    }

    /// The stored form of a password, in all kinds that clients of any age may ask for.
    package static func verifiers(user: String, password: String) throws(OracleFailure) -> String {
        var texts: [String] = []
        for kind in [VerifierKind.elevenG, .twelveC, .tenG] {
            do throws(LogonFailure) {
                texts.append(try PasswordVerifier.make(kind, user: user, password: password).text)
            } catch {
                // The oldest kind needs a cipher that libraries leave out.
                guard kind == .tenG else { throw OracleFailure(1017, "invalid username/password; logon denied") }
            }
        }
        return texts.joined(separator: ";")
    }

    private func verifiers(_ statement: UserStatement, _ name: String) throws(OracleFailure) -> String? {
        switch statement.identification {
        case .password(let password): try Self.verifiers(user: name, password: password)
        case .verifiers(let text): text
        case .external, UserStatement.Identification.none?, nil: nil
        }
    }

    func alter(_ statement: UserStatement) throws(OracleFailure) {
        let name = statement.name.text
        guard let user = dictionary.users[name], !user.isRole else {
            throw OracleFailure(1918, "user '\(name)' does not exist", at: statement.name.position)
        }
        let isOwnPassword =
            name == setting.user && statement.isLocked == nil && statement.isExpired == nil
            && statement.proxies.isEmpty
        if !isOwnPassword { try demandSystem("ALTER USER") }
        try checkNames(statement)
        try changeProxies(statement)
        if statement.identification != nil {
            try link.command(
                "UPDATE dict.users SET verifiers = $1, expires_at = dict.now() + interval '180 days' "
                    + "WHERE id = \(user.id)",
                [.text(try verifiers(statement, name))])
        }
        try link.command(
            """
            UPDATE dict.users SET status = $1, default_tablespace = $2, temporary_tablespace = $3, profile = $4,
            locked_at = CASE WHEN $1 LIKE '%LOCKED%' THEN coalesce(locked_at, dict.now()) END WHERE id = \(user.id)
            """,
            [
                .text(Self.status(user.status, statement)),
                .text(statement.defaultTablespace?.text ?? user.defaultTablespace),
                .text(statement.temporaryTablespace?.text ?? user.temporaryTablespace),
                .text(statement.profile?.text ?? user.profile),
            ])
    }

    private func changeProxies(_ statement: UserStatement) throws(OracleFailure) {
        for proxy in statement.proxies {
            guard let other = dictionary.users[proxy.name.text], !other.isRole else {
                throw OracleFailure(1918, "user '\(proxy.name.text)' does not exist", at: proxy.name.position)
            }
            let values: [PostgresValue] = [.text(ProxyPair.name(other.name, for: statement.name.text))]
            try link.command("DELETE FROM dict.kept WHERE kind = 'PROXY' AND name = $1", values)
            guard proxy.isAllowed else { continue }
            try link.command("INSERT INTO dict.kept (kind, name) VALUES ('PROXY', $1)", values)
        }
    }

    func createRole(_ name: Name) throws(OracleFailure) {
        try demandSystem("CREATE ROLE")
        guard dictionary.users[name.text] == nil else {
            throw OracleFailure(
                1921, "role name '\(name.text)' conflicts with another user or role name", at: name.position)
        }
        try link.command(
            "INSERT INTO dict.users (id, name, is_role) VALUES (nextval('dict.user_ids'), $1, true)", [.text(name.text)]
        )
        try insertGrant(setting.user, "R", name.text, nil, isGrantable: true)
    }

    // MARK: Privileges

    private func insertGrant(
        _ grantee: String, _ kind: String, _ privilege: String, _ object: Int?, isGrantable: Bool, columns: [Name] = []
    ) throws(OracleFailure) {
        let list = columns.map { "\"\($0.text)\"" }.joined(separator: ",")
        let values: [PostgresValue] = [
            .text(grantee), .text(setting.user), .text(kind), .text(privilege), .int8(object.map(Int64.init)),
            .text("{\(list)}"), .boolean(isGrantable),
        ]
        try link.command(
            "DELETE FROM dict.grants WHERE grantee = $1 AND kind = $2 AND privilege = $3 "
                + "AND object_id IS NOT DISTINCT FROM $4::bigint AND columns = $5::text[]",
            [values[0], values[2], values[3], values[4], values[5]])
        try link.command("INSERT INTO dict.grants VALUES ($1, $2, $3, $4, $5, $6::text[], $7)", values)
    }

    func grant(_ statement: GrantStatement) throws(OracleFailure) {
        for grantee in statement.grantees {
            if let password = grantee.password, dictionary.users[grantee.name.text] == nil {
                try link.command(
                    "INSERT INTO dict.users (id, name, verifiers) VALUES (nextval('dict.user_ids'), $1, $2)",
                    [.text(grantee.name.text), .text(try Self.verifiers(user: grantee.name.text, password: password))])
            }
        }
        try reload()
        for grantee in statement.grantees { try checkGrantee(grantee.name) }
        if let object = statement.object { return try grantObject(statement, object) }
        for privilege in statement.privileges {
            for name in try expand(privilege) {
                let isRole = dictionary.users[name]?.isRole ?? false
                let isAllowed =
                    dictionary.has(isRole ? "GRANT ANY ROLE" : "GRANT ANY PRIVILEGE", user: setting.user)
                    || dictionary.grants.contains { $0.grantee == setting.user && $0.isGrantable && $0.names(name) }
                guard isAllowed else {
                    throw isRole
                        ? OracleFailure(1932, "ADMIN option not granted for role '\(name)'", at: privilege.position)
                        : OracleFailure(1031, "insufficient privileges", at: privilege.position)
                }
                for grantee in statement.grantees {
                    try insertGrant(
                        grantee.name.text, isRole ? "R" : "S", name, nil, isGrantable: statement.isGrantable)
                }
            }
        }
    }

    private func checkGrantee(_ name: Name) throws(OracleFailure) {
        guard name.text == "PUBLIC" || dictionary.users[name.text] != nil else {
            throw OracleFailure(1917, "user or role '\(name.text)' does not exist", at: name.position)
        }
    }

    /// ALL PRIVILEGES stands for all of them; another name is a role or a system privilege.
    private func expand(_ privilege: GrantStatement.Privilege) throws(OracleFailure) -> [String] {
        if privilege.name == "ALL PRIVILEGES" || privilege.name == "ALL" { return SystemPrivileges.all.sorted() }
        if dictionary.users[privilege.name]?.isRole ?? false { return [privilege.name] }
        if SystemPrivileges.all.contains(privilege.name) { return [privilege.name] }
        if privilege.name.contains(" ") {
            throw OracleFailure(990, "missing or invalid privilege", at: privilege.position)
        }
        throw OracleFailure(1919, "role '\(privilege.name)' does not exist", at: privilege.position)
    }

    private func grantObject(_ statement: GrantStatement, _ name: ObjectName) throws(OracleFailure) {
        let id = try grantedObject(statement, name)
        guard let id else { return }
        for privilege in statement.privileges {
            let names = privilege.name == "ALL" || privilege.name == "ALL PRIVILEGES" ? try allOf(id) : [privilege.name]
            for one in names {
                guard SystemPrivileges.ofObjects.contains(one) else {
                    throw OracleFailure(990, "missing or invalid privilege", at: privilege.position)
                }
                for grantee in statement.grantees {
                    try insertGrant(
                        grantee.name.text, "O", one, id, isGrantable: statement.isGrantable, columns: privilege.columns)
                }
            }
        }
    }

    private func allOf(_ id: Int) throws(OracleFailure) -> [String] {
        if dictionary.sequences[id] != nil { return ["ALTER", "SELECT"] }
        if dictionary.routines[id] != nil || dictionary.types[id] != nil { return ["DEBUG", "EXECUTE"] }
        return ["ALTER", "DELETE", "FLASHBACK", "INDEX", "INSERT", "READ", "REFERENCES", "SELECT", "UPDATE"]
    }

    /// The object of GRANT or REVOKE; nil for objects of the server, which everybody may use already.
    private func grantedObject(_ statement: GrantStatement, _ name: ObjectName) throws(OracleFailure) -> Int? {
        if let kind = statement.objectKind, kind != "USER" {
            let kept = try link.number(
                "SELECT count(*) FROM dict.kept WHERE kind = $1 AND name = $2", [.text(kind), .text(name.name.text)])
            guard kept > 0 || (kind == "EDITION" && name.name.text == "ORA$BASE") else {
                throw OracleFailure(
                    4042, "procedure, function, package, or package body does not exist", at: name.position)
            }
            return nil
        }
        let owner = name.schema?.text ?? setting.schema
        if let object = dictionary.object(owner: owner, name: name.name.text) {
            let isAllowed =
                object.owner == setting.user || dictionary.has("GRANT ANY OBJECT PRIVILEGE", user: setting.user)
                || dictionary.grants.contains { $0.grantee == setting.user && $0.isGrantable && $0.isOn(object.id) }
            guard isAllowed else {
                throw dictionary.canSee(object, user: setting.user)
                    ? OracleFailure(1031, "insufficient privileges", at: name.position)
                    : .unknownTable(at: name.position)
            }
            return object.id
        }
        if owner == "SYS" || name.schema == nil, Self.isOfServer(name.name.text, dictionary) { return nil }
        throw .unknownTable(at: name.position)
    }

    private static func isOfServer(_ name: String, _ dictionary: DataDictionary) -> Bool {
        name.hasPrefix("DBMS_") || name.hasPrefix("UTL_") || dictionary.systemViews[name] != nil
            || dictionary.systemViews.values.contains { $0.objectName == name }
    }

    func revoke(_ statement: GrantStatement) throws(OracleFailure) {
        for grantee in statement.grantees { try checkGrantee(grantee.name) }
        var objectID: Int?
        if let object = statement.object {
            guard let id = try grantedObject(statement, object) else { return }
            objectID = id
        }
        for privilege in statement.privileges {
            let isAll = privilege.name == "ALL" || privilege.name == "ALL PRIVILEGES"
            for grantee in statement.grantees {
                let test = objectID.map { "object_id = \($0)" } ?? "object_id IS NULL"
                let count = try link.number(
                    "WITH gone AS (DELETE FROM dict.grants WHERE grantee = $1 AND \(test) AND (privilege = $2 OR $3) "
                        + "AND (kind <> 'R' OR NOT $3) RETURNING 1) SELECT count(*) FROM gone",
                    [.text(grantee.name.text), .text(privilege.name), .boolean(isAll)])
                guard count > 0 || isAll else {
                    throw Self.notGranted(privilege.name, grantee.name, objectID, dictionary)
                }
            }
        }
    }

    private static func notGranted(
        _ privilege: String, _ grantee: Name, _ object: Int?, _ dictionary: DataDictionary
    ) -> OracleFailure {
        if object != nil { return OracleFailure(1927, "cannot REVOKE privileges you did not grant") }
        if dictionary.users[privilege]?.isRole ?? false {
            return OracleFailure(1951, "ROLE '\(privilege)' not granted to '\(grantee.text)'")
        }
        return OracleFailure(1952, "system privileges not granted to '\(grantee.text)'")
    }
}

extension Grant {
    fileprivate func names(_ privilege: String) -> Bool {
        switch kind {
        case .system(let name), .role(let name): name == privilege
        case .object: false
        }
    }

    fileprivate func isOn(_ id: Int) -> Bool {
        if case .object(_, let objectID, _) = kind { return objectID == id }
        return false
    }
}

/// How the dictionary keeps that one user may come as another one.
enum ProxyPair {
    static func name(_ proxy: String, for client: String) -> String { "\"\(proxy)\" \"\(client)\"" }
}
