internal import Testing

@Suite struct AssetTests {
    @Test func theConsoleServesEveryFileItHas() { House.expectNothing(against: .webAssets) }

    @Test func aForgottenAndAnAbsentFileAreFound() {
        let tree = SourceTree([
            AssetRules.table: """
            #embed "web/index.html"
            #embed "web/app.js"
            #embed "web/gone.css"
            PAGE("/index.html", a), STYLE("/gone.css", b),
            """,
            AssetRules.folder + "/index.html": "", AssetRules.folder + "/app.js": "",
            AssetRules.folder + "/deep/b.js": "",
        ])
        let found = Rule.webAssets.findings(in: tree)
        #expect(found.map(\.subject) == ["web/app.js", "web/deep/b.js", "web/gone.css"])
        #expect(Rule.webAssets.findings(in: SourceTree([:])).count == 1)
    }
}
