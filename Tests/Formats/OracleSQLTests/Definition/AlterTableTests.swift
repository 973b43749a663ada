import Testing

@testable import OracleSQL

@Suite struct AlterTableTests {
    @Test func severalClausesKeepTheirOrder() throws {
        let text = "ALTER TABLE s.t ADD (a NUMBER) MODIFY (b DATE) DROP COLUMN c"
        guard case .definition(.alterTable(let alteration)) = try parseStatement(text) else {
            Issue.record("it is no ALTER TABLE")
            return
        }
        let kinds = alteration.actions.map { (action: AlterTable.Action) -> String in
            switch action {
            case .addColumns: "add"
            case .modifyColumns: "modify"
            case .dropColumns: "drop"
            default: "another"
            }
        }
        #expect(kinds == ["add", "modify", "drop"])
        #expect(alteration.name.schema?.text == "S" && alteration.name.name.text == "T")
    }
}
