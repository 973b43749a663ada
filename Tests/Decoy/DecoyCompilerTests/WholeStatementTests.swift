import DecoyCompiler
import DecoyDictionary
import OracleSQL
import Testing

/// What only a whole statement of a client has: places of large values, cursors inside of rows, LONG columns.
@Suite struct WholeStatementTests {
    private func query(
        _ text: String, binds: [BindType] = [], isWhole: Bool = true
    ) throws(OracleFailure) -> CompiledQuery {
        let compiled = try Running.compiler().compile(parseStatement(text), binds: binds, isWhole: isWhole)
        guard case .query(let query) = compiled else { throw OracleFailure(code: 0, message: "not a query") }
        return query
    }

    private func refusal(_ text: String, isWhole: Bool = true) -> Int? {
        do throws(OracleFailure) {
            _ = try query(text, isWhole: isWhole)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func aLargeValueOfATableHasAPlaceInAWholeStatement() throws {
        let whole = try query("select id, text from kinds")
        #expect(whole.columns.map(\.hidden) == [false, false, true])
        #expect(whole.columns[1].place?.table == Sample.kinds.id)
        #expect(whole.columns[1].place?.rowID == 2)
        #expect(try query("select id, text from kinds", isWhole: false).columns.count == 2)
    }

    @Test(arguments: [
        "select text || 'x' from kinds", "select text from (select text from kinds)",
        "select (select text from kinds) from dual", "select text from kinds union all select text from kinds",
    ])
    func whatIsNoColumnOfARowHasNoPlace(text: String) throws {
        #expect(try query(text).columns.allSatisfy { $0.place == nil && !$0.hidden })
    }

    @Test func aCursorInTheSelectListBringsItsRowsAlong() async throws {
        let text = "select deptno, cursor(select ename, sal from emp e where e.deptno = d.deptno order by sal) who "
        let compiled = try query(text + "from dept d where deptno = 10")
        #expect(compiled.columns.map(\.name) == ["DEPTNO", "WHO"])
        #expect(compiled.columns[1].type == .refCursor)
        #expect(compiled.columns[1].nullable)
        #expect(compiled.columns[1].nested?.map(\.name) == ["ENAME", "SAL"])
        let judge = try await Judge.ready
        #expect(try judge.rows(compiled.sql) == [["10", "{\"(CLARK,2450.00)\",\"(KING,5000.00)\"}"]])
    }

    @Test func cursorsMayStandInsideOfCursors() throws {
        let compiled = try query("select cursor(select 'a' a, cursor(select 1 b from dual) c from dual) from dual")
        #expect(compiled.columns[0].nested?[1].nested?.map(\.name) == ["B"])
    }

    @Test(arguments: [
        "select 1 from dual where cursor(select 1 from dual) is null",
        "select distinct cursor(select 1 from dual) from dual",
        "select (select cursor(select 1 from dual) from dual) from dual",
        "select x from (select cursor(select 1 from dual) x from dual)",
        "select cursor(select 1 from dual) from dual union all select cursor(select 1 from dual) from dual",
    ])
    func aCursorElsewhereIsRefused(text: String) {
        #expect(refusal(text) == 22_902)
    }

    @Test func aBindOfLongIsAColumnOfLong() throws {
        let binds = [BindType(.clob, isLong: true), BindType(.blob, isLong: true), BindType(.clob)]
        let compiled = try query("select :1, :2, :3, to_clob(:1) from dual", binds: binds)
        #expect(compiled.columns.map(\.type) == [.long, .longRaw, .clob, .clob])
    }

    @Test func aColumnThatMustBeJSONIsSaidToBe() throws {
        var table = Sample.make(
            40, "HR", "NOTES", [("ID", Sample.number, false), ("NOTE", .clob, true), ("LOOSE", .clob, true)])
        var check = Constraint(id: 41, owner: "HR", name: "NOTES_CK", kind: .check, columnNumbers: [2])
        check.condition = "note IS JSON"
        table.constraints = [check]
        var contents = DictionaryContents()
        contents.users = [User(id: 1, name: "HR")]
        contents.tables = [table]
        let compiler = Compiler(DataDictionary(contents), context: SessionContext(user: "HR"))
        guard case .query(let query) = try compiler.compile(parseStatement("select * from notes"), isWhole: true)
        else { return }
        #expect(query.columns.filter { !$0.hidden }.map(\.isJSON) == [false, true, false])
    }

    @Test func anElementHoldsItsTextWithMarksReplaced() async throws {
        #expect(
            try await Running.text("select xmlelement(\"a\", '<x> & \"y\"', 5, xmlelement(\"b\", null)) from dual")
                == "<a>&lt;x&gt; &amp; &quot;y&quot;5<b></b></a>")
        #expect(refusal("select xmlelement(\"a b\", 1) from dual") == 3001)
        #expect(refusal("select xmlelement(\"a\", sysdate) from dual") == 3001)
    }
}
