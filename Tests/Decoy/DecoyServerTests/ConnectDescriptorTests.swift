import Testing

@testable import DecoyServer

struct ConnectDescriptorTests {
    private func refusal(_ text: String) -> Int? {
        ConnectDescriptor(Array(text.utf8)).refusal(services: ["ORCLPDB1", "ORCLCDB"], instances: ["ORCLCDB"])
    }

    @Test("Services and instances are known in any case and with a domain, and refused by the listener's numbers")
    func refusals() {
        #expect(refusal("(DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=orclpdb1)(CID=(PROGRAM=p)(HOST=h)(USER=u))))") == nil)
        #expect(refusal("( description = ( connect_data = ( service_name = OrclPdb1.example.com ) ) )") == nil)
        #expect(refusal("(CONNECT_DATA=(SID=orclcdb))") == nil)
        #expect(refusal("(CONNECT_DATA=(SERVICE_NAME=orcl))") == 12_514)
        #expect(refusal("(CONNECT_DATA=(SID=orclpdb1))") == 12_505)
        #expect(refusal("(CONNECT_DATA=(SERVER=dedicated))") == 12_504)
    }

    @Test("The first leaf of a name counts, quotes hide parentheses, and no depth or damage does harm")
    func forms() {
        let one = ConnectDescriptor(Array("(A=(SERVICE_NAME=\"a(b)=c\")(SERVICE_NAME=x)(PROGRAM=my prog))".utf8))
        #expect(one.service == "a(b)=c" && one.program == "my prog")
        #expect(ConnectDescriptor([UInt8](repeating: 0x28, count: 100_000)).service == nil)
        #expect(ConnectDescriptor(Array("))=(((=)\u{0}(SID=".utf8)).sid == nil)
    }
}
