internal import Catalog
internal import ConnectorKit
internal import Model

/// Says why a foreign key cannot be built: how many rows have no parent, and whose fault that is.
struct OrphanSearch: Sendable {
    /// Rows in quarantine that are compared; what lies behind them counts as missing for another reason.
    static let absentMax = 10_000

    let project: ProjectID
    let catalog: Catalog
    let destination: any DestinationDatabase

    /// Nil when every row has its parent.
    func failure(of name: String, _ table: ObjectName, _ reference: ForeignReference) async throws -> Failure? {
        let absent = try await absentKeys(of: reference)
        guard let found = try await destination.orphans(of: table, reference, absent: absent), found.rows > 0 else {
            return nil
        }
        let others = found.rows - found.rowsOfAbsent
        var reasons: [String] = []
        var advice: [String] = []
        if found.rowsOfAbsent > 0 {
            reasons.append("\(found.rowsOfAbsent) because the parent row is in quarantine")
            advice.append("Try the rows in quarantine of \(reference.parentSource) once more, and resume.")
        }
        if others > 0 {
            reasons.append("\(others) because the parent row was not there when its table was read")
            advice.append(
                "Tables are read at different positions: copy both anew while nothing changes or with consistentCopy.")
        }
        return Failure(
            "PROJECT-0014",
            "The foreign key \(name) cannot be built: \(found.rows) rows of \(table) name parents that "
                + "\(reference.parent) does not hold: \(reasons.joined(separator: ", ")).",
            advice: "Mend what the detail names and resume, or skip the key: the project then ends without it.",
            detail: "\(advice.joined(separator: " ")) Such as \(found.examples.joined(separator: "; ")).")
    }

    /// Keys of rejected rows of the parent, where the foreign key names its key.
    private func absentKeys(of reference: ForeignReference) async throws -> [[String]] {
        let outlines = try await catalog.objectOutlines(of: project)
        guard let parent = outlines.first(where: { $0.kind == .table && $0.source == reference.parentSource }),
            let key = try await catalog.object(parent.number, of: project)?.converted?.copy?.rowKey,
            key.count == reference.parentSourceColumns.count
        else { return [] }
        let places = reference.parentSourceColumns.compactMap { key.firstIndex(of: $0) }
        guard places.count == key.count else { return [] }
        var found: [[String]] = []
        var last: RejectedRow?
        while found.count < Self.absentMax {
            let page = try await catalog.settledRejections(
                of: project, table: parent.number, after: last, countMax: 500)
            guard let end = page.last?.row else { break }
            last = end
            found += page.compactMap { _, rejection in
                guard let literals = rejection.keyLiterals, literals.count == key.count else { return nil }
                return places.map { literals[$0] }
            }
        }
        return found
    }
}
