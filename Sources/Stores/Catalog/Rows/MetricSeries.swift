internal import Model

/// One row per measured value of a subject.
struct MetricSeries: StoredRow, Hashable {
    var id: Int64
    var subject: Subject
    var name: String
    /// Up to here the minutes are made.
    var minutesMark: Timestamp
    /// Up to here the ten-minute cells are made.
    var tensMark: Timestamp

    static let table = "metric_series"
    static let columns = ["id", "subject_kind", "subject_id", "name", "minutes_mark_at", "tens_mark_at"]

    var cells: [DatabaseValue] {
        [
            .integer(id), .text(subject.kind.rawValue), .text(subject.id), .text(name),
            .integer(minutesMark.milliseconds), .integer(tensMark.milliseconds),
        ]
    }

    /// Up to here the cells of a tier are made.
    func mark(of tier: MetricTier) -> Timestamp {
        switch tier {
        case .measured: Timestamp(milliseconds: .max)
        case .minute: minutesMark
        case .tenMinutes: tensMark
        }
    }
}

extension MetricSeries {
    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "id")
        self.init(
            id: try reader.count("id"), subject: try reader.subject(kind: "subject_kind", id: "subject_id"),
            name: try reader.text("name"), minutesMark: try reader.timestamp("minutes_mark_at"),
            tensMark: try reader.timestamp("tens_mark_at"))
    }
}
