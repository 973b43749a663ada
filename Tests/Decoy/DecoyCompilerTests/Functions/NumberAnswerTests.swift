import Testing

@Suite struct NumberAnswerTests {
    @Test func aNumberAsTextHasNoZeroBeforeThePointAndAtMostFortyDigits() async throws {
        let answers = Answers([
            ("0.5", ".5"), ("-0.25", "-.25"), ("100.10", "100.1"), ("1/3", "." + String(repeating: "3", count: 40)),
            ("2/3", "." + String(repeating: "6", count: 39) + "7"), ("10/4", "2.5"),
            ("10/3", "3." + String(repeating: "3", count: 38)), ("100/3", "33." + String(repeating: "3", count: 38)),
            ("POWER(10, 39)", "1" + String(repeating: "0", count: 39)),
            ("POWER(10, 40)", "1.0000000000000000000000000000000000E+40"),
            ("POWER(2, 200)", "1.6069380442589902755419620923411626E+60"),
            ("1/0", "ORA-01476"), ("TO_CHAR(0)", "0"), ("1e-5", ".00001"),
        ])
        let differences = try await answers.differences()
        #expect(differences == [])
    }

    @Test func textsBecomeNumbersOrAreRefused() async throws {
        let answers = Answers([
            ("TO_NUMBER('12.50')", "12.5"), ("TO_NUMBER(' 12 ')", "12"), ("TO_NUMBER('1e3')", "1000"),
            ("TO_NUMBER('-.5')", "-.5"), ("TO_NUMBER('abc')", "ORA-01722"), ("TO_NUMBER('1,000')", "ORA-01722"),
            ("TO_NUMBER('')", nil), ("TO_NUMBER('1,234.5', '9,999.9')", "1234.5"),
            ("TO_NUMBER('$1,234', 'L9,999')", "1234"), ("TO_NUMBER('12-', '99MI')", "-12"),
            ("TO_NUMBER('<12>', '99PR')", "-12"), ("TO_NUMBER('FF', 'XX')", "255"),
            ("TO_NUMBER('123', '99')", "ORA-01722"), ("'1' + 1", "2"), ("'x' + 1", "ORA-01722"),
            ("TO_NUMBER('1.234,5', '9G999D9', 'NLS_NUMERIC_CHARACTERS='',.''')", "1234.5"),
            ("TO_NUMBER('x' DEFAULT -1 ON CONVERSION ERROR)", "-1"),
            ("TO_NUMBER('5' DEFAULT -1 ON CONVERSION ERROR)", "5"),
        ])
        let differences = try await answers.differences()
        #expect(differences == [])
    }

    @Test func numberModelsPrintAsDocumented() async throws {
        let answers = Answers([
            ("TO_CHAR(-1234567890, '9999999999S')", "1234567890-"), ("TO_CHAR(0.1, '99.99')", "   .10"),
            ("TO_CHAR(-0.2, '99.99')", "  -.20"), ("TO_CHAR(0, '90.99')", "  0.00"),
            ("TO_CHAR(0, '9999')", "    0"), ("TO_CHAR(0, 'B9999')", "     "),
            ("TO_CHAR(123.456, '999.999')", " 123.456"), ("TO_CHAR(-123.456, '999.999')", "-123.456"),
            ("TO_CHAR(123.456, 'FM999.009')", "123.456"), ("TO_CHAR(123.0, 'FM999.009')", "123.00"),
            ("TO_CHAR(123.456, '9.9EEEE')", "  1.2E+02"), ("TO_CHAR(1E123, '9.9EEEE')", " 1.0E+123"),
            ("TO_CHAR(123.45, 'L999.99')", "          $123.45"), ("TO_CHAR(123.45, 'FML999.99')", "$123.45"),
            ("TO_CHAR(1234567890, '9999999999S')", "1234567890+"), ("TO_CHAR(12345, '999')", "####"),
            ("TO_CHAR(255, 'FMXX')", "FF"), ("TO_CHAR(255, 'FMxx')", "ff"), ("TO_CHAR(12, 'FMRN')", "XII"),
            ("TO_CHAR(5000, 'RN')", "###############"), ("TO_CHAR(12.34, '999V99')", "  1234"),
            ("TO_CHAR(-5, '999PR')", "  <5>"), ("TO_CHAR(5, '999MI')", "  5 "), ("TO_CHAR(7, '000')", " 007"),
            ("TO_CHAR(1234567.891, '9G999G999D99')", " 1,234,567.89"), ("TO_CHAR(5, 'FM999.99')", "5."),
            ("TO_CHAR(1234, '$9,999')", " $1,234"), ("TO_CHAR(1, 'Q')", "ORA-01481"), ("TO_CHAR(NULL, '999')", nil),
            ("TO_CHAR(1234.5, '9G999D9', 'NLS_NUMERIC_CHARACTERS='',.''')", " 1.234,5"),
            ("TO_CHAR(1234.5, 'TME')", "1.2345E+03"), ("TO_CHAR(0.5, 'TM9')", ".5"),
        ])
        let differences = try await answers.differences()
        #expect(differences == [])
    }

    @Test func mathematicsKeepsAllDigits() async throws {
        let answers = Answers([
            ("SQRT(2)", "1.41421356237309504880168872420969807857"),
            ("EXP(4)", "54.59815003314423907811026120286087840279"),
            ("LN(95)", "4.55387689160054083460978676511404117676"), ("LOG(10, 100)", "2"), ("POWER(3, 2)", "9"),
            ("POWER(2, -2)", ".25"), ("SQRT(-1)", "ORA-01428"), ("LN(0)", "ORA-01428"),
            ("ACOS(.3)", "1.26610367277949911125931873041222227514"),
            ("ASIN(.3)", ".3046926540153975079720029612275291669546"),
            ("ATAN(.3)", ".2914567944778670919956046214328911935032"),
            ("ATAN2(.3, .2)", ".9827937232473290679857106110146660144969"),
            ("SINH(1)", "1.17520119364380145688238185059560081516"), ("COSH(0)", "1"), ("SIN(0)", "0"),
            ("TANH(.5)", ".462117157260009758502318483643672548730" + "3"),
            ("MOD(11, 4)", "3"), ("MOD(-11, 4)", "-3"), ("MOD(11, 0)", "11"), ("REMAINDER(11, 4)", "-1"),
            ("REMAINDER(5, 0)", "ORA-01476"), ("ROUND(15.193, 1)", "15.2"), ("ROUND(15.193, -1)", "20"),
            ("ROUND(-2.5)", "-3"), ("TRUNC(15.79, 1)", "15.7"), ("TRUNC(15.79, -1)", "10"), ("CEIL(15.7)", "16"),
            ("FLOOR(-15.7)", "-16"), ("SIGN(-15)", "-1"), ("ABS(-15)", "15"), ("BITAND(6, 3)", "2"),
            ("WIDTH_BUCKET(3500, 100, 5000, 10)", "7"), ("NANVL(1, 2)", "1"), ("POWER(0, -1)", "ORA-01426"),
        ])
        let differences = try await answers.differences()
        #expect(differences == [])
    }

    @Test func binaryFloatsPrintWithAnExponentOfThreeDigits() async throws {
        let answers = Answers([
            ("TO_BINARY_DOUBLE(0.1)", "1.0000000000000001E-001"), ("TO_BINARY_FLOAT(0.1)", "1.00000001E-001"),
            ("TO_BINARY_DOUBLE(1)", "1.0E+000"), ("TO_BINARY_DOUBLE(0)", "0"), ("TO_BINARY_DOUBLE('Inf')", "Inf"),
            ("TO_BINARY_DOUBLE('NaN')", "Nan"), ("TO_BINARY_DOUBLE(1) / TO_BINARY_DOUBLE(0)", "Inf"),
            ("TO_NUMBER(TO_BINARY_DOUBLE(1.5))", "1.5"), ("NANVL(TO_BINARY_DOUBLE('NaN'), 0)", "0"),
        ])
        let differences = try await answers.differences()
        #expect(differences == [])
    }
}
