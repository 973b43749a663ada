import OracleSQL
import Testing

@testable import DecoyCompiler

@Suite struct FunctionTableTests {
    @Test func everyNameIsFoundInItsOwnSpelling() {
        #expect(FunctionTable.names.count > 200)
        for name in FunctionTable.names {
            #expect(FunctionTable.rule(named: name)?.name == name)
            #expect(name == name.uppercased())
        }
        #expect(FunctionTable.rule(named: "NO_SUCH_FUNCTION") == nil)
    }

    @Test func aggregatesAndAnalyticFunctionsAreNoScalars() {
        let gathering = FunctionTable.aggregateRules + FunctionTable.statisticRules + FunctionTable.analyticRules
        #expect(gathering.allSatisfy { $0.kind != .scalar })
        let single = FunctionTable.numericRules + FunctionTable.textRules + FunctionTable.datetimeRules
        #expect(single.allSatisfy { $0.kind == .scalar })
    }

    @Test func whatReadsTheClockOrTheSessionIsNotDeterministic() {
        let changing = [
            "SYSDATE", "SYSTIMESTAMP", "CURRENT_DATE", "USER", "SYS_CONTEXT", "SYS_GUID", "DBMS_RANDOM.VALUE",
            "SESSIONTIMEZONE",
        ]
        for name in changing { #expect(FunctionTable.rule(named: name)?.isDeterministic == false, "\(name)") }
        for name in ["UPPER", "ROUND", "TO_CHAR", "SUBSTR", "ADD_MONTHS"] {
            #expect(FunctionTable.rule(named: name)?.isDeterministic == true, "\(name)")
        }
    }

    @Test func aValueThatHasNoConversionIsRefused() {
        let date = TypedExpression("d", .date)
        #expect(throws: OracleFailure(932, "inconsistent datatypes: expected NUMBER got DATE")) {
            try Conversion.implicit(date, to: .plainNumber)
        }
        #expect(throws: OracleFailure(932, "inconsistent datatypes: expected DATE got NUMBER")) {
            try Conversion.implicit(TypedExpression("n", .plainNumber), to: .date)
        }
    }

    @Test func whatIsStoredDoesNotReadTheSessionsDecimalCharacter() {
        #expect(Conversion.stored("ora.cat(ora.number_text(c1), 'x')") == "ora.cat(ora.number_text_c(c1), 'x')")
        #expect(Conversion.stored("ora.to_char(c1, 'FM99')") == "ora.to_char_c(c1, 'FM99')")
        #expect(Conversion.stored("upper(c1)") == "upper(c1)")
    }

    @Test func aTestOfAConversionExistsForTextsOnly() throws {
        let text = TypedExpression("t", .varchar2(10, .byte))
        #expect(try Conversion.test(text, to: .date) == "ora.converts('date', t, NULL::text)")
        #expect(try Conversion.test(TypedExpression("n", .plainNumber), to: .date) == nil)
    }
}
