import Model
import Testing

@testable import Catalog

@Suite struct MetricsTests {
    private let subject = Subject(.component, "cp_1")

    private func point(_ at: Int64, _ value: Double, _ name: String = "n") -> MetricPoint {
        MetricPoint(subject: subject, name: name, at: Timestamp(milliseconds: at), value: value)
    }

    private func cells(_ folder: Folder, _ tier: MetricTier) throws -> [MetricCell] {
        let database = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
        return try database.select(
            MetricCell.self, "WHERE tier = ? ORDER BY measured_at", [.integer(tier.rawValue)])
    }

    @Test func condensingIsExact() async throws {
        let folder = Folder()
        let start: Int64 = 1_800_000_000_000 - 1_800_000_000_000 % 600_000
        let clock = TestClock(start)
        let catalog = try await Catalog.open(folder, clock)
        // 25 minutes, a point every 5 s, value = its number.
        let points = (0..<300).map { point(start + Int64($0) * 5_000, Double($0)) }
        try await catalog.record(points)
        clock.set(Timestamp(milliseconds: start + 25 * 60_000 + 60_000))
        try await catalog.condenseMetrics()
        let minutes = try cells(folder, .minute)
        #expect(minutes.count == 25)
        for (number, cell) in minutes.enumerated() {
            let values = (number * 12..<number * 12 + 12).map(Double.init)
            #expect(cell.at.milliseconds == start + Int64(number) * 60_000)
            #expect(cell.total == values.reduce(0, +) && cell.samples == 12)
            #expect(cell.lowest == values.first && cell.highest == values.last)
        }
        let tens = try cells(folder, .tenMinutes)
        #expect(tens.map(\.samples) == [120, 120])
        #expect(tens.map(\.total) == [7_140, 21_540], "the sums of 0 to 119 and of 120 to 239")
        // Doing it again, also by another process, changes nothing.
        try await (try Catalog.open(folder, clock)).condenseMetrics()
        #expect(try cells(folder, .minute) == minutes)
        #expect(try cells(folder, .tenMinutes) == tens)
        #expect(try cells(folder, .measured).count == 300)
    }

    @Test func aMinuteWaitsForLatePointsAndLaterOnesStayAsMeasured() async throws {
        let folder = Folder()
        let start: Int64 = 1_800_000_000_000 - 1_800_000_000_000 % 600_000
        let clock = TestClock(start + 119_999)
        let catalog = try await Catalog.open(folder, clock)
        try await catalog.record([point(start, 1)])
        try await catalog.condenseMetrics()
        #expect(try cells(folder, .minute).isEmpty)
        try await catalog.record([point(start + 59_999, 3)])
        clock.advance(.milliseconds(1))
        try await catalog.condenseMetrics()
        #expect(try cells(folder, .minute).map(\.total) == [4])
        try await catalog.record([point(start + 30_000, 100)])
        clock.advance(.seconds(600))
        try await catalog.condenseMetrics()
        #expect(try cells(folder, .minute).map(\.total) == [4])
        #expect(try cells(folder, .measured).count == 3)
    }

    @Test func eachTierIsKeptForItsTime() async throws {
        let folder = Folder()
        let start: Int64 = 1_800_000_000_000 - 1_800_000_000_000 % 600_000
        let clock = TestClock(start)
        let catalog = try await Catalog.open(folder, clock)
        try await catalog.record((0..<20).map { point(start + Int64($0) * 60_000, 1) })
        clock.set(Timestamp(milliseconds: start + 6 * 3_600_000))
        try await catalog.condenseMetrics()
        #expect(try cells(folder, .measured).count == 20)
        clock.advance(.seconds(600))
        try await catalog.condenseMetrics()
        #expect(try cells(folder, .measured).count == 10)
        try await catalog.setParameter("metrics.detail.hours", to: "1", by: .system)
        try await catalog.condenseMetrics()
        #expect(try cells(folder, .measured).isEmpty)
        #expect(try cells(folder, .minute).count == 20)
        clock.set(Timestamp(milliseconds: start + 8 * 86_400_000))
        try await catalog.condenseMetrics()
        #expect(try cells(folder, .minute).isEmpty)
        #expect(try cells(folder, .tenMinutes).map(\.samples) == [10, 10])
        clock.set(Timestamp(milliseconds: start + 91 * 86_400_000))
        try await catalog.condenseMetrics()
        #expect(try cells(folder, .tenMinutes).isEmpty)
        #expect(try await catalog.metricNames(of: subject).isEmpty, "a series without a point goes as well")
    }

    @Test func nothingIsTrimmedBeforeItIsCondensed() async throws {
        let folder = Folder()
        let start: Int64 = 1_800_000_000_000 - 1_800_000_000_000 % 600_000
        let clock = TestClock(start)
        let catalog = try await Catalog.open(folder, clock)
        try await catalog.record((0..<120).map { point(start + Int64($0) * 5_000, Double($0)) })
        // The program was down for half a year's worth of retention: the points still become cells first.
        clock.set(Timestamp(milliseconds: start + 30 * 86_400_000))
        try await catalog.condenseMetrics()
        #expect(try cells(folder, .tenMinutes).map(\.total) == [7_140], "the sum of 0 to 119")
    }

    @Test func aQueryOfAnyWidthCountsEveryMeasurementOnce() async throws {
        let folder = Folder()
        let start: Int64 = 1_800_000_000_000 - 1_800_000_000_000 % 600_000
        let clock = TestClock(start)
        let catalog = try await Catalog.open(folder, clock)
        // Eight hours, a point every 10 s, all 1; condensed in between, the oldest trimmed.
        for hour in 0..<8 {
            try await catalog.record((0..<360).map { point(start + Int64(hour * 360 + $0) * 10_000, 1) })
        }
        let end = Timestamp(milliseconds: start + 8 * 3_600_000)
        clock.set(end)
        try await catalog.condenseMetrics()
        try await catalog.setParameter("metrics.detail.hours", to: "2", by: .system)
        try await catalog.condenseMetrics()
        let series = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1)).select(MetricSeries.self)
        for width: Int64 in [10_000, 30_000, 60_000, 120_000, 600_000, 3_600_000] {
            let found = try await catalog.cells(
                of: series[0], from: Timestamp(milliseconds: start), to: end, width: width)
            #expect(found.map(\.samples).reduce(0, +) == 2880, "width \(width)")
            #expect(zip(found, found.dropFirst()).allSatisfy { $0.at < $1.at }, "width \(width)")
        }
        for points in [1, 2, 7, 600, 2000] {
            let answer = try await catalog.series(
                of: subject, names: ["n", "unknown"], from: Timestamp(milliseconds: start), to: end, points: points)
            let values = try #require(answer["n"])
            #expect(answer.keys.sorted() == ["n"])
            #expect(values.count <= points && !values.isEmpty)
            #expect(values.allSatisfy { $0.value == 1 })
            #expect(zip(values, values.dropFirst()).allSatisfy { $0.at < $1.at })
        }
    }

    @Test func theLatestPointOfEachNameIsFound() async throws {
        let folder = Folder()
        let catalog = try await Catalog.open(folder, TestClock())
        try await catalog.record([point(1000, 1, "a"), point(3000, 3, "a"), point(2000, 2, "b")])
        #expect(try await catalog.latest(of: subject) == ["a": point(3000, 3, "a"), "b": point(2000, 2, "b")])
        try await catalog.record([point(3000, 4, "a")])
        #expect(try await catalog.latest(of: subject)["a"]?.value == 4, "a second value replaces the first")
        try await catalog.record([point(4000, .nan, "a"), point(5000, .infinity, "a")])
        #expect(try await catalog.latest(of: subject)["a"]?.value == 4, "what is no number is no measurement")
        #expect(try await catalog.latest(of: Subject(.component, "cp_2")).isEmpty)
    }

    @Test func extremeRangesAnswerQuickly() async throws {
        let folder = Folder()
        let catalog = try await Catalog.open(folder, TestClock())
        try await catalog.record([point(1000, 1)])
        let whole = try await catalog.series(
            of: subject, names: ["n"], from: Timestamp(milliseconds: .min), to: Timestamp(milliseconds: .max),
            points: .max)
        #expect(whole["n"]?.map(\.value) == [1])
        #expect(
            try await catalog.series(
                of: subject, names: ["n"], from: Timestamp(milliseconds: 5), to: Timestamp(milliseconds: 5), points: 0
            ).isEmpty)
    }
}
