internal import ConnectorKit
internal import Model

/// The writer of a lane. A writer belongs to one table; the next table of the lane opens another, which takes the
/// connection over where the destination keeps it.
actor LaneWriters {
    private let work: CopyRun
    private var table: Int64?
    private var forms: [ValueForm] = []
    private var writer: (any ChunkWriter)?

    init(_ work: CopyRun) { self.work = work }

    func writer(
        _ table: Int64, _ plan: CopyPlan, _ forms: [ValueForm]
    ) async throws(DatabaseRefusal) -> any ChunkWriter {
        // The source may send another form once a column was changed there.
        if let writer, self.table == table, self.forms == forms { return writer }
        await close()
        let options = work.project.specification.options
        let opened = try await work.ends.destination.openWriter(
            plan, forms: forms,
            WriteSettings(rowsPerStatement: options.speed.rowsPerStatement, onNonEmpty: options.onNonEmpty))
        writer = opened
        self.table = table
        self.forms = forms
        return opened
    }

    /// After a broken connection the next chunk gets another.
    func rollback(isLost: Bool) async {
        await writer?.rollback()
        if isLost { await close() }
    }

    func close() async {
        await writer?.close()
        writer = nil
        table = nil
    }
}
