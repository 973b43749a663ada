import Testing

@testable import DecoyServer

struct StatementTableTests {
    @Test("Cursors inside of rows end with the statement that gave them")
    func nested() throws {
        var table = StatementTable()
        let outer = try table.add("select 1")
        let inner = try table.add("select")
        let innermost = try table.add("select")
        outer.nested = [inner.number]
        inner.nested = [innermost.number]
        table.end(outer)
        #expect(table[outer.number] != nil)
        #expect(table[inner.number] == nil)
        #expect(table[innermost.number] == nil)
        #expect(outer.nested.isEmpty)
    }
}
