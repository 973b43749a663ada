internal import Model

/// A measured point (one sample) or a condensed cell. Sums are kept, not means, so that condensing twice is exact.
struct MetricCell: StoredRow, Hashable {
    var series: Int64
    var tier: MetricTier
    var at: Timestamp
    var total: Double
    var samples: Int64
    var lowest: Double
    var highest: Double

    static let table = "metric_point"
    static let columns = ["series_id", "tier", "measured_at", "total", "samples", "lowest", "highest"]

    var cells: [DatabaseValue] {
        [
            .integer(series), .integer(tier.rawValue), .integer(at.milliseconds), .double(total), .integer(samples),
            .double(lowest), .double(highest),
        ]
    }

    mutating func merge(_ other: MetricCell) {
        total += other.total
        samples &+= other.samples
        lowest = min(lowest, other.lowest)
        highest = max(highest, other.highest)
    }
}

extension MetricCell {
    init(row: Row) throws(CatalogError) {
        let reader = row.reader(id: "series_id", "tier", "measured_at")
        guard let tier = MetricTier(rawValue: try reader.integer("tier")) else {
            throw reader.problem("tier", "a tier that this program does not know")
        }
        let samples = try reader.count("samples", as: Int64.self)
        guard samples > 0 else { throw reader.problem("samples", "a cell without a sample") }
        self.init(
            series: try reader.count("series_id"), tier: tier, at: try reader.timestamp("measured_at"),
            total: try reader.double("total"), samples: samples, lowest: try reader.double("lowest"),
            highest: try reader.double("highest"))
    }
}
