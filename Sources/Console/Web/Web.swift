// Web: the console's files as the server sends them. The files live in `../WebAssets/web`, the C compiler embeds them,
// and this module turns the table into static files with types and etags. It knows no page and no API; the pages
// themselves decide in the browser what an address means. Read docs/console.md next.
package import HTTPServer

/// Answers every address outside the API: a file of the console, or its first page.
package struct ConsoleFiles: Sendable {
    private let files: [String: StaticFile]
    private let firstPage: StaticFile
    /// Names this set of files: an open console that was loaded from another set offers to reload.
    package let fingerprint: String

    package init() {
        let assets = WebAsset.all
        files = Dictionary(
            assets.map { ($0.path, StaticFile(bytes: $0.bytes, contentType: $0.contentType)) },
            uniquingKeysWith: { first, _ in first })
        guard let page = files["/index.html"] else { preconditionFailure("the console has a first page") }
        firstPage = page
        fingerprint = WebAsset.fingerprint(of: assets)
    }

    /// The file at a path; nil when nothing is there. An address without an extension is one of the console's own
    /// pages, so it gets the first page, which reads the address in the browser.
    package func file(at path: String) -> StaticFile? {
        if let file = files[path] { return file }
        if path == "/api" || path.hasPrefix("/api/") { return nil }
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        return name.contains(".") ? nil : firstPage
    }

    /// For `Router.fallback`.
    package func respond(to request: Request) async throws -> Response {
        guard let file = file(at: request.path) else { throw HTTPFailure.notFound }
        return .file(file)
    }
}
