import DecoyCompiler
import DecoyDictionary
import OracleSQL
import TestKit
import Testing

@Suite struct PlaceTests {
    private func expression(_ text: String) throws -> Expression {
        var parser = try Parser(text)
        return try parser.parseExpression()
    }

    @Test func aDefaultHasNoColumns() throws {
        let compiler = Running.compiler()
        let value = try compiler.compileExpression(
            expression("1 + 2"), place: .defaultValue, type: .varchar2(10, .byte))
        #expect(value.sql == "ora.number_text((1::numeric + 2::numeric))")
        #expect(throws: OracleFailure.self) {
            _ = try compiler.compileExpression(expression("empno + 1"), place: .defaultValue)
        }
    }

    @Test func aStoredExpressionNamesColumnsBare() throws {
        let value = try Running.compiler().compileExpression(
            expression("sal * 12 + comm"), place: .stored(Sample.employees))
        #expect(value.sql == "ora.num((c6 * 12::numeric) + c7)")
        #expect(value.type == Sample.number)
        let text = try Running.compiler().compileExpression(
            expression("ename || empno"), place: .stored(Sample.employees))
        #expect(text.sql == "(coalesce(c2, '') || ora.number_text_c(c1))")
    }

    @Test func aCheckIsACondition() throws {
        var parser = try Parser("sal > 0 and job in ('CLERK', 'BOSS')")
        let value = try Running.compiler().compileCondition(
            try parser.parseCondition(), place: .check(Sample.employees))
        #expect(value.sql == "((c6 > 0::numeric) AND (c3 IN ('CLERK'::text, 'BOSS'::text)))")
    }

    private struct OneVariable: VariableScope {
        func variable(for expression: Expression) -> Variable? {
            guard case .reference(let reference) = expression, reference.last.text == "V_ID" else { return nil }
            return Variable(index: 3, type: .number(precision: nil, scale: nil))
        }
    }

    @Test func aVariableIsAParameterUnlessAColumnHasItsName() throws {
        let value = try Running.compiler().compileExpression(expression("v_id + 1"), variables: OneVariable())
        #expect(value.sql == "ora.num($1::numeric + 1::numeric)")
        #expect(value.parameters == [.bind(3, .numeric)])
        guard
            case .query(let query) = try Running.compiler().compile(
                parseStatement("select ename from emp where empno = v_id"), variables: OneVariable())
        else { return }
        #expect(query.parameters == [.bind(3, .numeric)])
    }

    @Test func theArrayFormDependsOnTheValuesNotOnWhetherThereAreVariables() throws {
        func arraySQL(_ text: String) throws -> String? {
            let compiled = try Running.compiler().compile(
                parseStatement(text), binds: [BindType(Sample.number)], variables: OneVariable())
            guard case .change(let change) = compiled else { return nil }
            return change.arraySQL
        }
        #expect(try arraySQL("insert into dept (deptno) values (:1)") != nil)
        #expect(try arraySQL("insert into dept (deptno) values (v_id)") == nil)
    }

    @Test func anEarlierMomentReadsBothRelations() async throws {
        let query = try Running.query(
            "select count(*) from emp as of scn 5 e, dept as of scn 5 where e.deptno = dept.deptno")
        #expect(query.flashbacks.map(\.tables) == [[11, 10]])
        #expect(query.flashbacks.map(\.sql) == ["5::numeric"])
        #expect(query.parameters == [.session(.flashbackBoundary(0)), .session(.flashbackSCN(0))])
        let judge = try await Judge.ready
        let text = query.sql.split(separator: "$1::xid8", omittingEmptySubsequences: false).joined(
            separator: "'999999'::xid8"
        )
        .split(separator: "$2::int8", omittingEmptySubsequences: false).joined(separator: "5::int8")
        #expect(try judge.rows(text) == [["8"]])
    }

    @Test func rowsAreFoundByTheirPlaceThroughTheIndex() throws {
        let query = try Running.query("select ename from emp where rowid = :1", binds: [BindType(.varchar2(18, .byte))])
        #expect(query.sql.hasSuffix("WHERE (t1.rid = ora.text_rowid($1::text))"))
        let range = try Running.query(
            "select rowid from emp where rowid between 'AAA' and :2", binds: [BindType(.rowid)])
        #expect(range.sql.contains("t1.rid >= ora.text_rowid('AAA'::text) AND t1.rid <= $1::int8"))
        #expect(range.columns[0].type == .rowid)
    }

    @Test func rowsAreLocked() throws {
        #expect(try Running.query("select * from emp for update nowait").sql.hasSuffix(" FOR UPDATE OF t1 NOWAIT"))
        let query = try Running.query("select * from emp e, dept d for update of d.dname wait 3")
        #expect(query.sql.hasSuffix(" FOR UPDATE OF t2"))
        #expect(query.lockWaitSeconds == 3)
        #expect(query.locks)
    }

    @Test func wideStatementsCompileFast() throws {
        let columns = (1...1000).map { "empno + \($0) c\($0)" }.joined(separator: ", ")
        let list = (1...5000).map(String.init).joined(separator: ", ")
        let wide = try parseStatement("select \(columns) from emp")
        let long = try parseStatement("select 1 from emp where empno in (\(list))")
        let clock = ContinuousClock()
        let spent = try clock.measure {
            _ = try Running.compiler().compile(wide)
            _ = try Running.compiler().compile(long)
        }
        // Built for debugging it takes tens of milliseconds.
        #expect(spent < .seconds(1))
    }
}
