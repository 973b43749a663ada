package import Model

/// Metrics in three tiers: as measured, one minute, ten minutes.
extension Catalog {
    /// A minute is condensed this long after its end, so that points that arrive a little late are part of it. Later
    /// ones are kept as measured only.
    static let metricsLateMax: Duration = .seconds(60)
    static let minutesKept: Duration = .seconds(7 * 24 * 3600)
    static let tenMinutesKept: Duration = .seconds(90 * 24 * 3600)

    /// Stores the points in one transaction. A second value for the same moment replaces the first; what is not a
    /// finite number is no measurement and is left out.
    package func record(_ points: [MetricPoint]) throws(CatalogError) {
        let finite = points.filter { $0.value.isFinite && $0.at >= .zero }
        guard !finite.isEmpty else { return }
        let database = try database
        try database.write { () throws(CatalogError) in
            var known: [Subject: [String: Int64]] = [:]
            for point in finite {
                var names: [String: Int64]
                if let read = known[point.subject] {
                    names = read
                } else {
                    names = try seriesNumbers(of: point.subject)
                }
                let number: Int64
                if let found = names[point.name] {
                    number = found
                } else {
                    number = try addSeries(point)
                    names[point.name] = number
                }
                known[point.subject] = names
                try write(
                    MetricCell(
                        series: number, tier: .measured, at: point.at, total: point.value, samples: 1,
                        lowest: point.value, highest: point.value))
            }
            for subject in known.keys where subject.kind == .component {
                try bump(.component(ComponentID(rawValue: subject.id)))
            }
        }
    }

    /// The last measured point of each name, while measured points are kept.
    package func latest(of subject: Subject) throws(CatalogError) -> [String: MetricPoint] {
        let rows = try database.rows(
            MetricCell.table,
            """
            SELECT s.name AS series_name, p.series_id AS series_id, p.tier AS tier, p.measured_at AS measured_at,
                p.total AS total, p.samples AS samples, p.lowest AS lowest, p.highest AS highest
            FROM metric_series s JOIN metric_point p ON p.series_id = s.id
            WHERE s.subject_kind = ? AND s.subject_id = ? AND p.tier = 0 AND p.measured_at =
                (SELECT MAX(q.measured_at) FROM metric_point q WHERE q.series_id = s.id AND q.tier = 0)
            """, [.text(subject.kind.rawValue), .text(subject.id)])
        var latest: [String: MetricPoint] = [:]
        for row in rows {
            let cell = try MetricCell(row: row)
            let name = try row.reader(id: "series_id").text("series_name")
            latest[name] = MetricPoint(subject: subject, name: name, at: cell.at, value: cell.total)
        }
        return latest
    }

    /// The names that have been measured of a subject.
    package func metricNames(of subject: Subject) throws(CatalogError) -> [String] {
        try seriesNumbers(of: subject).keys.sorted()
    }

    /// At most `points` means per name in `from ..< to`, each at the start of its span. A name that is not known is
    /// missing in the answer. The tier fits the width of a span; where its cells are not made yet or trimmed already,
    /// the finer or coarser ones stand in.
    package func series(
        of subject: Subject, names: [String], from: Timestamp, to: Timestamp, points: Int
    ) throws(CatalogError) -> [String: [MetricPoint]] {
        let database = try database
        let count = Int64(min(max(points, 1), Limits.metricPointsPerQueryMax))
        let start = max(from, .zero)
        guard start < to else { return [:] }
        let length = to.milliseconds - start.milliseconds
        let width = max(1, length / count + (length % count == 0 ? 0 : 1))
        return try database.snapshot { () throws(CatalogError) in
            var answer: [String: [MetricPoint]] = [:]
            for name in Set(names) {
                let found = try database.select(
                    MetricSeries.self, "WHERE subject_kind = ? AND subject_id = ? AND name = ?",
                    [.text(subject.kind.rawValue), .text(subject.id), .text(name)])
                guard let series = found.first else { continue }
                let cells = try cells(of: series, from: start, to: to, width: width)
                answer[name] = means(of: cells, from: start, width: width).map {
                    MetricPoint(subject: subject, name: name, at: $0.at, value: $0.total / Double($0.samples))
                }
            }
            return answer
        }
    }

    private func seriesNumbers(of subject: Subject) throws(CatalogError) -> [String: Int64] {
        let rows = try database.rows(
            MetricSeries.table, "SELECT id, name FROM metric_series WHERE subject_kind = ? AND subject_id = ?",
            [.text(subject.kind.rawValue), .text(subject.id)])
        var numbers: [String: Int64] = [:]
        for row in rows {
            let reader = row.reader(id: "id")
            numbers[try reader.text("name")] = try reader.count("id")
        }
        return numbers
    }

    private func addSeries(_ point: MetricPoint) throws(CatalogError) -> Int64 {
        let number = try nextNumber(.metricSeries)
        // The marks start at the first point: nothing before it is to be condensed.
        try database.insert(
            MetricSeries(
                id: number, subject: point.subject, name: point.name,
                minutesMark: point.at.floored(to: MetricTier.minute.cellMilliseconds),
                tensMark: point.at.floored(to: MetricTier.tenMinutes.cellMilliseconds)))
        return number
    }

    /// Inserts the cell, or replaces the one at its place, which is rare.
    func write(_ cell: MetricCell) throws(CatalogError) {
        do throws(CatalogError) {
            try database.insert(cell)
        } catch {
            guard case .duplicate = error else { throw error }
            try database.run(
                """
                UPDATE metric_point SET total = ?, samples = ?, lowest = ?, highest = ?
                WHERE series_id = ? AND tier = ? AND measured_at = ?
                """,
                [
                    .double(cell.total), .integer(cell.samples), .double(cell.lowest), .double(cell.highest),
                    .integer(cell.series), .integer(cell.tier.rawValue), .integer(cell.at.milliseconds),
                ])
        }
    }

    /// Inside a transaction.
    func removeMetrics(of subject: Subject) throws(CatalogError) {
        let subjectValues: [DatabaseValue] = [.text(subject.kind.rawValue), .text(subject.id)]
        try database.run(
            """
            DELETE FROM metric_point WHERE series_id IN
                (SELECT id FROM metric_series WHERE subject_kind = ? AND subject_id = ?)
            """, subjectValues)
        try database.run("DELETE FROM metric_series WHERE subject_kind = ? AND subject_id = ?", subjectValues)
    }
}

extension Timestamp {
    /// The start of the span of this length that the moment lies in.
    func floored(to length: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds - milliseconds % length) }
}
