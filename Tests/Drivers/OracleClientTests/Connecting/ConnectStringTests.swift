import Testing

@testable import OracleClient

@Suite struct ConnectStringTests {
    typealias Address = ConnectDescriptor.Address

    private func parse(_ text: String, _ aliases: AliasFile = AliasFile()) throws -> ConnectDescriptor.Description {
        try #require(try ConnectString.parse(text, aliases: aliases).descriptor.descriptions.first)
    }

    private func refusal(_ text: String) -> String? {
        do throws(ConnectStringFailure) {
            _ = try ConnectString.parse(text)
            return nil
        } catch {
            return error.description
        }
    }

    // MARK: EZConnect

    @Test func hostPortAndServiceAreTheUsualForm() throws {
        for text in ["db1:1600/sales", "//db1:1600/sales", "tcp://db1:1600/sales", "  db1:1600/sales\n"] {
            let found = try parse(text)
            #expect(found.lists.map(\.addresses) == [[Address(host: "db1", port: 1600)]])
            #expect(found.service == "sales")
            #expect(found.sid == nil)
            #expect(found.place == "db1:1600/sales")
        }
    }

    @Test func whatIsLeftOutHasItsDefault() throws {
        let found = try parse("db1/sales")
        #expect(found.lists[0].addresses == [Address(.tcp, host: "db1", port: 1521)])
        #expect(found.failsOver)
        #expect(!found.balances)
        #expect(found.retryCount == 0)
        #expect(found.retryDelay == .seconds(1))
        #expect(found.security.matchesName)
        #expect(try parse("db1/").service == nil)
        #expect(try parse("db1:1522").service == nil)
    }

    @Test func serverTypeAndInstanceFollowTheService() throws {
        let found = try parse("db1/sales:pooled/sales2")
        #expect(found.serverType == .pooled)
        #expect(found.instance == "sales2")
        #expect(try parse("db1/sales:SHARED").serverType == .shared)
        #expect(try parse("db1/:dedicated/i1").service == nil)
        #expect(try parse("db1//i1").instance == "i1")
        #expect(try parse("db1/sales.example.com").service == "sales.example.com")
    }

    @Test func aDomainAndAnAddressAreHosts() throws {
        #expect(try parse("db.example.com:1522/s").lists[0].addresses[0].host == "db.example.com")
        #expect(try parse("192.0.2.7/s").lists[0].addresses[0].host == "192.0.2.7")
        let six = try parse("tcps://[2001:db8::7]:2484/s")
        #expect(six.lists[0].addresses == [Address(.tcps, host: "2001:db8::7", port: 2484)])
        #expect(six.place == "[2001:db8::7]:2484/s")
        #expect(try parse("[::1]/s").lists[0].addresses == [Address(host: "::1")])
    }

    @Test func aPortCountsForTheHostsBeforeIt() throws {
        let found = try parse("a,b:1700,c/s")
        #expect(
            found.lists[0].addresses == [
                Address(host: "a", port: 1700), Address(host: "b", port: 1700), Address(host: "c", port: 1521),
            ])
        let lists = try parse("a:1,b:2;c,d:3/s")
        #expect(
            lists.lists.map(\.addresses) == [
                [Address(host: "a", port: 1), Address(host: "b", port: 2)],
                [Address(host: "c", port: 3), Address(host: "d", port: 3)],
            ])
    }

    @Test func settingsFollowAQuestionMark() throws {
        let found = try parse(
            "tcps://a,b/s?connect_timeout=7&TRANSPORT_CONNECT_TIMEOUT=500ms&retry_count=3&retry_delay=2 min"
                + "&expire_time=4&sdu=65536&load_balance=on&failover=off&ssl_server_dn_match=no"
                + "&ssl_server_cert_dn=\"CN=x,O=y\"&wallet_location='/w'&pool_max=9&unknown=1")
        #expect(found.connectTimeout == .seconds(7))
        #expect(found.transportTimeout == .milliseconds(500))
        #expect(found.retryCount == 3)
        #expect(found.retryDelay == .seconds(120))
        #expect(found.expireTime == .seconds(240))
        #expect(found.packetSize == 65_536)
        #expect(found.balances)
        #expect(!found.failsOver)
        #expect(found.security.matchesName == false)
        #expect(found.security.certificateName == "CN=x,O=y")
        #expect(found.security.walletLocation == "/w")
    }

    @Test func packetSizesAreKeptWithinBounds() throws {
        #expect(try parse("a/s?sdu=1").packetSize == 512)
        #expect(try parse("a/s?sdu=99999999").packetSize == 2_097_152)
    }

    @Test(
        arguments: [
            "", "   ", "a/b/c/d", "a/b:c:d", "a/b:sometimes", "udp://a/b", "a:0/s", "a:70000/s", "a:x/s", ",a/s",
            "a,/s",
            "[::1/s", "[::1]x/s", "a/s?x", "a/s?retry_count=many", "a/s?connect_timeout=soon",
            "a/s?connect_timeout=5 parsecs", "a/s?failover=perhaps", "a/s?https_proxy=p", "plainname", "a/s\u{0}",
        ])
    func whatIsNoConnectStringIsRefusedWithAReason(_ text: String) throws {
        #expect(try #require(refusal(text), "\(text) was taken").isEmpty == false)
    }

    // MARK: Descriptors

    @Test func aDescriptorIsReadWhateverItsCaseAndBlanks() throws {
        let found = try parse(
            """
            ( description = (connect_timeout=5)(Retry_Count = 3 ) (RETRY_DELAY=4)(EXPIRE_TIME=2)(sdu=16384)
              (address_list = (load_balance=ON)(failover=off)
                 (address=(protocol=tcp)(host=a)(port=1521)) (ADDRESS=(HOST=b)(PORT=1522)(PROTOCOL=TCPS)))
              (connect_data=(SERVICE_NAME=s)(server=DEDICATED)(instance_name=i)(CID=(PROGRAM=x))(COLOR="a (b)"))
              (security=(SSL_SERVER_DN_MATCH=off)(SSL_SERVER_CERT_DN="CN=a,O=b")(MY_WALLET_DIRECTORY=/w)))
            """)
        #expect(
            found.lists[0].addresses == [Address(host: "a", port: 1521), Address(.tcps, host: "b", port: 1522)])
        #expect(found.lists[0].balances)
        #expect(!found.lists[0].failsOver)
        #expect(found.connectTimeout == .seconds(5))
        #expect(found.retryCount == 3)
        #expect(found.retryDelay == .seconds(4))
        #expect(found.expireTime == .seconds(120))
        #expect(found.packetSize == 16_384)
        #expect((found.service, found.instance, found.serverType) == ("s", "i", .dedicated))
        #expect(found.otherConnectData == [DescriptorNode("COLOR", "a (b)")])
        #expect(!found.security.matchesName)
        #expect(found.security.certificateName == "CN=a,O=b")
        #expect(found.security.walletLocation == "/w")
    }

    @Test func anAddressMayStandAloneOrDirectlyInItsDescription() throws {
        #expect(try parse("(ADDRESS=(HOST=a)(PORT=7))").lists[0].addresses == [Address(host: "a", port: 7)])
        let found = try parse(
            "(DESCRIPTION=(LOAD_BALANCE=on)(ADDRESS=(HOST=a))(ADDRESS=(HOST=b))(CONNECT_DATA=(SID=orcl)))")
        #expect(found.lists[0].addresses.map(\.host) == ["a", "b"])
        #expect(found.lists[0].balances)
        #expect(found.sid == "orcl")
    }

    @Test func aListOfDescriptionsIsBalancedUnlessItSaysOtherwise() throws {
        let inner = "(DESCRIPTION=(ADDRESS=(HOST=a))(CONNECT_DATA=(SID=x)))"
        let all = try ConnectString.parse("(DESCRIPTION_LIST=\(inner)\(inner))").descriptor
        #expect(all.descriptions.count == 2)
        #expect(all.balances)
        let ordered = try ConnectString.parse("(DESCRIPTION_LIST=(LOAD_BALANCE=off)(FAILOVER=no)\(inner)\(inner))")
        #expect(!ordered.descriptor.balances)
        #expect(!ordered.descriptor.failsOver)
    }

    @Test(
        arguments: [
            "(", "()", "(DESCRIPTION)", "(DESCRIPTION=)", "(DESCRIPTION=(ADDRESS=(PORT=1)))", "(X=(Y=1))",
            "(DESCRIPTION=(ADDRESS=(HOST=a)(PORT=0)))", "(DESCRIPTION=(ADDRESS=(HOST=a)(PROTOCOL=ipc)))",
            "(DESCRIPTION=(ADDRESS=(HOST=a)))x", "(DESCRIPTION_LIST=(X=1))", "(DESCRIPTION=(ADDRESS=(HOST=a(b))))",
            "(DESCRIPTION=(ADDRESS=(HOST=\"a)))",
            "(DESCRIPTION=(LOAD_BALANCE=si)(ADDRESS=(HOST=a)))", "(DESCRIPTION=(SDU=x)(ADDRESS=(HOST=a)))",
        ])
    func whatIsNoDescriptorIsRefused(_ text: String) throws { #expect(refusal(text) != nil, "\(text)") }

    @Test func nestingHasABound() {
        let deep = String(repeating: "(A=", count: 5000) + "x" + String(repeating: ")", count: 5000)
        #expect(DescriptorNode.parse(deep) == nil)
        #expect(DescriptorNode.parse("(A=" + String(repeating: "x", count: 70_000) + ")") == nil)
    }

    @Test func anyPrefixOfADescriptorIsReadOrRefused() {
        let whole = Array(
            "(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=\"a\")(PORT=1))(CONNECT_DATA=(SERVICE_NAME=s)))".utf8)
        for end in 0..<whole.count {
            #expect(refusal(String(decoding: whole[..<end], as: UTF8.self)) != nil)
        }
        #expect(refusal(String(decoding: whole, as: UTF8.self)) == nil)
    }

    // MARK: Order

    @Test func addressesAreTriedInOrderUnlessTheyAreBalanced() throws {
        var random = SystemRandomNumberGenerator()
        #expect(try parse("a,b,c;d/s").order(using: &random).map(\.host) == ["a", "b", "c", "d"])
        let balanced = try parse("a,b,c,d,e,f,g,h/s?load_balance=on")
        let orders = Set((0..<50).map { _ in balanced.order(using: &random).map(\.host) })
        #expect(orders.count > 1)
        #expect(orders.allSatisfy { $0.sorted() == ["a", "b", "c", "d", "e", "f", "g", "h"] })
        #expect(try parse("a,b,c/s?failover=off").order(using: &random).map(\.host) == ["a"])
        #expect(try parse("a,b/s?source_route=on").order(using: &random).map(\.host) == ["a"])
    }

    // MARK: Other forms

    @Test func jdbcStringsTakeEveryForm() throws {
        #expect(try parse("jdbc:oracle:thin:@h:1522:orcl").sid == "orcl")
        #expect(try parse("jdbc:oracle:thin:@h:1522:orcl").lists[0].addresses == [Address(host: "h", port: 1522)])
        #expect(try parse("jdbc:oracle:thin:@//h:1522/s").service == "s")
        #expect(try parse("jdbc:oracle:thin:@h:1522/s").service == "s")
        #expect(try parse("JDBC:Oracle:Thin:@tcps://h/s").lists[0].addresses[0].transport == .tcps)
        #expect(try parse("jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=a))(CONNECT_DATA=(SID=x)))").sid == "x")
        let alias = AliasFile(text: "sales = db7/s7")
        #expect(try parse("jdbc:oracle:thin:@sales", alias).service == "s7")
        let named = try ConnectString.parse("jdbc:oracle:thin:scott/tiger@h/s")
        #expect((named.user, named.password) == ("scott", "tiger"))
        #expect(refusal("jdbc:oracle:thin:h/s") != nil)
        #expect(refusal("jdbc:oracle:kprb:@h/s") != nil)
        #expect(refusal("jdbc:oracle:thin:@h:x:orcl") != nil)
    }

    @Test func urlsCarryTheAccount() throws {
        let found = try ConnectString.parse("oracle://scott:ti%40ger%2F1@h:1600/s?SSL=true&SSL VERIFY=false")
        #expect((found.user, found.password) == ("scott", "ti@ger/1"))
        let description = found.descriptor.descriptions[0]
        #expect(description.lists[0].addresses == [Address(.tcps, host: "h", port: 1600)])
        #expect(!description.security.matchesName)
        #expect(try parse("oracle://u:p@h?SID=orcl").sid == "orcl")
        #expect(try parse("oracle://u:p@h/s?server=b:7,c").lists[0].addresses.map(\.host) == ["h", "b", "c"])
        #expect(refusal("oracle://u:p%4@h/s") != nil)
        #expect(refusal("oracle://u:p%00@h/s") != nil)
    }

    @Test func aRefusalNeverRepeatsThePassword() {
        for text in ["oracle://u:sesame%zz@h/s", "oracle://u:sesame@h:x/s", "jdbc:oracle:thin:u/sesame@h:x/s"] {
            #expect(refusal(text)?.contains("sesame") == false)
        }
    }

    // MARK: Aliases

    @Test func aliasesAreReadAsInTheFile() throws {
        let file = AliasFile(
            text: """
                # a comment
                SALES, sales.example.com =
                  (DESCRIPTION =
                    (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))  # behind a line
                # between lines
                    (CONNECT_DATA = (SERVICE_NAME = sales)))
                hr=db2:1522/hr
                IFILE = /etc/more.ora
                broken
                hr = db3/hr3
                """)
        #expect(file.names == ["HR", "SALES", "SALES.EXAMPLE.COM"])
        #expect(file.includedFiles == ["/etc/more.ora"])
        #expect(try parse("sales", file).lists[0].addresses == [Address(host: "db1", port: 1521)])
        #expect(try parse("Sales.Example.COM", file).service == "sales")
        #expect(try parse("hr", file).service == "hr3")
        var more = AliasFile(text: "x=a/b\nhr=other/one")
        more.include(file)
        #expect(try parse("x", more).service == "b")
        #expect(try parse("hr", more).service == "one")
    }

    @Test func theEndpointNamesAMistakeWithOraclesNumber() throws {
        do {
            _ = try OracleEndpoint("nonsense", user: "u", password: "p")
            Issue.record("it was taken")
        } catch {
            #expect(error.number == 12_154)
        }
        let endpoint = try OracleEndpoint("oracle://u:sesame@h/s")
        #expect(endpoint.user == "u")
        #expect(!"\(endpoint)".contains("sesame"))
    }
}
