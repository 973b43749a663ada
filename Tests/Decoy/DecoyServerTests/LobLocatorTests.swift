import DecoyEngine
import Testing

@testable import DecoyServer

struct LobLocatorTests {
    @Test("Bytes that are no locator of ours are refused", arguments: [0, 1, 23, 24, 40, 108])
    func foreign(length: Int) {
        #expect(LobLocator([UInt8](repeating: 0, count: length)) == nil)
        #expect(LobLocator([UInt8](repeating: 0xFF, count: length)) == nil)
    }
}
