/// A response made ready for the wire: headers complete, body compressed or left away.
struct Answer: Sendable {
    enum Content: Sendable {
        case bytes([UInt8])
        case memory(StaticFile.Memory)
        case stream(EventStream)
    }

    static let smallestPacked = 1024

    var status: Int
    var headers: Headers
    var content: Content

    /// What of the request decides about the form of the answer.
    struct Wishes: Sendable {
        var requestID: String
        var acceptEncoding: String?
        var ifNoneMatch: String?
        /// Conditional answers belong to GET and HEAD.
        var isReading = false
    }

    init(_ response: Response, _ wishes: Wishes, _ security: Headers, stream: (EventSubscription) -> EventStream) {
        status = (200...599).contains(response.status) ? response.status : 500
        headers = response.headers
        content = .bytes([])
        switch response.body {
        case .bytes(let bytes): take(bytes, wishes)
        case .static(let file): take(file, wishes)
        case .events(let subscription):
            headers["Content-Type"] = "text/event-stream"
            headers["Cache-Control"] = "no-store"
            headers["X-Accel-Buffering"] = "no"
            content = .stream(stream(subscription))
        }
        if status == 204 || status == 304 { content = .bytes([]) }
        for field in security.fields where headers[field.name] == nil { headers.append(field.name, field.value) }
        headers["X-Request-Id"] = wishes.requestID
    }

    private mutating func take(_ bytes: [UInt8], _ wishes: Wishes) {
        content = .bytes(bytes)
        guard bytes.count >= Self.smallestPacked, headers["Content-Encoding"] == nil,
            let type = headers["Content-Type"], Gzip.pays(for: type)
        else { return }
        headers.append("Vary", "Accept-Encoding")
        guard Gzip.isAccepted(wishes.acceptEncoding), let packed = Gzip.compress(bytes, level: 5) else { return }
        headers["Content-Encoding"] = "gzip"
        content = .bytes(packed)
    }

    private mutating func take(_ file: StaticFile, _ wishes: Wishes) {
        headers["ETag"] = file.etag
        if headers["Cache-Control"] == nil { headers["Cache-Control"] = "no-cache" }
        if file.packed != nil { headers.append("Vary", "Accept-Encoding") }
        if status == 200 && wishes.isReading && file.matches(wishes.ifNoneMatch) {
            status = 304
            return
        }
        headers["Content-Type"] = file.contentType
        if let packed = file.packed, Gzip.isAccepted(wishes.acceptEncoding) {
            headers["Content-Encoding"] = "gzip"
            content = .memory(packed)
        } else {
            content = .memory(file.plain)
        }
    }

    var byteCount: Int {
        switch content {
        case .bytes(let bytes): bytes.count
        case .memory(let memory): memory.buffer.count
        case .stream(let stream): stream.bytes
        }
    }

    var stream: EventStream? {
        if case .stream(let stream) = content { stream } else { nil }
    }
}
