/// An answer that refuses. Responders throw it; the server renders it in the error form of the API. Every other error
/// that a responder throws becomes 500 `internal` without its text, which may hold what a client must not see.
package struct HTTPFailure: Error, Sendable, Hashable {
    package var status: Int
    package var code: String
    package var message: String
    package var hint: String?
    package var detail: String?
    package var field: String?
    package var headers: Headers

    package init(
        status: Int, code: String, message: String, hint: String? = nil, detail: String? = nil,
        field: String? = nil, headers: Headers = [:]
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.hint = hint
        self.detail = detail
        self.field = field
        self.headers = headers
    }

    package static let notFound = HTTPFailure(status: 404, code: "not_found", message: "There is nothing here.")

    package static let `internal` = HTTPFailure(
        status: 500, code: "internal", message: "The server failed to answer. Its log tells more under the request id.")

    package static let stopping = HTTPFailure(
        status: 503, code: "stopping", message: "The server is stopping.", headers: ["Retry-After": "2"])

    package static func malformed(_ message: String, status: Int = 400) -> HTTPFailure {
        HTTPFailure(status: status, code: "malformed", message: message)
    }

    package static func methodNotAllowed(allow: String) -> HTTPFailure {
        HTTPFailure(
            status: 405, code: "method_not_allowed", message: "This method is not possible here.",
            headers: ["Allow": allow])
    }

    package static func tooLarge(most: Int) -> HTTPFailure {
        HTTPFailure(status: 413, code: "too_large", message: "The body is larger than \(most) bytes.")
    }

    /// `{"error":{…}}` as JSON text.
    package func body(requestID: String) -> [UInt8] {
        var text = Array(#"{"error":{"code":"#.utf8)
        JSONText.append(code, to: &text)
        let others = [
            ("message", message), ("hint", hint), ("detail", detail), ("field", field), ("request_id", requestID),
        ]
        for (name, value) in others {
            guard let value else { continue }
            text += ",\"\(name)\":".utf8
            JSONText.append(value, to: &text)
        }
        return text + "}}".utf8
    }
}

/// Writes a string as JSON. Formats/JSON does the rest of the product; this module stands beside it, not above.
enum JSONText {
    static func append(_ string: String, to text: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        text.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
            case 0..<32: text += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}
