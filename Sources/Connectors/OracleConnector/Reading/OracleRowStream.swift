internal import Bytes
internal import ConnectorKit
internal import Model
internal import OracleClient
internal import OracleWire

/// The rows of one chunk. Its connection goes back to the pool at the end, at an error, and when it is closed.
actor OracleRowStream: RowStream {
    nonisolated let position: Position
    nonisolated let forms: [ValueForm]
    private let pool: OraclePool
    private let doing: String
    /// Columns whose empty values are told by a mark behind the row.
    private let marked: [Int]
    private var connection: OracleConnection?
    private var rows: OracleRows?
    /// What is still to be read behind `rows`.
    private var readings: ArraySlice<RowQuery.Reading>
    /// The blocks that were given out last. Their memory is used again once nobody else holds them.
    private var given: [(block: RowBlock, batch: OracleRowBatch)] = []
    /// How the present rows are read; large values that are read in pieces need the connection to the end.
    private var reading: RowQuery.Reading
    private var hasLargeValues = false

    private init(
        _ first: OracleRows, _ connection: OracleConnection, _ pool: OraclePool, position: Position,
        forms: [ValueForm], readings: [RowQuery.Reading], marked: [Int], doing: String
    ) {
        self.marked = marked
        reading = readings[0]
        rows = first
        self.connection = connection
        self.pool = pool
        self.position = position
        self.forms = forms
        self.readings = readings[1...]
        self.doing = doing
    }

    deinit {
        guard let connection else { return }
        let pool = pool
        Task { await pool.give(connection) }
    }

    static func open(
        _ query: RowQuery, rowsMax: Int, at given: Position?, _ powers: SourcePowers, _ pool: OraclePool
    ) async throws(DatabaseRefusal) -> OracleRowStream {
        let doing = "read rows of \(query.plan.source)"
        let readings = query.readings(rowsMax: rowsMax)
        let connection: OracleConnection
        do throws(OracleError) { connection = try await pool.take() } catch {
            throw DatabaseRefusal(error, doing: doing)
        }
        do throws(DatabaseRefusal) {
            await connection.setCallTimeout(OracleSource.batchTime)
            let position = try await ChunkPosition.find(query, given, powers, connection)
            let rows = try await run(readings[0], at: position, connection, doing)
            let forms = try forms(of: Array(rows.columns.dropLast(query.marked.count)), query.plan)
            return OracleRowStream(
                rows, connection, pool, position: position, forms: forms, readings: readings,
                marked: query.marked, doing: doing)
        } catch {
            await pool.give(connection)
            throw error
        }
    }

    private static func forms(
        of columns: [OracleColumn], _ plan: CopyPlan
    ) throws(DatabaseRefusal) -> [ValueForm] {
        var forms: [ValueForm] = []
        for column in columns {
            guard let form = ValueForm(column) else {
                throw DatabaseRefusal(
                    Failure(
                        "ORACLE-0011",
                        "Values of type \(column.typeText) cannot be read: \(plan.source), \(column.name).",
                        advice: "Leave the column out of the project."), remedy: .askOperator)
            }
            forms.append(form)
        }
        return forms
    }

    private static func run(
        _ reading: RowQuery.Reading, at position: Position, _ connection: OracleConnection, _ doing: String
    ) async throws(DatabaseRefusal) -> OracleRows {
        var options = OracleFetchOptions()
        options.rowsMax = reading.rowsMax
        options.firstRows = min(reading.firstRows, reading.rowsMax)
        if reading.isInPieces {
            options.lobs = .locators
            options.asksAhead = false
        }
        let binds = [OracleValue.integer(Int64(clamping: position.commit))] + reading.bounds.map { .text($0) }
        do throws(OracleError) {
            return try await connection.query(reading.sql, OracleBinds(binds), options: options)
        } catch {
            throw DatabaseRefusal(error, doing: doing)
        }
    }

    func next() async throws(DatabaseRefusal) -> RowPage? {
        do throws(DatabaseRefusal) {
            while let rows, let connection {
                if reading.isInPieces {
                    if let page = try await nextRow(of: rows) { return page }
                } else if let block = try await nextBlock(of: rows) {
                    return RowPage(block)
                }
                given = []
                guard let next = readings.popFirst() else { break }
                reading = next
                self.rows = try await OracleRowStream.run(next, at: position, connection, doing)
            }
            if !hasLargeValues { await close() }
            return nil
        } catch {
            await close()
            throw error
        }
    }

    private func nextBlock(of rows: OracleRows) async throws(DatabaseRefusal) -> RowBlock? {
        let spent = takeSpent()
        do throws(OracleError) {
            guard let batch = try await rows.next(reusing: spent) else { return nil }
            let block = marked.isEmpty ? batch.rows.block() : batch.rows.block().unmarked(marked)
            given.append((block, batch))
            return block
        } catch {
            throw DatabaseRefusal(error, doing: doing)
        }
    }

    /// A row with large values that are read on while they are written.
    private func nextRow(of rows: OracleRows) async throws(DatabaseRefusal) -> RowPage? {
        do throws(OracleError) {
            guard let batch = try await rows.next() else { return nil }
            let page = try await LargeRowReader(batch, forms, doing).page()
            hasLargeValues = hasLargeValues || !page.large.isEmpty
            return page
        } catch {
            throw DatabaseRefusal(error, doing: doing)
        }
    }

    /// The memory of the block before the last one, when whoever got it has let it go.
    private func takeSpent() -> OracleRowBatch? {
        guard given.count >= 2 else { return nil }
        var (block, batch) = given.removeFirst()
        return isKnownUniquelyReferenced(&block) ? batch : nil
    }

    func close() async {
        let held = connection
        let open = rows
        connection = nil
        rows = nil
        given = []
        await open?.close()
        if let held { await pool.give(held) }
    }
}
