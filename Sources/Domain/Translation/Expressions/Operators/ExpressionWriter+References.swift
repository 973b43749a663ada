internal import Model
internal import OracleSQL

extension ExpressionWriter {
    func reference(_ reference: Reference) throws(ConversionRefusal) -> WrittenValue {
        let name = reference.last
        guard reference.link == nil else {
            throw refusal(
                "expression.link", "The destination cannot reach through a database link.", at: reference.position)
        }
        guard !reference.isOuter || takesOuterMarks else {
            throw refusal(
                "view.outer", "The mark (+) is only translated in conditions of WHERE that join tables.",
                at: reference.position)
        }
        if let found = try scope.resolve(reference.names.map(\.text), self, at: reference.position) { return found }
        if let known = try pseudoColumn(reference) { return known }
        if reference.names.count > 1 {
            throw refusal(
                "expression.name",
                "\(reference.names.map(\.text).joined(separator: ".")) is not a column that is known here; functions "
                    + "of packages do not exist at the destination.", at: reference.position)
        }
        throw refusal(
            "expression.name", "\(name.text) is not a column that the destination has.", at: reference.position)
    }

    /// Functions without parentheses, and columns that no table has.
    private func pseudoColumn(_ reference: Reference) throws(ConversionRefusal) -> WrittenValue? {
        let place = reference.position
        let name = reference.last
        if reference.names.count > 1, !name.isQuoted, ["NEXTVAL", "CURRVAL"].contains(name.text) {
            throw refusal(
                "expression.sequence",
                "\(name.text) of the sequence \(reference.names[reference.names.count - 2].text): make the column "
                    + "AUTO_INCREMENT, or let the program number its rows.", at: place)
        }
        guard !name.isQuoted else { return nil }
        switch name.text {
        case "ROWNUM":
            throw refusal(
                "view.rownum",
                "ROWNUM is only translated as the limit of a query's rows: WHERE ROWNUM <= number.", at: place)
        case "ROWID", "ORA_ROWSCN", "ORA_INVOKING_USER", "XMLDATA", "OBJECT_VALUE", "OBJECT_ID", "VERSIONS_STARTSCN":
            throw refusal("expression.pseudo", "\(name.text) does not exist at the destination.", at: place)
        case "LEVEL", "CONNECT_BY_ISLEAF", "CONNECT_BY_ISCYCLE":
            throw refusal("view.hierarchy", "\(name.text) needs a hierarchical query.", at: place)
        default: break
        }
        guard reference.names.count == 1 else { return nil }
        if let written = try clock(name.text, place) { return written }
        return try session(name.text, place)
    }

    /// The destination's clock is that of the session's time zone; where a zone is part of the value it is UTC, in
    /// which such values are kept.
    func clock(_ word: String, _ place: OracleSQL.Position) throws(ConversionRefusal) -> WrittenValue? {
        let written: WrittenValue
        switch word {
        case "SYSDATE", "CURRENT_DATE": written = WrittenValue("NOW()", .date)
        case "LOCALTIMESTAMP": written = WrittenValue("NOW(6)", .timestamp)
        case "SYSTIMESTAMP", "CURRENT_TIMESTAMP":
            try requireChange(word, place)
            return zonedClock(word, fraction: 6)
        default: return nil
        }
        try requireChange(word, place)
        noteClock(word)
        return written
    }

    func zonedClock(_ word: String, fraction: Int) -> WrittenValue {
        let digits = fraction > 0 ? String(fraction) : ""
        var written = WrittenValue("UTC_TIMESTAMP(\(digits))", .zonedTimestamp)
        written.local = "NOW(\(digits))"
        note(
            .remark, "expression.clock",
            "\(word) is in UTC here, as timestamps with a time zone are kept; beside dates without one it is in the "
                + "time zone of the session that asks.")
        return written
    }

    func noteClock(_ word: String) {
        note(
            .remark, "expression.clock",
            "\(word) is the destination's clock in the time zone of the session that asks; the source's is in its own.")
    }

    private func session(_ word: String, _ place: OracleSQL.Position) throws(ConversionRefusal) -> WrittenValue? {
        guard word == "USER" else { return nil }
        try requireChange(word, place)
        note(
            .lossy, "expression.user",
            "USER is the name of the destination's account, in the case in which it was made there.")
        return WrittenValue("SUBSTRING_INDEX(USER(), '@', 1)", .text)
    }

    /// Refuses what gives another value each time, where that may not stand.
    func requireChange(_ word: String, _ place: OracleSQL.Position) throws(ConversionRefusal) {
        guard purpose.needsDeterminism else { return }
        throw refusal(
            "expression.changing", "\(word) gives another value each time, which \(purpose.words) cannot use.",
            at: place)
    }
}
