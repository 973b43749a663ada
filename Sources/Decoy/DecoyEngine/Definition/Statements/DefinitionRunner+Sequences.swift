internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL
internal import PostgresClient

// Sequences and synonyms.
extension DefinitionRunner {
    func create(_ statement: SequenceStatement) throws(OracleFailure) {
        let owner = try owner(of: statement.name)
        try demand("CREATE", "SEQUENCE", owner: owner)
        try demandFree(owner, statement.name.name.text, .sequence, at: statement.name.position)
        try makeSequence(
            try newObjectID(), owner: owner, name: statement.name.name.text, statement.options, isGenerated: false)
    }

    func makeSequence(
        _ id: Int, owner: String, name: String, _ options: SequenceOptions, isGenerated: Bool
    ) throws(OracleFailure) {
        let object = DictionaryObject(id: id, owner: owner, name: name, kind: .sequence)
        let sequence = try Self.sequence(object, options)
        try insertObject(id, owner, name, .sequence, marks: isGenerated ? .generated : [])
        try link.command(
            """
            INSERT INTO dict.sequences VALUES (\(id), \(sequence.minimum), \(sequence.maximum), \(sequence.increment),
            \(sequence.start), \(sequence.isCycle), \(sequence.isOrder), \(sequence.cacheSize))
            """)
        let range = Self.range(sequence)
        try link.command(
            "CREATE SEQUENCE data.s\(id) INCREMENT \(sequence.increment) MINVALUE \(range.low) MAXVALUE \(range.high) "
                + "START \(sequence.start) \(sequence.isCycle ? "CYCLE" : "NO CYCLE")")
    }

    /// Oracle's rules for what was not said; bounds have up to 28 digits.
    static func sequence(
        _ object: DictionaryObject, _ options: SequenceOptions
    ) throws(OracleFailure) -> SequenceDefinition {
        var sequence = SequenceDefinition(object: object)
        sequence.increment = options.increment ?? "1"
        guard sequence.increment != "0" else { throw OracleFailure(4002, "INCREMENT must be a non-zero integer") }
        let isDown = sequence.increment.hasPrefix("-")
        sequence.minimum = isDown ? "-999999999999999999999999999" : "1"
        sequence.maximum = isDown ? "-1" : "9999999999999999999999999999"
        if case .value(let digits) = options.minimum { sequence.minimum = digits }
        if case .value(let digits) = options.maximum { sequence.maximum = digits }
        sequence.start = options.start ?? (isDown ? sequence.maximum : sequence.minimum)
        sequence.isCycle = options.isCycle ?? false
        sequence.isOrder = options.isOrder ?? false
        sequence.cacheSize = options.cacheSize ?? 20
        let (low, high) = range(sequence)
        guard low < high else { throw OracleFailure(4004, "MINVALUE must be less than MAXVALUE") }
        let start = clamped(sequence.start)
        guard start >= low else { throw OracleFailure(4006, "START WITH cannot be less than MINVALUE") }
        guard start <= high else { throw OracleFailure(4008, "START WITH cannot be more than MAXVALUE") }
        let isWide = abs(Double(sequence.increment) ?? 0) > Double(sequence.maximum).map { $0 - Double(low) } ?? 0
        guard !isWide else { throw OracleFailure(4005, "INCREMENT must be less than MAXVALUE minus MINVALUE") }
        if sequence.isCycle, case .value = options.maximum, let step = Int(sequence.increment), sequence.cacheSize > 0 {
            let room = (high.subtractingReportingOverflow(low).partialValue) / max(1, abs(Int64(step)))
            guard Int64(sequence.cacheSize) <= room + 1 else {
                throw OracleFailure(4013, "number to CACHE must be less than one cycle")
            }
        }
        return sequence
    }

    /// The bounds in PostgreSQL, which counts in 64 bits.
    static func range(_ sequence: SequenceDefinition) -> (low: Int64, high: Int64) {
        (clamped(sequence.minimum), clamped(sequence.maximum))
    }

    private static func clamped(_ digits: String) -> Int64 {
        if let value = Int64(digits) { return value }
        return digits.hasPrefix("-") ? Int64.min + 1 : Int64.max - 1
    }

    func alter(_ statement: SequenceStatement) throws(OracleFailure) {
        let owner = statement.name.schema?.text ?? setting.schema
        guard case .sequence(let old)? = dictionary.find(owner: owner, name: statement.name.name.text) else {
            throw .unknownSequence(at: statement.name.position)
        }
        if !dictionary.allows("ALTER", on: old.object, user: setting.user) {
            try demand("ALTER", "SEQUENCE", owner: owner)
        }
        guard statement.options.start == nil || statement.options.isRestart else {
            throw OracleFailure(2283, "cannot alter starting sequence number", at: statement.name.position)
        }
        try alter(old, statement.options)
    }

    /// What is not said stays as it was.
    func alter(_ old: SequenceDefinition, _ changes: SequenceOptions) throws(OracleFailure) {
        var options = changes
        options.increment = options.increment ?? old.increment
        if options.minimum == nil { options.minimum = .value(old.minimum) }
        if options.maximum == nil { options.maximum = .value(old.maximum) }
        options.isCycle = options.isCycle ?? old.isCycle
        options.isOrder = options.isOrder ?? old.isOrder
        options.cacheSize = options.cacheSize ?? old.cacheSize
        let restart = options.isRestart ? options.start : nil
        options.start = restart ?? old.start
        let isRestart = options.isRestart
        let sequence = try Self.sequence(old.object, options)
        try link.command(
            """
            UPDATE dict.sequences SET minimum = \(sequence.minimum), maximum = \(sequence.maximum),
            increment = \(sequence.increment), is_cycle = \(sequence.isCycle), is_order = \(sequence.isOrder),
            cache_size = \(sequence.cacheSize) WHERE id = \(old.id)
            """)
        let range = Self.range(sequence)
        let tail = isRestart ? " RESTART WITH \(restart ?? sequence.minimum)" : ""
        do throws(OracleFailure) {
            try link.command(
                "ALTER SEQUENCE data.s\(old.id) INCREMENT \(sequence.increment) MINVALUE \(range.low) "
                    + "MAXVALUE \(range.high) \(sequence.isCycle ? "CYCLE" : "NO CYCLE")\(tail)")
        } catch {
            guard error.code == 600 else { throw error }
            throw OracleFailure(4009, "MAXVALUE cannot be made to be less than the current value")
        }
        try touch(old.id)
    }

    func create(_ statement: CreateSynonym) throws(OracleFailure) {
        let owner = statement.isPublic ? "PUBLIC" : try owner(of: statement.name)
        if statement.isPublic {
            try demandSystem("CREATE PUBLIC SYNONYM")
        } else {
            try demand("CREATE", "SYNONYM", owner: owner)
        }
        let name = statement.name.name.text
        let source = QualifiedName(statement.pointsTo.schema?.text ?? setting.schema, statement.pointsTo.name.text)
        guard source != QualifiedName(owner, name) else {
            throw OracleFailure(1471, "cannot create a synonym with same name as object", at: statement.name.position)
        }
        if let old = dictionary.object(owner: owner, name: name) {
            guard statement.isReplacing, old.kind == .synonym else { throw .nameInUse(at: statement.name.position) }
            try deleteObject(old.id)
        }
        let id = try newObjectID()
        try insertObject(id, owner, name, .synonym)
        try link.command(
            "INSERT INTO dict.synonyms VALUES (\(id), $1, $2, $3)",
            [.text(source.owner), .text(source.name), .text(statement.link?.text)])
    }
}
