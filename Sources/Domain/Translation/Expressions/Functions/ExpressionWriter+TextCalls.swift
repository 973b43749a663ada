internal import Model
internal import OracleSQL

extension ExpressionWriter {
    /// Functions that make texts of texts.
    func textCall(_ name: String, _ call: Call) throws(ConversionRefusal) -> WrittenValue? {
        let place = call.position
        switch name {
        case "UPPER", "LOWER":
            let inner = try text(try values(of: call, 1...1)[0], place)
            return textLike(inner, "\(name)(\(inner.text))")
        case "LTRIM", "RTRIM": return try trimmedSide(name, call)
        case "SUBSTR": return try substring(call)
        case "CONCAT":
            var parts: [WrittenValue] = []
            for value in try values(of: call, 2...100) { parts.append(try text(value, place)) }
            return concatenation(parts)
        case "REPLACE": return try replaced(call)
        case "TRANSLATE": return try translated(call)
        case "LPAD", "RPAD": return try padded(name, call)
        case "CHR", "NCHR": return try character(name, call)
        case "INITCAP":
            throw refusal("expression.function", "INITCAP has no counterpart at the destination.", at: place)
        case "TO_CLOB", "TO_NCLOB", "TO_LOB":
            return try text(try values(of: call, 1...1)[0], place)
        case "SYS_CONTEXT":
            throw refusal("expression.function", "SYS_CONTEXT knows the source's sessions only.", at: place)
        default: return nil
        }
    }

    /// Several characters are a set at the source; the destination takes one string off.
    private func trimmedSide(_ name: String, _ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 1...2)
        let inner = try text(values[0], call.position)
        let side = name == "LTRIM" ? "LEADING" : "TRAILING"
        guard values.count == 2 else {
            return textLike(inner, "TRIM(\(side) ' ' FROM \(inner.text))", canBeEmpty: true)
        }
        if values[1].isNull { return .null }
        guard let characters = values[1].textConstant, characters.unicodeScalars.count == 1 else {
            throw refusal(
                "expression.trim", "\(name) takes off one constant character here, not any of several.",
                at: call.position)
        }
        return textLike(inner, "TRIM(\(side) \(values[1].text) FROM \(inner.text))", canBeEmpty: true)
    }

    private func substring(_ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 2...3)
        let inner = try text(values[0], call.position)
        let start = try whole(values[1], call.position)
        var from = start.text
        if let constant = start.wholeConstant {
            from = constant == 0 ? "1" : String(constant)
        } else if !start.isNull {
            from = "CASE WHEN \(start.text) = 0 THEN 1 ELSE \(start.text) END"
        }
        guard values.count == 3 else { return textLike(inner, "SUBSTR(\(inner.text), \(from))", canBeEmpty: true) }
        let length = try whole(values[2], call.position)
        return textLike(inner, "SUBSTR(\(inner.text), \(from), \(length.text))", canBeEmpty: true)
    }

    private func replaced(_ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 2...3)
        let inner = try text(values[0], call.position)
        let wanted = try text(values[1], call.position)
        if wanted.isNull { return inner }
        let other = values.count == 3 ? try text(values[2], call.position) : .null
        let new = other.isNull ? "''" : other.orEmpty
        guard inner.hasCollation || wanted.hasCollation else {
            return textLike(
                inner, "REPLACE(\(collated(inner)), \(wanted.orEmpty), \(new))", canBeEmpty: true)
        }
        return textLike(inner, "REPLACE(\(inner.text), \(wanted.orEmpty), \(new))", canBeEmpty: true)
    }

    /// One character after the other: exact as long as no character that was put in is replaced again.
    private func translated(_ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 3...3)
        let inner = try text(values[0], call.position)
        if values[1].isNull || values[2].isNull { return .null }
        guard let from = values[1].textConstant, let to = values[2].textConstant, from.unicodeScalars.count <= 64
        else {
            throw refusal("expression.translate", "TRANSLATE needs constant characters here.", at: call.position)
        }
        let new = Array(to.unicodeScalars)
        var pairs: [(old: Unicode.Scalar, new: Unicode.Scalar?)] = []
        for (place, old) in from.unicodeScalars.enumerated() where !pairs.contains(where: { $0.old == old }) {
            let replacement = place < new.count ? new[place] : nil
            if replacement != old { pairs.append((old, replacement)) }
        }
        var text = inner.text
        while !pairs.isEmpty {
            // Next is one whose new character is not itself replaced later on.
            guard let next = pairs.firstIndex(where: { pair in !pairs.contains { $0.old == pair.new } }) else {
                throw refusal("expression.translate", "The characters are exchanged in a circle.", at: call.position)
            }
            // A character that is put in must not be met by a later replacement, so those that read it come first.
            let pair = pairs.remove(at: next)
            let added = pair.new.map { String($0) } ?? ""
            text = "REPLACE(\(text), \(NameText.literal(String(pair.old))), \(NameText.literal(added)))"
        }
        return textLike(inner, text, canBeEmpty: true)
    }

    private func padded(_ name: String, _ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 2...3)
        let inner = try text(values[0], call.position)
        let length = try whole(values[1], call.position)
        let filler = values.count == 3 ? try text(values[2], call.position) : .text(" ")
        if filler.isNull || inner.isNull || length.isNull { return .null }
        note(
            .remark, "expression.pad", "\(name) counts characters here; the source counts wide characters twice.")
        let text = "\(name)(\(inner.orNull), \(length.text), \(filler.orNull))"
        var written = textLike(inner, text, canBeEmpty: (length.wholeConstant ?? 0) < 1)
        written.isNullable = written.isNullable || filler.isNullable || filler.canBeEmpty || inner.canBeEmpty
        return written
    }

    private func character(_ name: String, _ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let code = try whole(try values(of: call, 1...1)[0], call.position)
        guard let number = code.wholeConstant, number > 0 else {
            throw refusal("expression.character", "\(name) needs a constant above 0 here.", at: call.position)
        }
        if name == "NCHR" || number < 128 {
            guard let scalar = UInt32(exactly: number).flatMap(Unicode.Scalar.init) else {
                throw refusal("expression.character", "There is no such character.", at: call.position)
            }
            return .text(String(scalar))
        }
        try expectBytesAlike(name, call.position)
        // The number is made of the bytes of the character in UTF-8.
        var bytes: [UInt8] = []
        var rest = number
        while rest > 0, bytes.count < 4 {
            bytes.insert(UInt8(truncatingIfNeeded: rest), at: 0)
            rest >>= 8
        }
        guard rest == 0, let text = String(validating: bytes, as: UTF8.self), text.unicodeScalars.count == 1 else {
            throw refusal("expression.character", "The number is no character in UTF-8.", at: call.position)
        }
        return .text(text)
    }

    // MARK: Numbers about texts

    /// Functions that look for something in a text, or measure it.
    func searchCall(_ name: String, _ call: Call) throws(ConversionRefusal) -> WrittenValue? {
        let place = call.position
        switch name {
        case "LENGTH", "LENGTHC", "LENGTH4":
            let inner = try text(try values(of: call, 1...1)[0], place)
            let length = "CHAR_LENGTH(\(inner.text))"
            return whole(inner.canBeEmpty ? "NULLIF(\(length), 0)" : length, inner)
        case "LENGTHB", "VSIZE":
            let argument = try values(of: call, 1...1)[0]
            guard argument.kind != .bytes else { return whole("LENGTH(\(argument.text))", argument) }
            try expectBytesAlike(name, place)
            guard name == "LENGTHB" || argument.kind.isText else {
                throw refusal("expression.function", "VSIZE knows the source's storage only.", at: place)
            }
            let inner = try text(argument, place)
            return whole(inner.canBeEmpty ? "NULLIF(LENGTH(\(inner.text)), 0)" : "LENGTH(\(inner.text))", inner)
        case "ASCII":
            try expectBytesAlike(name, place)
            let inner = try text(try values(of: call, 1...1)[0], place)
            return whole("ORD(\(inner.orNull))", inner)
        case "INSTR": return try position(call)
        default: return nil
        }
    }

    /// What a function says of the bytes of a text is that of the source's character set.
    private func expectBytesAlike(_ name: String, _ place: OracleSQL.Position) throws(ConversionRefusal) {
        guard !countsBytesAlike else { return }
        throw refusal(
            "expression.bytes",
            "\(name) is about the bytes of a text, which are others here: the source's character "
                + "set is not UTF-8.", at: place)
    }

    private func whole(_ text: String, _ inner: WrittenValue) -> WrittenValue {
        var written = WrittenValue(text, .number(isWhole: true))
        written.isNullable = inner.isNullable || inner.canBeEmpty
        return written
    }

    private func position(_ call: Call) throws(ConversionRefusal) -> WrittenValue {
        let values = try values(of: call, 2...4)
        let inner = try text(values[0], call.position)
        let wanted = try text(values[1], call.position)
        if inner.isNull || wanted.isNull { return .null }
        let subject = wanted.hasCollation ? inner.orNull : collated(inner)
        var written = whole("LOCATE(\(wanted.orNull), \(subject))", inner)
        written.isNullable = written.isNullable || wanted.isNullable || wanted.canBeEmpty
        guard values.count > 2 else { return written }
        let start = try whole(values[2], call.position)
        guard let first = start.wholeConstant, first > 0, values.count == 3 || values[3].wholeConstant == 1 else {
            throw refusal(
                "expression.instr", "INSTR is only exact here from a constant place forward, for the first occurrence.",
                at: call.position)
        }
        written.text = "LOCATE(\(wanted.orNull), \(subject), \(first))"
        return written
    }
}
