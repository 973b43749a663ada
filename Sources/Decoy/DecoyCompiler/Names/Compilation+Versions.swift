internal import DecoyDictionary
internal import OracleSQL

/// `VERSIONS BETWEEN SCN a AND b`: every committed version of the rows that lived in that time, and a row for each end
/// by DELETE. Versions that a transaction made and replaced itself were never to be seen.
extension Compilation {
    static let versionFields: [Relation.Field] = [
        field("VERSIONS_STARTSCN", "vs", .anyNumber), field("VERSIONS_STARTTIME", "vst", .timestamp(3)),
        field("VERSIONS_ENDSCN", "ve", .anyNumber), field("VERSIONS_ENDTIME", "vet", .timestamp(3)),
        field("VERSIONS_XID", "vx", .raw(8)), field("VERSIONS_OPERATION", "vo", .varchar2(1, .byte)),
    ]

    private static func field(_ name: String, _ physicalName: String, _ type: OracleType) -> Relation.Field {
        Relation.Field(name: name, physicalName: physicalName, type: type, nullable: true, isHidden: true)
    }

    func versions(_ table: Table, _ flashback: Flashback) throws(OracleFailure) -> String {
        guard case .versionsSCN(let from, let to, let place) = flashback else {
            throw Failures.unsupported("VERSIONS BETWEEN TIMESTAMP", at: Position(0))
        }
        let low = try bound(from, "(SELECT max(scn) FROM clock.horizon)", table, place)
        let high = try bound(to, "(SELECT last_value FROM clock.scn)", table, place)
        let columns = Compilation.fields(of: table).map(\.physicalName)
        let list = (["rid", "born"] + columns).joined(separator: ", ")
        let shown = (["h.rid", "h.born"] + columns.map { "h.\($0)" }).joined(separator: ", ")
        let past = table.pastName
        let name = table.physicalName
        // A version without a commit in the clock is older than everything that can be asked for, or not committed.
        let source =
            "(SELECT \(list), NULL::xid8 AS died FROM \(name) UNION ALL SELECT \(list), died FROM \(past))"
        let later =
            "(EXISTS (SELECT 1 FROM \(name) n WHERE n.rid = h.rid AND n.born = h.died) OR EXISTS (SELECT 1 FROM "
            + "\(past) n WHERE n.rid = h.rid AND n.born = h.died AND n.died <> h.died))"
        let earlier = "EXISTS (SELECT 1 FROM \(past) n WHERE n.rid = h.rid AND n.died = h.born AND n.born <> h.born)"
        let time = { (at: String) in "round(extract(epoch FROM \(at)), 3)" }
        let living = """
            SELECT \(shown), CASE WHEN b.scn >= \(low) THEN b.scn::numeric END AS vs,
            CASE WHEN b.scn >= \(low) THEN \(time("b.at")) END AS vst,
            CASE WHEN d.scn <= \(high) THEN d.scn::numeric END AS ve,
            CASE WHEN d.scn <= \(high) THEN \(time("d.at")) END AS vet,
            CASE WHEN b.scn >= \(low) THEN ora.transaction_bytes(h.born::text::bigint) END AS vx,
            CASE WHEN b.scn >= \(low) THEN CASE WHEN \(earlier) THEN 'U' ELSE 'I' END END AS vo
            FROM \(source) h LEFT JOIN clock.commits b ON b.xid = h.born LEFT JOIN clock.commits d ON d.xid = h.died
            WHERE h.born IS DISTINCT FROM h.died AND h.born IS DISTINCT FROM pg_current_xact_id_if_assigned()
            AND (b.scn IS NULL OR b.scn <= \(high)) AND (h.died IS NULL OR d.scn > \(low)
            OR h.died IS NOT DISTINCT FROM pg_current_xact_id_if_assigned())
            """
        let ended = """
            SELECT \(shown), d.scn::numeric, \(time("d.at")), NULL, NULL,
            ora.transaction_bytes(h.died::text::bigint), 'D'
            FROM \(past) h JOIN clock.commits d ON d.xid = h.died
            WHERE h.born <> h.died AND d.scn BETWEEN \(low) AND \(high) AND NOT \(later)
            """
        return "(\(living) UNION ALL \(ended))"
    }

    private func bound(
        _ expression: Expression?, _ otherwise: String, _ table: Table, _ place: Position
    ) throws(OracleFailure) -> String {
        guard let expression else { return otherwise }
        return parameter(.session(.flashbackSCN(try number(of: .scn(expression, place), table))))
    }
}

extension Flashback {
    var isOfVersions: Bool {
        switch self {
        case .versionsSCN, .versionsTimestamp: true
        case .scn, .timestamp: false
        }
    }
}
