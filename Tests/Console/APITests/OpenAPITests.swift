import Glibc
import JSON
import Testing

@testable import API

/// The committed document is made by `GODWIT_REWRITE_GOLDEN=1 swift test --filter OpenAPITests`.
@Suite struct OpenAPITests {
    private static let path =
        #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 } + "/docs/openapi.json"

    @Test func theCommittedDocumentIsTheOneOfTheRoutes() async throws {
        try await ServedAPI.run { served in
            let document = served.api.document
            if getenv("GODWIT_REWRITE_GOLDEN") != nil {
                let file = try #require(fopen(Self.path, "w"))
                fputs(document.encodedText(pretty: true), file)
                fclose(file)
            }
            let served = try await served.stranger.send("GET", "/api/v1/openapi.json")
            #expect(served.json == document)
            let committed = try Self.read(Self.path)
            #expect(
                committed == document.encoded(pretty: true),
                "docs/openapi.json differs from the routes; rewrite it with GODWIT_REWRITE_GOLDEN=1")
        }
    }

    @Test func everyReferenceLeadsToASchema() async throws {
        try await ServedAPI.run { served in
            let document = served.api.document
            let known = Set(document["components"]?["schemas"]?.asObject?.keys ?? [])
            var references: Set<String> = []
            Self.gather(document, &references)
            #expect(references == known)
        }
    }

    private static func gather(_ value: JSONValue, _ references: inout Set<String>) {
        if let reference = value["$ref"]?.asString {
            references.insert(String(reference.split(separator: "/").last ?? ""))
        }
        for (_, member) in value.asObject ?? [:] { gather(member, &references) }
        for element in value.asArray ?? [] { gather(element, &references) }
    }

    private static func read(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "r") else { throw ClientFailure(what: "\(path) cannot be read") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}
