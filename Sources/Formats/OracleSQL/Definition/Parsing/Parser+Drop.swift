/// DROP, TRUNCATE, RENAME, COMMENT, PURGE and FLASHBACK.
extension Parser {
    mutating func parseDrop() throws(OracleFailure) -> DropStatement {
        let place = advance().position
        guard let kind = parseDropKind() else { throw OracleFailure(950, "invalid DROP option", at: position) }
        let isConditional = accept("IF", "EXISTS")
        var drop = DropStatement(kind: kind, name: try parseObjectName(else: dropNameFailure(kind)), position: place)
        drop.isConditional = isConditional
        while peek.kind == .word {
            if accept("CASCADE") {
                let namesConstraints = accept("CONSTRAINTS") || accept("CONSTRAINT")
                let mayNameThem = kind == .table || kind == .tablespace || kind == .view
                guard namesConstraints ? mayNameThem : kind != .table && kind != .tablespace else {
                    throw namesConstraints ? .notProperlyEnded(at: position) : .missingKeyword(at: position)
                }
                drop.isCascading = true
            } else if accept("PURGE") {
                drop.isPurging = true
            } else if accept("FORCE") || accept("VALIDATE") {
                drop.isCascading = true
            } else if kind == .cluster, accept("INCLUDING", "TABLES") {
                drop.includesTables = true
                if accept("CASCADE") {
                    try expect("CONSTRAINTS")
                    drop.isCascading = true
                }
            } else if accept("INCLUDING", "CONTENTS") {
                if accept("AND") || accept("KEEP") { _ = accept("DATAFILES") }
            } else if !accept("ONLINE"), !accept("INVALIDATE"), !accept("PRESERVE", "TABLE") {
                break
            }
        }
        try expectEnd()
        return drop
    }

    private func dropNameFailure(_ kind: DropStatement.Kind) -> (Position) -> OracleFailure {
        switch kind {
        case .index: { OracleFailure(953, "missing or invalid index name", at: $0) }
        case .sequence: { OracleFailure(2277, "invalid sequence name", at: $0) }
        case .synonym, .publicSynonym: { OracleFailure(995, "missing or invalid synonym identifier", at: $0) }
        case .trigger: { OracleFailure(4070, "invalid trigger name", at: $0) }
        case .user: { OracleFailure(1935, "missing user or role name", at: $0) }
        case .role: { OracleFailure(1937, "missing or invalid role name", at: $0) }
        default: OracleFailure.invalidTableName
        }
    }

    private mutating func parseDropKind() -> DropStatement.Kind? {
        if accept("MATERIALIZED", "VIEW") || accept("SNAPSHOT") {
            return accept("LOG") && accept("ON") ? .materializedViewLog : .materializedView
        }
        if accept("PUBLIC", "SYNONYM") { return .publicSynonym }
        if accept("PACKAGE", "BODY") { return .packageBody }
        if accept("TYPE", "BODY") { return .typeBody }
        if accept("DATABASE", "LINK") || accept("PUBLIC", "DATABASE", "LINK") { return .databaseLink }
        guard peek.kind == .word, let kind = DropStatement.Kind(rawValue: peek.text) else { return nil }
        advance()
        return kind
    }

    mutating func parseTruncate() throws(OracleFailure) -> TruncateTable {
        let place = advance().position
        if isWord("CLUSTER") { throw .unsupported("TRUNCATE CLUSTER", at: position) }
        guard accept("TABLE") else {
            throw OracleFailure(3290, "Invalid truncate command - missing CLUSTER or TABLE keyword", at: position)
        }
        let name = try parseObjectName()
        var isCascading = false
        while peek.kind == .word {
            if accept("DROP") {
                _ = accept("ALL")
                try expect("STORAGE")
            } else if accept("REUSE") {
                try expect("STORAGE")
            } else if accept("CASCADE") {
                isCascading = true
            } else if accept("PRESERVE") || accept("PURGE") {
                if accept("MATERIALIZED", "VIEW", "LOG") { continue }
            } else {
                throw OracleFailure(3291, "Invalid truncate option - missing STORAGE keyword", at: position)
            }
        }
        try expectEnd()
        return TruncateTable(name: name, isCascading: isCascading, position: place)
    }

    mutating func parseRename() throws(OracleFailure) -> DefinitionStatement {
        advance()
        let old = try parseName()
        if isMark(".") {
            throw OracleFailure(1765, "specifying owner's name of the table is not allowed", at: position)
        }
        try expect("TO")
        let new = try parseName()
        if isMark(".") {
            throw OracleFailure(1765, "specifying owner's name of the table is not allowed", at: position)
        }
        try expectEnd()
        return .rename(old, to: new)
    }

    mutating func parseComment() throws(OracleFailure) -> CommentStatement {
        advance()
        try expect("ON")
        var subject: CommentStatement.Subject
        if accept("TABLE") {
            subject = .table(try parseObjectName())
        } else if accept("COLUMN") {
            let names = try parseDottedName(limit: 3, else: OracleFailure.missingOrInvalidIdentifier)
            guard names.count > 1 else { throw .missingOrInvalidIdentifier(at: position) }
            let table =
                names.count == 3 ? ObjectName(schema: names[0], name: names[1]) : ObjectName(name: names[0])
            subject = .column(table, names[names.count - 1])
        } else {
            var kind = advance().text
            if kind == "MATERIALIZED" { kind += " " + advance().text }
            guard ["MATERIALIZED VIEW", "INDEXTYPE", "OPERATOR", "EDITION"].contains(kind) else {
                throw .missingKeyword(at: position)
            }
            subject = .other(kind, try parseObjectName())
        }
        try expect("IS")
        let text = try parseString()
        try expectEnd()
        return CommentStatement(subject: subject, text: text)
    }

    mutating func parsePurge() throws(OracleFailure) -> PurgeStatement {
        advance()
        var purge = PurgeStatement.recycleBin
        if accept("TABLE") {
            purge = .table(try parseObjectName())
        } else if accept("INDEX") {
            purge = .index(try parseObjectName())
        } else if accept("RECYCLEBIN") || accept("USER_RECYCLEBIN") {
            purge = .recycleBin
        } else if accept("DBA_RECYCLEBIN") {
            purge = .databaseRecycleBin
        } else if accept("TABLESPACE") {
            purge = .tablespace(try parseName())
            if accept("USER") { _ = try parseName() }
        } else {
            throw OracleFailure(38_302, "invalid PURGE option", at: position)
        }
        try expectEnd()
        return purge
    }

    mutating func parseFlashbackTable() throws(OracleFailure) -> FlashbackTable {
        let place = advance().position
        guard accept("TABLE") else { throw .unsupported("FLASHBACK \(peek.text)", at: position) }
        var tables = [try parseObjectName()]
        while accept(mark: ",") { tables.append(try parseObjectName()) }
        try expect("TO")
        var point: FlashbackTable.Point
        if accept("BEFORE") {
            try expect("DROP")
            point = .beforeDrop(newName: accept("RENAME", "TO") ? try parseName() : nil)
        } else if accept("SCN") {
            point = .scn(try parseExpression())
        } else {
            try expect("TIMESTAMP")
            point = .timestamp(try parseExpression())
        }
        _ = (accept("ENABLE") || accept("DISABLE")) && accept("TRIGGERS")
        try expectEnd()
        return FlashbackTable(tables: tables, point: point, position: place)
    }
}
