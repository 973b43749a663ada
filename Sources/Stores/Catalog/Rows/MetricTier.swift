/// How finely metrics are kept.
enum MetricTier: Int64, CaseIterable {
    case measured = 0
    case minute = 1
    case tenMinutes = 2

    /// The length of one cell; 1 for points as they were measured.
    var cellMilliseconds: Int64 {
        switch self {
        case .measured: 1
        case .minute: 60_000
        case .tenMinutes: 600_000
        }
    }
}
