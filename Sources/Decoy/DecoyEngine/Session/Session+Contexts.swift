package import OracleSQL

// The application context that a client may set by itself.
extension Session {
    private static var longestAttribute: Int { 128 }
    private static var longestValue: Int { 4000 }

    /// An empty value takes the attribute away.
    package func setContext(_ namespace: String, _ attribute: String, _ value: String) throws(OracleFailure) {
        try checkNamespace(namespace)
        let name = attribute.uppercased()
        guard !name.isEmpty, name.utf8.count <= Self.longestAttribute, value.utf8.count <= Self.longestValue,
            !name.utf8.contains(0), !value.utf8.contains(0)
        else {
            throw OracleFailure(28_106, "input value for argument #2 or #3 is not valid")
        }
        settings.clientContext[name] = value.isEmpty ? nil : value
        tellContext()
    }

    package func clearContext(_ namespace: String) throws(OracleFailure) {
        try checkNamespace(namespace)
        settings.clientContext = [:]
        tellContext()
    }

    private func checkNamespace(_ namespace: String) throws(OracleFailure) {
        guard namespace.uppercased() == "CLIENTCONTEXT" else {
            throw OracleFailure(28_267, "Invalid NameSpace Value")
        }
    }

    /// SQL functions read the pairs in hexadecimal digits, so that no value can be taken for another one's name.
    private func tellContext() {
        let pairs = settings.clientContext.sorted { $0.key < $1.key }.map {
            "\(Self.digits($0.key)):\(Self.digits($0.value))"
        }
        settings.set("client_context", pairs.joined(separator: ","))
    }

    private static func digits(_ text: String) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity(text.utf8.count * 2)
        for byte in text.utf8 {
            for half in [byte >> 4, byte & 15] { digits.append(half < 10 ? half + 48 : half + 87) }
        }
        return String(decoding: digits, as: UTF8.self)
    }
}
