import Model
import Testing

@testable import MySQLConnectors

@Suite struct RightsTests {
    @Test func allPrivilegesOnTheServerCoverEveryDatabase() {
        let rights = Rights(grants: ["GRANT ALL PRIVILEGES ON *.* TO 'root'@'%' WITH GRANT OPTION"])
        #expect(rights.missing(on: "").isEmpty && rights.missing(on: "shop").isEmpty)
    }

    @Test func rightsOfOneDatabaseDoNotCountForAnother() {
        let rights = Rights(grants: [
            "GRANT USAGE ON *.* TO `u`@`%`", "GRANT ALL PRIVILEGES ON `shop`.* TO `u`@`%`",
            "GRANT SELECT (a, b), INSERT ON `other`.* TO `u`@`%`", "GRANT DELETE ON `third`.`t` TO `u`@`%`",
        ])
        #expect(rights.missing(on: "shop").isEmpty && rights.missing(on: "SHOP").isEmpty)
        #expect(rights.missing(on: "") == Rights.needed)
        #expect(rights.missing(on: "other") == Rights.needed.filter { $0 != "INSERT" })
        #expect(rights.missing(on: "third") == Rights.needed)
    }

    @Test func aPatternOfDatabasesIsUnderstood() {
        let rights = Rights(grants: ["GRANT ALL PRIVILEGES ON `shop\\_%`.* TO `u`@`%`"])
        #expect(rights.missing(on: "shop_eu").isEmpty)
        #expect(rights.missing(on: "shopXeu") == Rights.needed)
    }

    @Test(arguments: [
        ("root", "", "", "root"), ("root", "shop", "", "root@shop"), ("root", "shop", "c1", "root@shop#c1"),
        ("root@shop", "other", "", "root@shop"), ("root@shop", "", "c1", "root@shop#c1"), ("root", "", "c1", "root"),
    ])
    func tenantAndClusterAreAppendedOnce(user: String, tenant: String, cluster: String, expected: String) {
        let source = DataSource(
            id: DataSourceID(rawValue: "ds_x"), name: "x", kind: DataSourceKind(rawValue: "oceanbase"), host: "h",
            port: 1, user: user, options: ["tenant": tenant, "cluster": cluster], createdAt: .zero)
        #expect(OceanBaseConnector.user(of: source) == expected)
    }
}
