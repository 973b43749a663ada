internal import Model
internal import OracleSQL

/// Conversions that the source makes by itself where the kinds of two values differ.
extension ExpressionWriter {
    /// The value as a number. Text that is no number is an error at the source, and 0 here: said in a note.
    func number(_ value: WrittenValue, _ place: OracleSQL.Position) throws(ConversionRefusal) -> WrittenValue {
        switch value.kind {
        case .number, .binaryNumber, .null: return value
        case .unknown:
            noteUnknown()
            var written = value
            written.kind = .number(isWhole: false)
            return written
        case .text, .paddedText, .largeText:
            if let characters = value.textConstant {
                guard let plain = DecimalText.plain(characters) else {
                    throw refusal("expression.number", "The text `\(characters)` is no number.", at: place)
                }
                return .number(plain)
            }
            note(
                .lossy, "expression.implicit",
                "Text is read as a number: text that is none is an error at the source; here it is 0, and an error "
                    + "in writes.")
            return WrittenValue("CAST(\(value.orNull) AS \(Self.wide))", .number(isWhole: false))
        default:
            throw refusal("expression.type", "A number is expected, but this is \(value.kind.words).", at: place)
        }
    }

    /// The value as text, as the source prints it.
    func text(_ value: WrittenValue, _ place: OracleSQL.Position) throws(ConversionRefusal) -> WrittenValue {
        switch value.kind {
        case .text, .largeText, .null: return value
        case .paddedText(let length, let countsBytes):
            guard value.constant == nil else { return value }
            return filled(value, length, countsBytes: countsBytes)
        case .number(let isWhole): return printed(value, isWhole: isWhole)
        case .bytes:
            var written = WrittenValue("HEX(\(value.text))", .text)
            written.isNullable = value.isNullable
            return written
        case .unknown:
            noteUnknown()
            var written = value
            written.kind = .text
            written.hasCollation = true
            return written
        case .date, .timestamp, .zonedTimestamp:
            throw refusal(
                "expression.implicit",
                "How a date becomes text depends on the session here; use TO_CHAR with a format.",
                at: place)
        case .binaryNumber:
            throw refusal(
                "expression.implicit", "Binary floating point numbers are printed otherwise at the destination.",
                at: place)
        case .other:
            throw refusal("expression.type", "Text is expected, but this is \(value.kind.words).", at: place)
        }
    }

    /// A CHAR value with its blanks.
    func filled(_ value: WrittenValue, _ length: Int, countsBytes: Bool) -> WrittenValue {
        let width = countsBytes ? "\(length) - LENGTH(\(value.text)) + CHAR_LENGTH(\(value.text))" : "\(length)"
        var written = value
        written.text = "RPAD(\(value.text), \(width), ' ')"
        written.kind = .text
        return written
    }

    /// Digits without needless zeros, also not the one before the point: 0.50 is `.5`.
    private func printed(_ value: WrittenValue, isWhole: Bool) -> WrittenValue {
        if case .number(let digits)? = value.constant { return .text(DecimalText.printed(digits)) }
        var written: WrittenValue
        if isWhole {
            written = WrittenValue("CAST(\(value.text) AS CHAR)", .text)
        } else {
            let digits = "CAST(CAST(\(value.text) AS \(Self.wide)) AS CHAR)"
            let short = "TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM \(digits)))"
            written = WrittenValue(
                "TRIM(LEADING '#' FROM REPLACE(REPLACE(CONCAT('#', \(short)), '#-0.', '#-.'), '#0.', '#.'))", .text)
        }
        written.isNullable = value.isNullable
        return written
    }

    /// The value as a date or a timestamp; text is only taken with a format.
    func moment(_ value: WrittenValue, _ place: OracleSQL.Position) throws(ConversionRefusal) -> WrittenValue {
        switch value.kind {
        case .date, .timestamp, .null: return value
        case .unknown:
            noteUnknown()
            var written = value
            written.kind = .date
            return written
        case .zonedTimestamp:
            throw refusal(
                "expression.zone", "A timestamp with a time zone is kept in UTC here; its own clock is lost.",
                at: place)
        case .text, .paddedText, .largeText:
            throw refusal(
                "expression.implicit",
                "How text becomes a date depends on the session; use TO_DATE with a format, or DATE '…'.", at: place)
        default:
            throw refusal("expression.type", "A date is expected, but this is \(value.kind.words).", at: place)
        }
    }

    /// A number without fraction: the source cuts it where the destination would round.
    func whole(_ value: WrittenValue, _ place: OracleSQL.Position) throws(ConversionRefusal) -> WrittenValue {
        let value = try number(value, place)
        if value.kind == .number(isWhole: true) || value.isNull { return value }
        if case .number(let digits)? = value.constant {
            return .number(String(digits.prefix { $0 != "." }))
        }
        return WrittenValue("TRUNCATE(\(value.text), 0)", .number(isWhole: true))
    }

    func noteUnknown() {
        note(
            .lossy, "expression.unknown",
            "The types of columns that are used here are not known; they are taken to be of the type that the "
                + "expression needs.")
    }

    /// Values kept as text are equal when their texts are, but neither greater nor smaller by them.
    func requireOrder(_ value: WrittenValue, _ place: OracleSQL.Position) throws(ConversionRefusal) {
        guard value.kind == .keptAsText || value.kind == .interval else { return }
        throw refusal(
            "expression.type", "\(value.kind.words) has another order here than at the source.", at: place)
    }

    /// Text that compares by the project's collation whatever the session's.
    func collated(_ value: WrittenValue) -> String {
        guard value.kind.isText, !value.hasCollation else { return value.orNull }
        return "(\(value.orNull) COLLATE \(rules.collation))"
    }

    /// Texts of which one is chosen: the session's collation would tell constants apart otherwise than the source does.
    /// In views only, as elsewhere everything that compares sees to it.
    func settled(_ value: WrittenValue) -> WrittenValue {
        guard purpose == .view, value.kind.isText, !value.hasCollation else { return value }
        var settled = value
        settled.text = "(\(value.text) COLLATE \(rules.collation))"
        settled.hasCollation = true
        return settled
    }

    /// The value where equal ones become one: in the project's collation, and with the note about blanks.
    func distinct(_ value: WrittenValue) -> String {
        noteBlanks(value)
        return collated(value)
    }

    /// Texts of columns can differ in blanks at their ends alone.
    func noteBlanks(_ value: WrittenValue) {
        guard value.kind == .text || value.kind == .largeText, value.hasCollation else { return }
        noteBlanks(value.kind, value.kind)
    }

    // MARK: Two values of one kind

    /// Both sides of a comparison as the source would compare them.
    func comparable(
        _ left: WrittenValue, _ right: WrittenValue, _ place: OracleSQL.Position
    ) throws(ConversionRefusal) -> (WrittenValue, WrittenValue) {
        if left.isNull || right.isNull { return (left.nulled, right.nulled) }
        if left.kind.isText, right.kind.isText { return texts(left, right) }
        if left.kind.isNumber, right.kind.isNumber { return try singles(left, right, place) }
        let moments: (ValueKind) -> Bool = { $0.isMoment || $0 == .zonedTimestamp }
        if moments(left.kind), moments(right.kind) {
            return sameClock(left, right)
        }
        if left.kind == .unknown || right.kind == .unknown { return unknowns(left, right) }
        if left.kind.isNumber || right.kind.isNumber {
            return try singles(try number(left, place), try number(right, place), place)
        }
        if moments(left.kind) { return (left, try moment(right, place)) }
        if moments(right.kind) { return (try moment(left, place), right) }
        if left.kind == .bytes, right.kind == .bytes { return (left, right) }
        if left.kind == .bytes, let digits = right.textConstant { return (left, try bytes(digits, place)) }
        if right.kind == .bytes, let digits = left.textConstant { return (try bytes(digits, place), right) }
        throw refusal(
            "expression.type", "\(left.kind.words) and \(right.kind.words) cannot be compared here.", at: place)
    }

    private func texts(_ left: WrittenValue, _ right: WrittenValue) -> (WrittenValue, WrittenValue) {
        var (left, right) = (left.nulled, right.nulled)
        if left.constant == nil || right.constant == nil { noteBlanks(left.kind, right.kind) }
        if !left.hasCollation && !right.hasCollation {
            left.text = collated(left)
            left.hasCollation = true
            right.hasCollation = true
        }
        return (left, right)
    }

    /// The destination's collations take no notice of blanks at the end; the source does so only between CHAR values.
    private func noteBlanks(_ left: ValueKind, _ right: ValueKind) {
        guard left == .text || right == .text || left == .largeText || right == .largeText else { return }
        if case .paddedText = left, right != .text { return }
        note(
            .remark, "expression.blanks",
            "Texts that differ only in blanks at their ends are equal at the destination; those of VARCHAR2 are not at "
                + "the source.")
    }

    /// The present moment is shown by the session's clock beside a moment without a zone, as the source reads that.
    private func sameClock(_ left: WrittenValue, _ right: WrittenValue) -> (WrittenValue, WrittenValue) {
        guard (left.kind == .zonedTimestamp) != (right.kind == .zonedTimestamp) else { return (left, right) }
        if let local = left.inSession { return (local, right) }
        if let local = right.inSession { return (left, local) }
        note(
            .lossy, "expression.zone",
            "A timestamp with a time zone is compared in UTC with one that has none, which the source would read in "
                + "the zone of the session.")
        return (left, right)
    }

    private func unknowns(_ left: WrittenValue, _ right: WrittenValue) -> (WrittenValue, WrittenValue) {
        if left.kind != right.kind { noteUnknown() }
        return (left.nulled, right.nulled)
    }

    func bytes(_ digits: String, _ place: OracleSQL.Position) throws(ConversionRefusal) -> WrittenValue {
        guard !digits.isEmpty, digits.utf8.count.isMultiple(of: 2), digits.allSatisfy(\.isHexDigit) else {
            throw refusal("expression.raw", "The text `\(digits)` is not made of hexadecimal pairs.", at: place)
        }
        return WrittenValue("X'\(digits.uppercased())'", .bytes)
    }

    /// Several results of which one is chosen, in the kind of the first that says one.
    func alike(
        _ values: [WrittenValue], _ place: OracleSQL.Position, firstDecides: Bool = true
    ) throws(ConversionRefusal) -> ([WrittenValue], ValueKind) {
        let kinds = values.map(\.kind).filter { $0 != .null }
        guard let first = kinds.first else { return (values, .null) }
        if kinds.contains(.unknown) {
            if Set(kinds).count > 1 { noteUnknown() }
            let known = kinds.first { $0 != .unknown } ?? .unknown
            return (values, known)
        }
        var made: [WrittenValue] = []
        if first.isText || (kinds.contains(where: \.isText) && !firstDecides) {
            for value in values { made.append(try text(value, place)) }
            return (made, kinds.contains(.largeText) ? .largeText : .text)
        }
        if first.isNumber {
            for value in values { made.append(try number(value, place)) }
            if isSingle(made) {
                if !made.allSatisfy({ $0.isSingle || $0.constant != nil || $0.isNull }) { noteSingle() }
                for index in made.indices { made[index] = try single(made[index], place) }
            }
            let isBinary = made.contains { $0.kind == .binaryNumber }
            let isWhole = made.allSatisfy { $0.isNull || $0.kind == .number(isWhole: true) }
            return (made, isBinary ? .binaryNumber : .number(isWhole: isWhole))
        }
        if first.isMoment {
            for value in values { made.append(try moment(value, place)) }
            return (made, kinds.contains(.timestamp) ? .timestamp : .date)
        }
        guard kinds.allSatisfy({ $0 == first }) else {
            throw refusal("expression.type", "The results are of different kinds.", at: place)
        }
        return (values, first)
    }
}
