import Testing

/// Aggregates and analytic functions over small rows of their own.
@Suite struct AggregateAnswerTests {
    private static let rows = """
        (SELECT 1 AS g, 10 AS x, 'a' AS t FROM DUAL UNION ALL SELECT 1, 20, 'b' FROM DUAL
        UNION ALL SELECT 1, 30, 'c' FROM DUAL UNION ALL SELECT 2, NULL, NULL FROM DUAL
        UNION ALL SELECT 2, 5, 'd' FROM DUAL) r
        """

    /// The values of one query over the rows, by `|`.
    private func answer(_ columns: String, _ rest: String = "") async throws -> String {
        try await Running.text("SELECT \(columns) FROM \(Self.rows) \(rest)")
    }

    @Test func aggregatesKeepAllDigitsAndLeaveNullOut() async throws {
        #expect(try await answer("COUNT(*), COUNT(x), SUM(x), MIN(x), MAX(x)") == "5|4|65|5|30")
        #expect(try await answer("TO_CHAR(AVG(x))") == "16.25")
        #expect(
            try await answer("TO_CHAR(AVG(x))", "WHERE x IN (10, 20, 5)")
                == "11.66666666666666666666666666666666666667")
        #expect(try await answer("MEDIAN(x)") == "15")
        #expect(try await answer("TO_CHAR(VARIANCE(x)), TO_CHAR(STDDEV(x))", "WHERE g = 1") == "100|10")
        #expect(try await answer("TO_CHAR(VARIANCE(x)), TO_CHAR(VAR_SAMP(x))", "WHERE x = 5") == "0|-")
        #expect(try await answer("TO_CHAR(STDDEV_POP(x))", "WHERE x IN (10, 20)") == "5")
        #expect(try await answer("COUNT(DISTINCT g), SUM(DISTINCT g)") == "2|3")
        #expect(try await answer("SUM(x)", "WHERE 1 = 0") == "-")
    }

    @Test func textsAreListedInTheirOrder() async throws {
        #expect(try await answer("LISTAGG(t, ',') WITHIN GROUP (ORDER BY x DESC)") == "c,b,a,d")
        #expect(try await answer("LISTAGG(t, ',') WITHIN GROUP (ORDER BY t)", "WHERE 1 = 0") == "-")
        #expect(
            try await answer(
                "DISTINCT g, LISTAGG(t, '-') WITHIN GROUP (ORDER BY x) OVER (PARTITION BY g)", "ORDER BY g")
                == "1|a-b-c 2|d")
        #expect(try await answer("WM_CONCAT(t)", "WHERE g = 1") == "a,b,c")
    }

    @Test func percentilesLieBetweenRowsOrOnThem() async throws {
        #expect(try await answer("PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY x)") == "8.75")
        #expect(try await answer("PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY x DESC)") == "22.5")
        #expect(try await answer("PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY x)") == "10")
        #expect(try await answer("RANK(20) WITHIN GROUP (ORDER BY x)") == "3")
        #expect(try await answer("MAX(t) KEEP (DENSE_RANK LAST ORDER BY x NULLS FIRST)") == "c")
        #expect(try await answer("TO_CHAR(CORR(x, x * 2)), TO_CHAR(COVAR_POP(g, x))", "WHERE g = 1") == "1|0")
    }

    @Test func analyticFunctionsSeeTheirWindow() async throws {
        let order = "ORDER BY x"
        #expect(
            try await answer("x, ROW_NUMBER() OVER (ORDER BY x) n, RANK() OVER (ORDER BY g) r", "WHERE x > 5 \(order)")
                == "10|1|1 20|2|1 30|3|1")
        #expect(
            try await answer("x, LAG(x) OVER (ORDER BY x) p, LEAD(x, 1, 0) OVER (ORDER BY x) f", "WHERE g = 1 \(order)")
                == "10|-|20 20|10|30 30|20|0")
        #expect(
            try await answer("FIRST_VALUE(x) IGNORE NULLS OVER (PARTITION BY g ORDER BY x NULLS FIRST)", "WHERE g = 2")
                == "- 5")
        #expect(
            try await answer("TO_CHAR(RATIO_TO_REPORT(x) OVER ())", "WHERE g = 1 AND x < 30 \(order)")
                == ".3333333333333333333333333333333333333333 .6666666666666666666666666666666666666667")
        #expect(try await answer("NTILE(2) OVER (ORDER BY x)", "WHERE g = 1 \(order)") == "1 1 2")
        #expect(try await answer("CUME_DIST() OVER (ORDER BY x)", "WHERE g = 1 AND x < 30 \(order)") == "0.5 1")
        #expect(try await answer("PERCENT_RANK() OVER (ORDER BY x)", "WHERE g = 1 \(order)") == "0 0.5 1")
        #expect(try await answer("NTH_VALUE(x, 2) OVER (ORDER BY x)", "WHERE g = 1 \(order)") == "- 20 20")
        #expect(
            try await answer("LAG(t) IGNORE NULLS OVER (ORDER BY g, x NULLS FIRST)", "ORDER BY g, x NULLS FIRST")
                == "- a b c c")
    }

    @Test func whatIsNotBuiltIsRefused() {
        #expect(Running.refusal("SELECT COLLECT(dummy) FROM DUAL").hasPrefix("3001@"))
        #expect(Running.refusal("SELECT NO_SUCH_FUNCTION(1) FROM DUAL").hasPrefix("904@"))
        #expect(Running.refusal("SELECT SUBSTR('a') FROM DUAL").hasPrefix("938@"))
        #expect(Running.refusal("SELECT UPPER('a', 'b') FROM DUAL").hasPrefix("939@"))
        #expect(Running.refusal("SELECT ROW_NUMBER() FROM DUAL").hasPrefix("30484@"))
    }
}
