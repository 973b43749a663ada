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

    /// The texts of a language, by the file of their area.
    private static func areas(of language: String) throws -> [String: Set<String>] {
        let folder = "/js/texts/\(language)/"
        var found: [String: Set<String>] = [:]
        for script in scripts where script.path.hasPrefix(folder) {
            let source = String(decoding: script.bytes, as: UTF8.self)
            let keys = source.matches(of: /(?m)^  (?:'([^']*)'|(\w+)):/)
            let names = keys.map { String($0.output.1 ?? $0.output.2 ?? "") }
            #expect(Set(names).count == names.count, "\(script.path) names a text twice")
            found[String(script.path.dropFirst(folder.count))] = Set(names)
        }
        return found
    }

    @Test func bothLanguagesHaveTheSameTexts() throws {
        let english = try Self.areas(of: "en")
        let chinese = try Self.areas(of: "zh")
        #expect(english.keys.sorted() == chinese.keys.sorted())
        for (area, keys) in english {
            #expect(keys.symmetricDifference(chinese[area] ?? []).sorted() == [], "\(area)")
        }
        let all = english.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        #expect(all.count == english.values.map(\.count).reduce(0, +), "two areas name the same text")
        #expect(all.count > 300)
        for script in Self.scripts {
            let source = String(decoding: script.bytes, as: UTF8.self)
            for match in source.matches(of: /\bt\('([^']+)'/) {
                #expect(all.contains(String(match.output.1)), "\(script.path) asks for \(match.output.1)")
            }
        }
    }

    @Test func everyAreaOfTheTextsIsJoined() throws {
        for language in ["en", "zh"] {
            let joined = try Self.text("/js/texts/\(language).js")
            let areas = try Self.areas(of: language).keys
            // A large area may join files of its own.
            let parts = try areas.map { try Self.text("/js/texts/\(language)/\($0)") }
            for area in areas {
                let isJoined =
                    joined.contains("'./\(language)/\(area)'") || parts.contains { $0.contains("'./\(area)'") }
                #expect(isJoined, "\(language)/\(area) is loaded by nothing")
            }
        }
    }

    /// The first load has 90 KB on the wire, measured by the browser tests. Here the bound is on all plain bytes, which
    /// shrink to a third.
    @Test func theConsoleStaysSmall() {
        let total = WebAsset.all.map(\.bytes.count).reduce(0, +)
        #expect(total < 1_200_000, "\(total) bytes")
    }

    @Test func theFingerprintChangesWithAnyByte() {
        let assets = WebAsset.all
        let other = assets.dropLast() + [WebAsset(path: "/x.js", contentType: "text/javascript", bytes: [1])]
        #expect(WebAsset.fingerprint(of: assets) == WebAsset.fingerprint(of: assets))
        #expect(WebAsset.fingerprint(of: assets) != WebAsset.fingerprint(of: Array(other)))
        #expect(ConsoleFiles().fingerprint == WebAsset.fingerprint(of: assets))
    }
}
