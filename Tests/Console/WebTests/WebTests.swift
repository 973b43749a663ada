import HTTPServer
import Testing

@testable import Web

@Suite struct WebTests {
    private static func text(_ path: String) throws -> String {
        let asset = try #require(WebAsset.all.first { $0.path == path })
        return String(decoding: asset.bytes, as: UTF8.self)
    }

    private static var scripts: [WebAsset] { WebAsset.all.filter { $0.path.hasSuffix(".js") } }

    @Test func everyFileHasOnePlaceAndAType() {
        let paths = WebAsset.all.map(\.path)
        #expect(Set(paths).count == paths.count)
        for asset in WebAsset.all {
            #expect(asset.path.hasPrefix("/"))
            #expect(!asset.bytes.isEmpty)
            let types = [".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"]
            let type = types.first { asset.path.hasSuffix($0.key) }?.value
            #expect(type.map(asset.contentType.hasPrefix) == true, "\(asset.path) is sent as \(asset.contentType)")
        }
    }

    @Test func aPageAddressGetsTheFirstPageAndAMissingFileDoesNot() {
        let files = ConsoleFiles()
        #expect(files.file(at: "/")?.contentType == "text/html; charset=utf-8")
        #expect(files.file(at: "/om/components")?.etag == files.file(at: "/index.html")?.etag)
        #expect(files.file(at: "/js/main.js")?.contentType == "text/javascript; charset=utf-8")
        #expect(files.file(at: "/js/gone.js") == nil)
        #expect(files.file(at: "/api/v1/nothing") == nil)
        #expect(files.file(at: "/api") == nil)
    }

    @Test func theFirstPageNamesOnlyFilesThatExist() throws {
        let page = try Self.text("/index.html")
        let paths = Set(WebAsset.all.map(\.path))
        let references = page.matches(of: /(?:src|href)="([^"]+)"/).map { String($0.output.1) }
        #expect(references.count > 5)
        for reference in references { #expect(paths.contains(reference), "\(reference) is not embedded") }
    }

    @Test func everyImportNamesAFileThatExists() throws {
        // In words: `from 'x'` and `import('x')`.
        let reference = try Regex("(?:from |import[(])'([^']+)'", as: (Substring, Substring).self)
        let paths = Set(WebAsset.all.map(\.path))
        for script in Self.scripts {
            let source = String(decoding: script.bytes, as: UTF8.self)
            for match in source.matches(of: reference) {
                let resolved = Self.resolve(String(match.output.1), from: script.path)
                #expect(paths.contains(resolved), "\(script.path) imports \(match.output.1)")
            }
        }
    }

    private static func resolve(_ reference: String, from path: String) -> String {
        var folders = path.split(separator: "/").dropLast().map(String.init)
        for part in reference.split(separator: "/") {
            if part == ".." { folders.removeLast() } else if part != "." { folders.append(String(part)) }
        }
        return "/" + folders.joined(separator: "/")
    }

    /// The policy of the server refuses these; here the refusal comes before a browser sees it.
    @Test func nothingNeedsALaxerPolicy() throws {
        for script in Self.scripts {
            let source = String(decoding: script.bytes, as: UTF8.self)
            #expect(!source.contains("style=\""), "\(script.path) has an inline style")
            #expect(!source.contains("eval("), "\(script.path) evaluates text")
            #expect(!source.contains("new Function"), "\(script.path) evaluates text")
            let writes = source.matches(of: /innerHTML/).count
            #expect(writes == (script.path == "/js/core.js" ? 1 : 0), "\(script.path) parses data as markup")
            #expect(!source.contains("http://") && !source.contains("https://"), "\(script.path) names another host")
        }
        let page = try Self.text("/index.html")
        #expect(!page.contains("<style") && !page.contains("style="))
        #expect(page.matches(of: /<script(?![^>]*src=)/).isEmpty)
    }

    @Test func bothLanguagesHaveTheSameTexts() throws {
        let keys = { (source: String) in
            Set(source.matches(of: /(?m)^  (?:'([^']*)'|(\w+)):/).map { String($0.output.1 ?? $0.output.2 ?? "") })
        }
        let english = try keys(Self.text("/js/texts/en.js"))
        let chinese = try keys(Self.text("/js/texts/zh.js"))
        #expect(english.count > 300)
        #expect(english.subtracting(chinese).sorted() == [])
        #expect(chinese.subtracting(english).sorted() == [])
        for script in Self.scripts {
            let source = String(decoding: script.bytes, as: UTF8.self)
            for match in source.matches(of: /\bt\('([^']+)'/) {
                #expect(english.contains(String(match.output.1)), "\(script.path) asks for \(match.output.1)")
            }
        }
    }

    /// The first load has 90 KB on the wire, measured by the browser tests. Here the bound is on all plain bytes, which
    /// shrink to a third.
    @Test func theConsoleStaysSmall() {
        let total = WebAsset.all.map(\.bytes.count).reduce(0, +)
        #expect(total < 360_000, "\(total) bytes")
    }

    @Test func theFingerprintChangesWithAnyByte() {
        let assets = WebAsset.all
        let other = assets.dropLast() + [WebAsset(path: "/x.js", contentType: "text/javascript", bytes: [1])]
        #expect(WebAsset.fingerprint(of: assets) == WebAsset.fingerprint(of: assets))
        #expect(WebAsset.fingerprint(of: assets) != WebAsset.fingerprint(of: Array(other)))
        #expect(ConsoleFiles().fingerprint == WebAsset.fingerprint(of: assets))
    }
}
