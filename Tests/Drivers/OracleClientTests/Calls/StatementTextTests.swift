import Testing

@testable import OracleClient

@Suite struct StatementTextTests {
    @Test(
        arguments: [
            ("select 1 from dual", StatementText.Kind.query), (" \n/* x */ -- y\n ( SELECT 1 FROM dual)", .query),
            ("with a as (select 1 from dual) select * from a", .query), ("insert into t values (1)", .change),
            ("UPDATE t SET a = 1", .change), ("delete t", .change), ("merge into t using s on (1=1)", .change),
            ("begin null; end;", .plsql), ("declare x number; begin null; end;", .plsql), ("call p(1)", .plsql),
            ("<<top>> begin null; end;", .plsql), ("create table t (a number)", .definition),
            ("alter session set x = 1", .definition), ("truncate table t", .definition), ("savepoint s", .other),
            ("rollback to s", .other), ("", .other), ("/* never closed", .other), ("selector", .other),
        ])
    func theKindFollowsFromTheFirstWord(_ sql: String, _ kind: StatementText.Kind) {
        #expect(StatementText(sql).kind == kind)
    }

    private func names(_ sql: String) -> [String] { StatementText(sql).binds.map(\.name) }

    @Test func everyOccurrenceIsAPlaceInSQLAndEveryNameInPLSQL() {
        #expect(names("select :a, :B, :a from dual where x = :1") == ["A", "B", "A", "1"])
        #expect(names("begin :a := :b + :a; end;") == ["A", "B"])
        #expect(names("select :\"MixedCase\", :x_$# from dual") == ["MixedCase", "X_$#"])
    }

    @Test(
        arguments: [
            "select ':a' from dual", "select 'it''s :a' from dual", "select q'[:a '] :b]' from dual",
            "select q'(:a)' from dual", "select nq'!:a!' from dual", "select \"x:a\" from dual",
            "select 1 -- :a\n from dual", "select /* :a */ 1 from dual", "select 1 from dual where a = : b",
            "create trigger t before insert on x for each row begin :new.id := 1; end;", "select 'open :a",
        ])
    func whatOnlyLooksLikeABindIsNone(_ sql: String) { #expect(names(sql).isEmpty, "\(sql)") }

    @Test func assignmentsAreNoBinds() { #expect(names("begin x:=:y; z := 1; end;") == ["Y"]) }

    @Test func bindsBehindReturningIntoComeBack() {
        let text = StatementText("insert into t (a) values (:a) returning id, b into :id, :b")
        #expect(text.binds.map(\.isReturned) == [false, true, true])
        #expect(text.isReturning)
        #expect(!StatementText("insert into t select :a into_x from dual").isReturning)
        #expect(!StatementText("begin insert into t values (1) returning id into :x; end;").isReturning)
        #expect(StatementText("delete from t where a = :a RETURN a INTO :b").binds.map(\.isReturned) == [false, true])
    }

    @Test func namesAreComparedAsOracleDoes() {
        #expect(StatementText.canonical(":abc") == "ABC")
        #expect(StatementText.canonical("\"abc\"") == "abc")
        #expect(StatementText.canonical("1") == "1")
    }

    @Test func anyTextIsScannedToItsEnd() {
        var state: UInt64 = 7
        let alphabet = Array("q'[]\":a1/*-\n =xX;$#".utf8)
        for _ in 0..<2000 {
            var bytes: [UInt8] = Array("select ".utf8)
            for _ in 0..<20 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            _ = StatementText(String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test func theCacheKeepsTheStatementsThatWereUsedLast() {
        var cache = StatementCache(size: 2)
        for number in 1...3 as ClosedRange<UInt32> {
            cache.put("s\(number)", StatementCache.Entry(cursor: number, columns: [], binds: []))
        }
        #expect(cache.takeEvicted() == [1])
        #expect(cache.take("s1")?.cursor == nil)
        let second = cache.take("s2")
        #expect(second?.cursor == 2)
        #expect(cache.count == 1)
        cache.put("s3", StatementCache.Entry(cursor: 9, columns: [], binds: []))
        #expect(cache.takeEvicted() == [9])
        cache.put("none", StatementCache.Entry(cursor: 0, columns: [], binds: []))
        #expect(cache.count == 1)
        cache.forgetAll()
        #expect(cache.count == 0)
    }
}
