internal import Bytes
internal import CMariaDB

/// A result that is read as it arrives. While it is open its session can do nothing else; a cursor that goes away
/// before its end takes the connection with it.
package final class MySQLCursor {
    package let columns: [MySQLColumn]
    package let form: MySQLRowBatch.Form
    private let session: MySQLSession
    private let wasInTransaction: Bool
    private let generation: Int
    private var state: State

    private enum State {
        case text(UnsafeMutablePointer<MYSQL_RES>)
        case binary(MySQLStatement)
        case ended
    }

    init(_ session: MySQLSession, _ result: UnsafeMutablePointer<MYSQL_RES>) {
        self.session = session
        form = .text
        wasInTransaction = session.isInTransaction
        generation = session.generation
        columns = describe(mysql_fetch_fields(result), mysql_num_fields(result))
        state = .text(result)
    }

    init(_ session: MySQLSession, _ statement: MySQLStatement, columns: [MySQLColumn]) {
        self.session = session
        form = .binary
        wasInTransaction = session.isInTransaction
        generation = session.generation
        self.columns = columns
        state = .binary(statement)
    }

    deinit {
        switch state {
        case .text(let result):
            session.abandonStream(generation: generation)
            session.retire(.result(result), generation: generation)
        case .binary: session.abandonStream(generation: generation)
        case .ended: break
        }
    }

    /// Empties the batch and fills it; false when there was nothing more.
    package func next(into batch: MySQLRowBatch) throws(MySQLError) -> Bool {
        if case .ended = state { return endedBatch(batch) }
        return try session.withHandle { (handle) throws(MySQLError) in try fill(batch, handle) }
    }

    /// The rest of the rows as values, for results known to be small.
    package func readAll() throws(MySQLError) -> MySQLTable { try readAll(guarded: true) }

    /// `guarded: false` is for the session itself while it connects.
    func readAll(guarded: Bool) throws(MySQLError) -> MySQLTable {
        var table = MySQLTable(columns: columns)
        let batch = MySQLRowBatch(bytesMax: 64 << 10)
        while true {
            let more: Bool
            if guarded {
                more = try next(into: batch)
            } else if let handle = session.handle, !hasEnded {
                more = try fill(batch, handle)
            } else {
                more = false
            }
            guard more else { return table }
            for row in 0..<batch.rowCount {
                var values: [MySQLValue] = []
                values.reserveCapacity(columns.count)
                for column in columns.indices { values.append(try value(batch, row, column)) }
                table.rows.append(values)
            }
        }
    }

    private var hasEnded: Bool {
        if case .ended = state { return true }
        return false
    }

    private func value(_ batch: MySQLRowBatch, _ row: Int, _ column: Int) throws(MySQLError) -> MySQLValue {
        if batch.isNull(row: row, column: column) { return .null }
        do {
            return try MySQLValue(batch.value(row: row, column: column), of: columns[column], form: batch.form)
        } catch {
            throw session.own(MySQLError.Own.malformedRow, "column \(columns[column].name): \(error)")
        }
    }

    private func endedBatch(_ batch: MySQLRowBatch) -> Bool {
        batch.reset(form, columns: columns.count)
        return false
    }

    private func fill(
        _ batch: MySQLRowBatch, _ handle: UnsafeMutablePointer<MYSQL>
    ) throws(MySQLError) -> Bool {
        guard session.generation == generation else {
            throw session.own(MySQLError.Own.notConnected, "the result ended with its connection")
        }
        batch.reset(form, columns: columns.count)
        switch state {
        case .text(let result): try fillText(batch, result, handle)
        case .binary(let statement):
            do throws(MySQLError) {
                if try statement.fill(batch, handle, wasInTransaction: wasInTransaction) { state = .ended }
            } catch {
                // An error of the server is the end of its rows; one of ours leaves the rest of them on the wire.
                if error.number < MySQLError.Own.interrupted { state = .ended }
                throw error
            }
        case .ended: break
        }
        return batch.rowCount > 0
    }

    private func fillText(
        _ batch: MySQLRowBatch, _ result: UnsafeMutablePointer<MYSQL_RES>, _ handle: UnsafeMutablePointer<MYSQL>
    ) throws(MySQLError) {
        let count = columns.count
        let memory = batch.memory
        while !batch.isFull {
            guard let row = mysql_fetch_row(result), let lengths = mysql_fetch_lengths(result) else {
                let failed = mysql_errno(handle) != 0
                let failure = session.failure(of: handle, nil, wasInTransaction: wasInTransaction)
                mysql_free_result(result)
                state = .ended
                if failed { throw failure }
                try endResults(handle)
                return
            }
            for column in 0..<count {
                guard let start = row[column] else {
                    memory.pointee.appendNull()
                    continue
                }
                guard memory.pointee.append(start, Int(clamping: lengths[column])) else {
                    throw session.own(MySQLError.Own.rowTooLarge, "a row is larger than 2 GiB")
                }
            }
            memory.pointee.endRow()
        }
    }

    /// A CALL has a status after its rows; without reading it the session would be out of step.
    private func endResults(_ handle: UnsafeMutablePointer<MYSQL>) throws(MySQLError) {
        while mysql_more_results(handle) != 0 {
            guard mysql_next_result(handle) == 0 else { throw session.failure(of: handle, nil) }
            if mysql_field_count(handle) > 0, let extra = mysql_use_result(handle) { mysql_free_result(extra) }
        }
    }
}

func describe(_ fields: UnsafeMutablePointer<MYSQL_FIELD>?, _ count: UInt32) -> [MySQLColumn] {
    guard let fields else { return [] }
    return (0..<Int(count)).map { MySQLColumn(fields[$0]) }
}
