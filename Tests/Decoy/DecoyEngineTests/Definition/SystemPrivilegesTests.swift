import Testing

@testable import DecoyEngine

@Suite struct SystemPrivilegesTests {
    @Test func whatOwnersOfSchemasNeedIsKnown() {
        for kind in ["TABLE", "VIEW", "SEQUENCE", "PROCEDURE", "TRIGGER", "TYPE"] {
            #expect(SystemPrivileges.all.contains("CREATE \(kind)"))
            #expect(SystemPrivileges.all.contains("CREATE ANY \(kind)"))
        }
        #expect(!SystemPrivileges.all.contains("CREATE NOTHING"))
    }
}
