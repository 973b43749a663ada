internal import Model

/// Comments have a greatest length at the destination, in characters.
enum CommentRules {
    static func fit(_ comment: String, _ lengthMax: Int) -> String {
        guard comment.utf8.count > lengthMax, comment.unicodeScalars.count > lengthMax else { return comment }
        return String(String.UnicodeScalarView(comment.unicodeScalars.prefix(lengthMax)))
    }

    static func isTooLong(_ comment: String, _ lengthMax: Int) -> Bool {
        comment.utf8.count > lengthMax && comment.unicodeScalars.count > lengthMax
    }
}

extension TableDraft {
    mutating func addComments() {
        for place in columns.indices {
            guard let comment = columns[place].source.comment, !comment.isEmpty else { continue }
            columns[place].comment = CommentRules.fit(comment, rules.limits.columnCommentMax)
            noteCut(comment, rules.limits.columnCommentMax, columns[place].source.name)
        }
        if let comment = table.comment { noteCut(comment, rules.limits.tableCommentMax, "") }
    }

    private mutating func noteCut(_ comment: String, _ lengthMax: Int, _ subject: String) {
        guard CommentRules.isTooLong(comment, lengthMax) else { return }
        note(.lossy, "comment.length", subject, "The comment is cut to \(lengthMax) characters.")
    }
}
