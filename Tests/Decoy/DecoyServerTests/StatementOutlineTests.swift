import Testing

@testable import DecoyServer

struct StatementOutlineTests {
    @Test(
        "The kind is the first word behind comments, parentheses and labels",
        arguments: [
            (" /* x */ (select 1 from dual)", StatementOutline.Kind.query), ("with a as (select 1) select 2", .query),
            ("-- begin\nDELETE from t", .delete), ("<<here>> declare x int; begin null; end;", .block),
            ("call p(:1)", .call), ("commit", .other), ("", .other), ("merge into t", .merge),
        ])
    func kinds(text: String, kind: StatementOutline.Kind) { #expect(StatementOutline(text).kind == kind) }

    @Test("Binds are found outside of literals, quoted names and comments")
    func binds() {
        let text = """
            select ':a', q'[:b']', nq'!:c!', ":d" /* :e */ -- :f
            from t where x = :g and y=:1 and z = : "Hi" and d = to_date('10:00', 'hh:mi') and u = :g
            """
        #expect(StatementOutline(text).binds == ["G", "1", "Hi", "G"])
        #expect(StatementOutline("begin :x := 1; end;").binds == ["X"])
    }

    @Test("Binds behind RETURNING … INTO are told from the others")
    func returning() {
        #expect(StatementOutline("insert into t (a) values (:1) returning id, b into :2, :3").returnedCount == 2)
        #expect(StatementOutline("update t set a = :1 return a into :2").returnedCount == 1)
        #expect(StatementOutline("insert into t (a) values (:1)").returnedCount == 0)
        #expect(StatementOutline("begin insert into t values (1) returning a into :x; end;").returnedCount == 0)
    }

    @Test(
        "Text that ends in the middle of anything does no harm", arguments: ["'", "q'", "q'[", ":\"", ":", "/*", "<<"])
    func damage(text: String) { #expect(StatementOutline("select " + text).kind == .query) }
}
