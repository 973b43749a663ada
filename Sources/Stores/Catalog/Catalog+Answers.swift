internal import Model

/// Answers to requests with an idempotency key, for a day.
extension Catalog {
    static let answersKept: Duration = .seconds(24 * 3600)

    package func answer(
        forKey key: String, account: String
    ) throws(CatalogError) -> (status: Int, body: String)? {
        let oldest = now() - Self.answersKept
        let found = try database.select(
            RememberedAnswer.self, "WHERE account = ? AND request_key = ? AND answered_at >= ?",
            [.text(account), .text(key), .integer(oldest.milliseconds)]
        ).first
        return found.map { ($0.status, $0.body) }
    }

    /// The first answer stays: a second one with the same key is dropped.
    package func remember(key: String, account: String, status: Int, body: String) throws(CatalogError) {
        let database = try database
        try database.write { () throws(CatalogError) in
            let moment = now()
            try trimAnswers(at: moment)
            if try answer(forKey: key, account: account) != nil { return }
            try database.insert(
                RememberedAnswer(account: account, key: key, status: status, body: body, answeredAt: moment))
        }
    }

    /// Inside a transaction.
    func trimAnswers(at moment: Timestamp) throws(CatalogError) {
        try database.run(
            "DELETE FROM remembered_answer WHERE answered_at < ?", [.integer((moment - Self.answersKept).milliseconds)])
    }
}
