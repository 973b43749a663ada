import Testing

@testable import DecoyServer

struct LoginSequenceTests {
    @Test("Names are folded as in SQL, unless they are quoted")
    func names() {
        #expect(LoginSequence.folded("scott") == "SCOTT")
        #expect(LoginSequence.folded("\"Scott\"") == "Scott")
        #expect(LoginSequence.folded("\"") == "\"")
    }

    @Test("The assignments of an ALTER SESSION are told apart, also with blanks in their values")
    func assignments() {
        let text = "ALTER SESSION SET NLS_LANGUAGE='AMERICAN' NLS_TERRITORY= 'NEW ZEALAND'  TIME_ZONE='+01:00'"
        #expect(
            LoginSequence.assignments(text) == [
                "NLS_LANGUAGE='AMERICAN'", "NLS_TERRITORY= 'NEW ZEALAND'", "TIME_ZONE='+01:00'",
            ])
        #expect(LoginSequence.assignments("ALTER SESSION") == [])
        #expect(LoginSequence.assignments("ALTER SESSION SET TIME_ZONE='x") == ["TIME_ZONE='x"])
    }
}
