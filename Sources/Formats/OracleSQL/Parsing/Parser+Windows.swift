extension Parser {
    /// `OVER name` or `OVER (…)`.
    mutating func parseWindow() throws(OracleFailure) -> Window {
        let place = advance().position
        guard isMark("(") else {
            return Window(base: try parseName(), partition: [], order: [], frame: nil, position: place)
        }
        return try parseWindowBody(place)
    }

    mutating func parseWindowBody(_ place: Position) throws(OracleFailure) -> Window {
        try expect(mark: "(")
        var base: Name?
        if isName, !isWord("PARTITION"), !isWord("RANGE"), !isWord("GROUPS") { base = try parseName() }
        var partition: [Expression] = []
        if accept("PARTITION") {
            try expect("BY", else: OracleFailure.missingBy)
            repeat { partition.append(try parseValue()) } while accept(mark: ",")
        }
        let order = isWord("ORDER") ? try parseOrderBy() : []
        let frame = try parseFrame()
        try expect(mark: ")")
        return Window(base: base, partition: partition, order: order, frame: frame, position: place)
    }

    private mutating func parseFrame() throws(OracleFailure) -> Window.Frame? {
        let units: [String: Window.Unit] = ["ROWS": .rows, "RANGE": .range, "GROUPS": .groups]
        guard peek.kind == .word, let unit = units[peek.text] else { return nil }
        advance()
        var end: Window.Bound?
        let start: Window.Bound
        if accept("BETWEEN") {
            start = try parseBound()
            try expect("AND")
            end = try parseBound()
        } else {
            start = try parseBound()
        }
        return Window.Frame(unit: unit, start: start, end: end, exclusion: try parseExclusion())
    }

    private mutating func parseBound() throws(OracleFailure) -> Window.Bound {
        if accept("UNBOUNDED") {
            if accept("PRECEDING") { return .unboundedPreceding }
            try expect("FOLLOWING")
            return .unboundedFollowing
        }
        if accept("CURRENT") {
            try expect("ROW")
            return .currentRow
        }
        let distance = try parseValue()
        if accept("PRECEDING") { return .preceding(distance) }
        try expect("FOLLOWING")
        return .following(distance)
    }

    private mutating func parseExclusion() throws(OracleFailure) -> Window.Exclusion? {
        guard accept("EXCLUDE") else { return nil }
        if accept("CURRENT") {
            try expect("ROW")
            return .currentRow
        }
        if accept("GROUP") { return .group }
        if accept("TIES") { return .ties }
        try expect("NO")
        try expect("OTHERS")
        return nil
    }
}
