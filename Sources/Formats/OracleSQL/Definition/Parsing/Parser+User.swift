/// Users and privileges.
extension Parser {
    /// Behind CREATE or ALTER, at the word USER.
    mutating func parseUser(_ place: Position) throws(OracleFailure) -> UserStatement {
        let isCreate = tokenBefore?.isWord("CREATE") ?? true
        advance()
        _ = accept("IF", "NOT", "EXISTS")
        let name = try parseName { OracleFailure(1935, "missing user or role name", at: $0) }
        var user = UserStatement(name: name, position: place)
        while !isAtEnd, try parseUserOption(&user) {}
        try expectUserEnd()
        if isCreate, user.identification == nil {
            throw OracleFailure(1939, "only the ADMIN OPTION can be specified", at: position)
        }
        return user
    }

    private var tokenBefore: Token? { index > 0 ? tokens[index - 1] : nil }

    private func expectUserEnd() throws(OracleFailure) {
        guard isAtEnd else { throw isMark(";") ? .invalidCharacter(at: position) : .invalidOption(at: position) }
    }

    private mutating func parseUserOption(_ user: inout UserStatement) throws(OracleFailure) -> Bool {
        switch peek.text {
        case "IDENTIFIED": user.identification = try parseIdentification()
        case "NO" where peek(1).isWord("AUTHENTICATION"):
            advance()
            advance()
            user.identification = UserStatement.Identification.none
        case "DEFAULT" where peek(1).isWord("TABLESPACE"):
            advance()
            advance()
            user.defaultTablespace = try parseName(else: OracleFailure.invalidOption)
        case "TEMPORARY", "LOCAL":
            _ = accept("LOCAL")
            try expect("TEMPORARY")
            try expect("TABLESPACE")
            user.temporaryTablespace = try parseName(else: OracleFailure.invalidOption)
        case "DEFAULT": try skipDefaultOption()
        case "QUOTA":
            advance()
            try skipSize()
            try expect("ON")
            _ = try parseName(else: OracleFailure.invalidOption)
        case "PROFILE":
            advance()
            user.profile = try isWord("DEFAULT") ? takeName() : parseName(else: OracleFailure.invalidOption)
        case "PASSWORD":
            advance()
            try expect("EXPIRE")
            user.isExpired = true
        case "ACCOUNT":
            advance()
            if accept("LOCK") {
                user.isLocked = true
            } else {
                try expect("UNLOCK")
                user.isLocked = false
            }
        case "ENABLE", "FORCE":
            advance()
            try expect("EDITIONS")
            _ = accept("FORCE")
        case "CONTAINER":
            advance()
            try expect(mark: "=")
            advance()
        case "GRANT", "REVOKE", "SET":
            let isAllowed = isWords("GRANT", "CONNECT")
            guard isAllowed || isWords("REVOKE", "CONNECT") || isWord("SET") else { return false }
            if isAllowed || isWord("REVOKE"), peek(2).isWord("THROUGH") {
                for _ in 0..<3 { advance() }
                user.proxies.append((try parseName(else: OracleFailure.invalidOption), isAllowed))
            }
            skipToEnd()
        default: return false
        }
        return true
    }

    /// DEFAULT ROLE … and DEFAULT COLLATION …
    private mutating func skipDefaultOption() throws(OracleFailure) {
        advance()
        if accept("COLLATION") {
            advance()
            return
        }
        try expect("ROLE")
        if accept("ALL") {
            guard accept("EXCEPT") else { return }
        } else if accept("NONE") {
            return
        }
        repeat { _ = try parseName(else: OracleFailure.missingRole) } while accept(mark: ",")
    }

    private mutating func parseIdentification() throws(OracleFailure) -> UserStatement.Identification {
        advance()
        if accept("EXTERNALLY") || accept("GLOBALLY") {
            if accept("AS") { _ = try parseString() }
            return .external
        }
        try expect("BY")
        if accept("VALUES") { return .verifiers(try parseString()) }
        let password = try parsePassword()
        if accept("REPLACE") { _ = try parsePassword() }
        _ = accept("HTTP", "DIGEST") && (accept("ENABLE") || accept("DISABLE"))
        return .password(password)
    }

    /// A password keeps the case in which it was written, quoted or not.
    private mutating func parsePassword() throws(OracleFailure) -> String {
        guard peek.kind == .word || peek.kind == .quotedName else {
            throw OracleFailure(988, "missing or invalid password(s)", at: position)
        }
        let token = advance()
        return token.kind == .quotedName ? token.text : slice(token.start, token.end)
    }

    // MARK: Privileges

    mutating func parseGrant() throws(OracleFailure) -> GrantStatement {
        let place = advance().position
        var grant = try parsePrivileges(place)
        guard accept("TO") else { throw .missingKeyword(at: position) }
        repeat { grant.grantees.append(try parseGrantee()) } while accept(mark: ",")
        if accept("IDENTIFIED", "BY") {
            grant.grantees = try parseGrantedPasswords(grant.grantees)
        }
        while accept("WITH") {
            guard accept("ADMIN") || accept("GRANT") || accept("HIERARCHY") || accept("DELEGATE") else {
                throw .missingKeyword(at: position)
            }
            try expect("OPTION")
            grant.isGrantable = true
        }
        try skipContainer()
        try expectEnd()
        return grant
    }

    private mutating func parseGrantee() throws(OracleFailure) -> GrantStatement.Grantee {
        if isWord("PUBLIC") { return GrantStatement.Grantee(name: try takeName(), password: nil) }
        let name = try parseName { OracleFailure(987, "missing or invalid username(s)", at: $0) }
        return GrantStatement.Grantee(name: name, password: nil)
    }

    private mutating func parseGrantedPasswords(
        _ grantees: [GrantStatement.Grantee]
    ) throws(OracleFailure) -> [GrantStatement.Grantee] {
        var given: [GrantStatement.Grantee] = []
        for (offset, grantee) in grantees.enumerated() {
            if offset > 0 { try expect(mark: ",") }
            given.append(GrantStatement.Grantee(name: grantee.name, password: try parsePassword()))
        }
        return given
    }

    private mutating func skipContainer() throws(OracleFailure) {
        guard accept("CONTAINER") else { return }
        try expect(mark: "=")
        advance()
    }

    mutating func parseRevoke() throws(OracleFailure) -> GrantStatement {
        let place = advance().position
        var revoke = try parsePrivileges(place)
        try expect("FROM")
        repeat { revoke.grantees.append(try parseGrantee()) } while accept(mark: ",")
        if accept("CASCADE") {
            try expect("CONSTRAINTS")
            revoke.cascadesConstraints = true
        }
        _ = accept("FORCE")
        try skipContainer()
        try expectEnd()
        return revoke
    }

    private mutating func parsePrivileges(_ place: Position) throws(OracleFailure) -> GrantStatement {
        var grant = GrantStatement(privileges: [], grantees: [], position: place)
        repeat { grant.privileges.append(try parsePrivilege()) } while accept(mark: ",")
        guard accept("ON") else { return grant }
        if isAnyWord(["DIRECTORY", "EDITION", "USER", "MINING", "SQL", "JAVA"]) {
            grant.objectKind = advance().text
            if ["MINING", "SQL", "JAVA"].contains(grant.objectKind ?? "") { advance() }
        }
        grant.object = try parseObjectName()
        return grant
    }

    private mutating func parsePrivilege() throws(OracleFailure) -> GrantStatement.Privilege {
        let place = position
        var words: [String] = []
        while peek.kind == .quotedName || (peek.kind == .word && !isAnyWord(["ON", "TO", "FROM"])) {
            words.append(advance().text)
        }
        // ON COMMIT REFRESH is the one privilege that begins with ON.
        if words.isEmpty, isWords("ON", "COMMIT") {
            for _ in 0..<3 { words.append(advance().text) }
        }
        guard !words.isEmpty else { throw OracleFailure(990, "missing or invalid privilege", at: place) }
        let columns = isMark("(") ? try parseColumnList() : []
        return GrantStatement.Privilege(name: words.joined(separator: " "), columns: columns, position: place)
    }
}
