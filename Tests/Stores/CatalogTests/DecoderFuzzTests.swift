import Glibc
import Model
import TestKit
import Testing

@testable import Catalog

/// Every table's decoder with good rows to start from.
enum StoredTables {
    struct Decoder {
        let table: String
        let columns: [String]
        let good: [[DatabaseValue]]
        let decode: (Row) throws(CatalogError) -> [DatabaseValue]

        init<Stored: StoredRow>(_ values: [Stored]) {
            table = Stored.table
            columns = Stored.columns
            good = values.map(\.cells)
            decode = { row throws(CatalogError) in try Stored(row: row).cells }
        }
    }

    private static var projects: [Decoder] {
        let project = Sample.project("pj_1", name: "Move")
        var claimed = StoredChunk(project: project.id, table: 1, chunk: Sample.chunks(1)[0])
        claimed.claimedLease = "component/cp_1"
        claimed.claimedEpoch = 3
        claimed.position = Position(commit: 7)
        claimed.rowCount = 8
        claimed.finishedAt = .zero
        var copy = TableCopy(table: 1, rowsEstimated: 5, bytesEstimated: 6)
        copy.losses = ["PRICE round": 2]
        copy.startedAt = .zero
        copy.finishedAt = .zero
        copy.failure = Failure("A-3", "m", advice: "a")
        let answer = PrecheckAnswer(
            number: 1, question: Sample.question, finding: Sample.finding, skippedBy: Actor("a"), skippedAt: .zero)
        return [
            Decoder([project]), Decoder([StoredProjectObject(project: project.id, object: Sample.object(1))]),
            Decoder([StoredFinding(project: project.id, answer: answer)]),
            Decoder([StoredTableCopy(project: project.id, copy: copy)]),
            Decoder([claimed, StoredChunk(project: project.id, table: 1, chunk: Sample.chunks(1)[0])]),
            Decoder([
                StoredRejection(
                    project: project.id, table: 1, chunk: 2, position: Position(commit: 7), attempt: 1,
                    rejection: Sample.rejection(3), rejectedAt: .zero)
            ]),
        ]
    }

    static var columns: [(String, [String])] { all.map { ($0.table, $0.columns) } }

    static var all: [Decoder] {
        var machine = Sample.machine
        machine.vitals = Sample.vitals
        var component = Sample.component("cp_1")
        component.observation = .init(
            state: .abnormal, since: .zero, generation: 3, process: .init(pid: 1, startTicks: 2, bootID: "b"),
            crashes: 1, nextStart: .zero, heartbeat: .zero, failure: Failure("A-1", "m", advice: "a", detail: "d"))
        var source = Sample.dataSource("ds_1", name: "n")
        var step = ConnectionTest.Step(key: "k", title: "t", outcome: .warning, detail: "d", advice: "a", fix: "f")
        step.capabilities = [.init("c", "C", found: "f", isPresent: true), .init("v", "V", found: "1")]
        step.rights = [.init("R", on: "o", isPresent: false, grant: "g")]
        source.lastTest = ConnectionTest(at: .zero, steps: [step], product: "p")
        var ticket = Sample.ticket("tk_1")
        ticket.failure = Failure("A-2", "m", advice: "a")
        let change = StateChange(
            subject: .component(component.id), from: "a", to: "b", cause: "c", by: .system, at: .zero)
        let session = ConsoleSession(
            tokenHash: "h", account: "a", address: "x", createdAt: .zero, usedAt: .zero, expires: .zero)
        return [
            Decoder([AppliedMigration(number: 1, name: "n", checksum: "c", appliedAt: .zero)]),
            Decoder([machine, Sample.machine]), Decoder([component, Sample.component("cp_2")]),
            Decoder([Lease(name: "n", holder: "h", epoch: 1, expires: .zero)]),
            Decoder([NumberedStateChange(number: 1, change: change)]),
            Decoder([
                MetricSeries(id: 1, subject: .machine(machine.id), name: "cpu", minutesMark: .zero, tensMark: .zero)
            ]),
            Decoder([
                MetricCell(series: 1, tier: .minute, at: .zero, total: 1.5, samples: 2, lowest: 0.5, highest: 1)
            ]),
            Decoder([NumberedTicket(number: 1, ticket: ticket)]), Decoder([Sample.audit("a.b")]),
            Decoder([SealedText(name: "n", sealed: [1, 2], writtenAt: .zero)]), Decoder([source]),
            Decoder([StoredParameter(name: "n", value: "v", changedBy: .system, changedAt: .zero)]),
            Decoder([Sample.account]), Decoder([session]),
            Decoder([StoredSignInFailures(key: "k", failures: .init(count: 1, last: .zero))]),
            Decoder([RememberedAnswer(account: "a", key: "k", status: 202, body: "{}", answeredAt: .zero)]),
        ] + projects
    }
}

@Suite struct DecoderFuzzTests {
    /// What a column may hold after a bad day.
    private static func mutated(_ value: DatabaseValue, _ random: inout SeededGenerator) -> DatabaseValue {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return .null
        case 1: return .integer([0, -1, 1, .max, .min, 65_536, 4_294_967_296].randomElement(using: &random) ?? 0)
        case 2: return .integer(Int64(truncatingIfNeeded: random.next()))
        case 3:
            return .double(
                [0, -0.0, .nan, .infinity, -1, 1e300, 0.1, .leastNonzeroMagnitude]
                    .randomElement(using: &random) ?? 0)
        case 4:
            return .text(
                ["", "null", "{}", "[]", "\u{0}", "running", "[{\"field\":1}]", "{\"a\":1}", "💥"]
                    .randomElement(using: &random) ?? "")
        case 5:
            return .blob(
                (0..<Int.random(in: 0..<40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) })
        default: return edited(value, &random)
        }
    }

    private static func edited(_ value: DatabaseValue, _ random: inout SeededGenerator) -> DatabaseValue {
        guard case .text(let text) = value else { return value }
        var bytes = Array(text.utf8)
        for _ in 0...Int.random(in: 0..<4, using: &random) {
            let place = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0 where !bytes.isEmpty: bytes.remove(at: place)
            case 1 where !bytes.isEmpty: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 2: bytes.insert(Array("{}[]\",:0123456789\\un-eE".utf8).randomElement(using: &random) ?? 0, at: place)
            default: bytes.insert(contentsOf: bytes.prefix(place), at: place)
            }
        }
        return String(validating: bytes, as: UTF8.self).map { .text($0) } ?? .blob(bytes)
    }

    private static var rounds: Int { getenv("GODWIT_FUZZ_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 100_000 }

    @Test func noRowTrapsADecoder() {
        var random = SeededGenerator(seed: 20_260_101)
        let decoders = StoredTables.all
        var refused = 0
        for _ in 0..<Self.rounds {
            guard let decoder = decoders.randomElement(using: &random),
                var cells = decoder.good.randomElement(using: &random)
            else { return }
            for _ in 0...Int.random(in: 0..<3, using: &random) {
                let column = Int.random(in: 0..<cells.count, using: &random)
                cells[column] = Self.mutated(cells[column], &random)
            }
            let row = Row(table: decoder.table, columns: ColumnNames(decoder.columns), values: cells)
            do throws(CatalogError) {
                let again = try decoder.decode(row)
                // What is accepted is accepted for good: its own form reads back the same.
                let second = try decoder.decode(
                    Row(table: decoder.table, columns: ColumnNames(decoder.columns), values: again))
                #expect(second == again, "\(decoder.table)")
            } catch {
                refused += 1
                guard case .unreadable(let table, let column, _, _) = error else {
                    Issue.record("\(decoder.table): \(error)")
                    continue
                }
                #expect(table == decoder.table && decoder.columns.contains(column))
            }
        }
        #expect(refused > Self.rounds / 4 && refused < Self.rounds, "the mutations bite, and not always")
    }

    @Test func everyColumnRefusesAWrongType() {
        for decoder in StoredTables.all {
            guard let good = decoder.good.first else { continue }
            for column in decoder.columns.indices {
                var cells = good
                if case .blob = cells[column] { cells[column] = .text("x") } else { cells[column] = .blob([1]) }
                let row = Row(table: decoder.table, columns: ColumnNames(decoder.columns), values: cells)
                #expect(throws: CatalogError.self, "\(decoder.table).\(decoder.columns[column])") {
                    try decoder.decode(row)
                }
            }
        }
    }

    @Test func anUnknownNameIsAnErrorThatNamesItsPlace() async throws {
        let folder = Folder()
        let catalog = try await Catalog.open(folder, TestClock())
        _ = try await catalog.enrol(Sample.machine)
        try await catalog.add(Sample.component("cp_1"))
        let database = try SQLiteDatabase(path: folder.database, busyMax: .seconds(1))
        try database.run("UPDATE component SET observed_state = 'dancing'")
        await #expect(
            throws: CatalogError.unreadable(
                table: "component", column: "observed_state", id: "cp_1",
                problem: "a name that this program does not know")
        ) { try await catalog.components() }
    }

    @Test func aDamagedFileIsAnErrorNeverATrap() async throws {
        let folder = Folder()
        let catalog = try await Catalog.open(folder, TestClock())
        _ = try await catalog.enrol(Sample.machine)
        for number in 0..<40 {
            try await catalog.add(Sample.component("cp_\(number)"))
            try await catalog.append(Sample.audit("component.add"))
        }
        await catalog.close()
        let good = try #require(Bytes.read(folder.database))
        var random = SeededGenerator(seed: 7)
        for _ in 0..<max(40, Self.rounds / 500) {
            var bad = good
            for _ in 0...Int.random(in: 0..<8, using: &random) {
                bad[Int.random(in: 0..<bad.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if Int.random(in: 0..<4, using: &random) == 0 {
                bad.removeLast(Int.random(in: 0..<bad.count, using: &random))
            }
            Bytes.write(bad, to: folder.database)
            do {
                let damaged = try await Catalog.open(folder, TestClock())
                _ = try await damaged.machines()
                _ = try await damaged.components()
                _ = try await damaged.audit(limit: 1000)
                try await damaged.append(Sample.audit("component.add"))
                await damaged.close()
            } catch {
                #expect(error is CatalogError)
            }
            for name in ["-wal", "-shm"] { unlink(folder.database + name) }
        }
    }
}
