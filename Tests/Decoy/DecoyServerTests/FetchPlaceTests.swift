import Testing

@testable import DecoyServer

struct FetchPlaceTests {
    @Test(
        "A move of a scrollable cursor names a row",
        arguments: [
            (0x01, 0, 6), (0x01, 3, 3), (0x02, 0, 6), (0x04, 0, 1), (0x08, 0, nil), (0x10, 0, 4), (0x20, 9, 9),
            (0x40, 3, 3),
            (0x20, 0, Int.max),
        ] as [(UInt32, UInt32, Int?)])
    func moves(orientation: UInt32, row: UInt32, expected: Int?) throws {
        #expect(try FetchPlace(orientation: orientation, row: row).row(after: 5) == expected)
    }

    @Test("An execution goes on where it asks for a row behind the first")
    func goingOn() {
        #expect(FetchPlace(orientation: 0x01, row: 2).goesOn)
        #expect(!FetchPlace(orientation: 0x01, row: 1).goesOn)
        #expect(!FetchPlace(orientation: 0x20, row: 2).goesOn)
    }

    @Test("An unknown move is refused")
    func unknown() {
        #expect(throws: (any Error).self) { try FetchPlace(orientation: 0x80, row: 1).row(after: 5) }
    }
}
