/// The failures that reading a statement and resolving its names can give.
extension OracleFailure {
    package static func invalidStatement(at place: Position) -> Self { Self(900, "invalid SQL statement", at: place) }
    package static func invalidDatatype(at place: Position) -> Self { Self(902, "invalid datatype", at: place) }
    package static func invalidTableName(at place: Position) -> Self { Self(903, "invalid table name", at: place) }

    package static func invalidIdentifier(_ name: String, at place: Position) -> Self {
        Self(904, "\(name): invalid identifier", at: place)
    }

    package static func missingOpening(at place: Position) -> Self { Self(906, "missing left parenthesis", at: place) }
    package static func missingClosing(at place: Position) -> Self { Self(907, "missing right parenthesis", at: place) }
    package static func missingNull(at place: Position) -> Self { Self(908, "missing NULL keyword", at: place) }

    package static func wrongArgumentCount(at place: Position) -> Self {
        Self(909, "invalid number of arguments", at: place)
    }

    package static func invalidCharacter(at place: Position) -> Self { Self(911, "invalid character", at: place) }
    package static func tooManyValues(at place: Position) -> Self { Self(913, "too many values", at: place) }
    package static func missingComma(at place: Position) -> Self { Self(917, "missing comma", at: place) }

    package static func ambiguousColumn(at place: Position) -> Self {
        Self(918, "column ambiguously defined", at: place)
    }

    package static func invalidRelation(at place: Position) -> Self {
        Self(920, "invalid relational operator", at: place)
    }

    package static func unexpectedEnd(at place: Position) -> Self {
        Self(921, "unexpected end of SQL command", at: place)
    }
    package static func missingFrom(at place: Position) -> Self {
        Self(923, "FROM keyword not found where expected", at: place)
    }

    package static func missingBy(at place: Position) -> Self { Self(924, "missing BY keyword", at: place) }
    package static func missingInto(at place: Position) -> Self { Self(925, "missing INTO keyword", at: place) }
    package static func missingValues(at place: Position) -> Self { Self(926, "missing VALUES keyword", at: place) }
    package static func missingEquals(at place: Position) -> Self { Self(927, "missing equal sign", at: place) }
    package static func missingSelect(at place: Position) -> Self { Self(928, "missing SELECT keyword", at: place) }

    package static func inconsistentTypes(_ expected: String, _ got: String, at place: Position) -> Self {
        Self(932, "inconsistent datatypes: expected \(expected) got \(got)", at: place)
    }

    package static func notProperlyEnded(at place: Position) -> Self {
        Self(933, "SQL command not properly ended", at: place)
    }

    package static func groupNotAllowed(at place: Position) -> Self {
        Self(934, "group function is not allowed here", at: place)
    }

    package static func missingExpression(at place: Position) -> Self { Self(936, "missing expression", at: place) }

    package static func notSingleGroup(at place: Position) -> Self {
        Self(937, "not a single-group group function", at: place)
    }

    package static func notEnoughArguments(at place: Position) -> Self {
        Self(938, "not enough arguments for function", at: place)
    }

    package static func tooManyArguments(at place: Position) -> Self {
        Self(939, "too many arguments for function", at: place)
    }

    package static func unknownTable(at place: Position) -> Self {
        Self(942, "table or view does not exist", at: place)
    }

    package static func missingKeyword(at place: Position) -> Self { Self(905, "missing keyword", at: place) }
    package static func invalidOption(at place: Position) -> Self { Self(922, "missing or invalid option", at: place) }
    package static func notEnoughValues(at place: Position) -> Self { Self(947, "not enough values", at: place) }

    package static func nameTooLong(at place: Position) -> Self { Self(972, "identifier is too long", at: place) }
    package static func notGrouped(at place: Position) -> Self { Self(979, "not a GROUP BY expression", at: place) }
    package static func missingBind(at place: Position? = nil) -> Self {
        Self(1008, "not all variables bound", at: place)
    }

    package static func pseudoColumnNotAllowed(at place: Position) -> Self {
        Self(976, "Specified pseudocolumn or operator not allowed here.", at: place)
    }

    package static func missingQuotedEnd(at place: Position) -> Self {
        Self(1740, "missing double quote in identifier", at: place)
    }

    package static func emptyQuotedName(at place: Position) -> Self {
        Self(1741, "illegal zero-length identifier", at: place)
    }

    package static func commentNotEnded(at place: Position) -> Self {
        Self(1742, "comment not terminated properly", at: place)
    }

    package static func unendedLiteral(at place: Position) -> Self {
        Self(1756, "quoted string not properly terminated", at: place)
    }

    package static func missingOrInvalidIdentifier(at place: Position) -> Self {
        Self(1747, "invalid user.table.column, table.column, or column specification", at: place)
    }

    package static func unknownSequence(at place: Position) -> Self { Self(2289, "sequence does not exist", at: place) }

    /// Something of Oracle's that is not built here: refused by name, never guessed.
    package static func unsupported(_ what: String, at place: Position? = nil) -> Self {
        Self(3001, "unimplemented feature: \(what)", at: place)
    }

    /// Nested deeper than any walker of the tree may recurse.
    package static func tooDeep(at place: Position) -> Self { Self(3001, "statement is nested too deeply", at: place) }
}
