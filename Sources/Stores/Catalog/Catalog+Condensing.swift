internal import Model

extension Catalog {
    /// Makes the minutes and ten-minute cells that are due and removes what is too old. It may be called at any time
    /// and by several processes: a mark per series says how far it is, and moves in the transaction that writes the
    /// cells. One short transaction per series, so that beats of components get their turn in between.
    package func condenseMetrics() throws(CatalogError) {
        let database = try database
        let moment = now()
        let measuredKept = Duration.seconds(3600 * (try parameter(Parameters.metricsKeptHours)).integer)
        let due = (moment - Self.metricsLateMax).floored(to: MetricTier.minute.cellMilliseconds)
        for series in try database.select(MetricSeries.self, "ORDER BY id") {
            try database.write { () throws(CatalogError) in
                // Another process may have been here since the list was read.
                guard var series = try self.series(series.id) else { return }
                let before = series
                try condense(&series, into: .minute, from: .measured, until: due)
                try condense(
                    &series, into: .tenMinutes, from: .minute,
                    until: series.minutesMark.floored(to: MetricTier.tenMinutes.cellMilliseconds))
                if series != before { try database.update(series, columns: ["minutes_mark_at", "tens_mark_at"]) }
                // Only what is part of the next tier may go.
                try trim(series, .measured, before: min(moment - measuredKept, series.minutesMark))
                try trim(series, .minute, before: min(moment - Self.minutesKept, series.tensMark))
                try trim(series, .tenMinutes, before: moment - Self.tenMinutesKept)
                let left = try database.rows(
                    MetricCell.table, "SELECT series_id FROM metric_point WHERE series_id = ? LIMIT 1",
                    [.integer(series.id)])
                if left.isEmpty { try database.run("DELETE FROM metric_series WHERE id = ?", [.integer(series.id)]) }
            }
        }
    }

    private func series(_ number: Int64) throws(CatalogError) -> MetricSeries? {
        try database.select(MetricSeries.self, "WHERE id = ?", [.integer(number)]).first
    }

    private func condense(
        _ series: inout MetricSeries, into tier: MetricTier, from finer: MetricTier, until end: Timestamp
    ) throws(CatalogError) {
        let start = series.mark(of: tier)
        guard start < end else { return }
        let cells = try stored(series, finer, from: start, to: end)
        var open: MetricCell?
        for cell in cells {
            let place = cell.at.floored(to: tier.cellMilliseconds)
            if open?.at == place {
                open?.merge(cell)
                continue
            }
            if let open { try write(open) }
            open = cell
            open?.tier = tier
            open?.at = place
        }
        if let open { try write(open) }
        switch tier {
        case .measured: preconditionFailure("nothing is condensed into measured points")
        case .minute: series.minutesMark = end
        case .tenMinutes: series.tensMark = end
        }
    }

    private func trim(_ series: MetricSeries, _ tier: MetricTier, before moment: Timestamp) throws(CatalogError) {
        try database.run(
            "DELETE FROM metric_point WHERE series_id = ? AND tier = ? AND measured_at < ?",
            [.integer(series.id), .integer(tier.rawValue), .integer(moment.milliseconds)])
    }

    private func stored(
        _ series: MetricSeries, _ tier: MetricTier, from: Timestamp, to: Timestamp
    ) throws(CatalogError) -> [MetricCell] {
        guard from < to else { return [] }
        return try database.select(
            MetricCell.self,
            "WHERE series_id = ? AND tier = ? AND measured_at >= ? AND measured_at < ? ORDER BY measured_at",
            [.integer(series.id), .integer(tier.rawValue), .integer(from.milliseconds), .integer(to.milliseconds)])
    }

    /// The cells that answer a query: of the coarsest tier that is no coarser than `width`, continued by finer tiers
    /// after its mark and by coarser ones before its oldest cell. No measurement is counted twice.
    func cells(
        of series: MetricSeries, from: Timestamp, to: Timestamp, width: Int64
    ) throws(CatalogError) -> [MetricCell] {
        let tiers = MetricTier.allCases
        let chosen = tiers.last { $0.cellMilliseconds <= width } ?? .measured
        var found: [MetricCell] = []
        // Newer than the chosen tier's mark: the next finer tier up to its own mark, and so on.
        var start = from
        for tier in tiers.reversed() where tier.rawValue <= chosen.rawValue {
            let end = min(to, series.mark(of: tier))
            found += try stored(series, tier, from: start, to: end)
            start = max(start, end)
        }
        // Older than what is there: coarser tiers, up to the oldest cell found.
        for tier in tiers where tier.rawValue > chosen.rawValue {
            let oldest = found.first?.at.floored(to: tier.cellMilliseconds) ?? to
            let end = min(oldest, series.mark(of: tier), to)
            found = try stored(series, tier, from: from.floored(to: tier.cellMilliseconds), to: end) + found
        }
        return found
    }

    /// Merges cells into spans of `width` that begin at `start`; cells arrive in the order of time.
    nonisolated func means(of cells: [MetricCell], from start: Timestamp, width: Int64) -> [MetricCell] {
        var spans: [MetricCell] = []
        for cell in cells {
            // A coarse cell may begin before the first span; it belongs to it.
            let place = max(0, cell.at.milliseconds - start.milliseconds) / width
            let at = Timestamp(milliseconds: start.milliseconds + place * width)
            if let last = spans.last, last.at == at {
                spans[spans.count - 1].merge(cell)
            } else {
                spans.append(cell)
                spans[spans.count - 1].at = at
            }
        }
        return spans
    }
}
