internal import DecoyCompiler
internal import DecoyDictionary
internal import OracleSQL

/// What happens to the rows of a table: INSERTING, UPDATING('COLUMN'), DELETING.
struct TriggerEvent {
    let kind: CompiledChange.Kind
    /// Names of the columns that UPDATE assigns.
    let assigned: Set<String>
}

/// The triggers that fire for one statement, each kind in the order of their names.
struct TriggerSet {
    let table: Table
    let event: TriggerEvent
    private let triggers: [Trigger]

    /// Nil when the statement fires none, which is the usual case and costs a look at a list.
    init?(_ change: CompiledChange, _ dictionary: DataDictionary) throws(OracleFailure) {
        guard let table = dictionary.tables[change.table], !table.triggerIDs.isEmpty else {
            try TriggerSet.refuseSeveral(change, dictionary)
            return nil
        }
        try TriggerSet.refuseSeveral(change, dictionary)
        triggers = dictionary.triggers(on: table).filter { trigger in
            let fires =
                switch change.kind {
                case .insert: trigger.onInsert
                case .update: trigger.onUpdate
                case .delete: trigger.onDelete
                case .merge, .multiInsert: false
                }
            return fires && trigger.concerns(change.assigned, of: table)
        }.sorted { $0.object.name < $1.object.name }
        guard !triggers.isEmpty else { return nil }
        self.table = table
        let names = table.columns.filter { change.assigned.contains($0.number) }.map(\.name)
        event = TriggerEvent(kind: change.kind, assigned: Set(names))
    }

    /// MERGE and INSERT into several tables are one statement of the server: there is no place for triggers in it.
    private static func refuseSeveral(_ change: CompiledChange, _ dictionary: DataDictionary) throws(OracleFailure) {
        guard change.kind == .merge || change.kind == .multiInsert else { return }
        for id in change.tables {
            guard let table = dictionary.tables[id], !table.triggerIDs.isEmpty else { continue }
            let fires = dictionary.triggers(on: table).contains { $0.onInsert || change.kind == .merge && $0.onUpdate }
            guard fires else { continue }
            let text = change.kind == .merge ? "MERGE" : "INSERT ALL"
            throw OracleFailure.unsupported("\(text) into a table with triggers")
        }
    }

    func triggers(_ timing: Trigger.Timing, isEachRow: Bool) -> [Trigger] {
        triggers.filter { $0.timing == timing && $0.isEachRow == isEachRow }
    }
}
