internal import DecoyDictionary
internal import OracleSQL

/// The texts that make tables, columns and triggers in PostgreSQL.
enum PhysicalTable {
    /// Where the rows of a segment begin: the blocks before hold what Oracle keeps about the segment itself.
    static let firstBlock = 131
    static let rowsPerBlock = 128

    /// A session takes the numbers of a whole block at once, as sessions of Oracle fill blocks of their own.
    static func sequence(_ dataID: Int) -> String {
        "CREATE SEQUENCE data.r\(dataID) MINVALUE 0 START \(firstBlock * rowsPerBlock) CACHE \(rowsPerBlock)"
    }

    /// The ROWID of the next row: blocks fill up one after the other. The two calls see the same number.
    static func nextRow(_ dataID: Int) -> String {
        "((\(dataID)::bigint << 39) + ((nextval('data.r\(dataID)'::regclass) >> 7) << 15)"
            + " + (currval('data.r\(dataID)'::regclass) & 127))"
    }

    /// The ROWID of the row that this session inserted last.
    static func lastRow(_ dataID: Int) -> String {
        "((\(dataID)::bigint << 39) + ((currval('data.r\(dataID)'::regclass) >> 7) << 15)"
            + " + (currval('data.r\(dataID)'::regclass) & 127))"
    }

    /// `c3 numeric(9,2)` with the check of its width; a virtual column needs the text of its expression.
    static func column(_ column: Column, tableID: Int, virtual: String? = nil) -> String {
        var text = "c\(column.number) \(column.type.postgresColumnType)"
        if let virtual { text += " GENERATED ALWAYS AS (\(virtual)) STORED" }
        if let width = width(column, tableID: tableID) {
            text += " CONSTRAINT w\(column.number) CHECK (\(width))"
        }
        return text
    }

    /// The check that a text or bytes are no longer than declared, nil for types without a length.
    static func width(_ column: Column, tableID: Int) -> String? {
        let (measure, limit): (String, Int)
        switch column.type {
        case .varchar2(let length, .byte), .raw(let length), .urowid(let length):
            (measure, limit) = ("octet_length(c\(column.number))", length)
        case .varchar2(let length, .char), .nvarchar2(let length), .nchar(let length), .char(let length, .char):
            (measure, limit) = ("char_length(c\(column.number))", length)
        case .char(let length, .byte): (measure, limit) = ("octet_length(c\(column.number))", length)
        default: return nil
        }
        // Of a NULL nothing is asked: it has no length.
        return
            "CASE WHEN \(measure) > \(limit) "
            + "THEN dict.too_wide(\(tableID), \(column.number), \(measure), \(limit)) ELSE true END"
    }

    /// The statement triggers that keep old versions, on the table and on each of its partitions.
    static func pastTriggers(_ table: Table, on relation: String) -> [String] {
        let names = (["rid", "born"] + physicalColumns(table).map { "c\($0.number)" }).joined(separator: ", ")
        return ["UPDATE", "DELETE"].map { event in
            "CREATE OR REPLACE TRIGGER past_\(event.lowercased()) AFTER \(event) ON \(relation) "
                + "REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT "
                + "EXECUTE FUNCTION dict.keep_past('past.t\(table.id)', '\(names)')"
        }
    }

    static func pastTable(_ table: Table) -> [String] {
        let columns = physicalColumns(table).map { ", c\($0.number) \($0.type.postgresColumnType)" }.joined()
        return [
            "CREATE TABLE past.t\(table.id) (rid int8 NOT NULL, born xid8 NOT NULL, "
                + "died xid8 NOT NULL DEFAULT pg_current_xact_id()\(columns))",
            "CREATE INDEX ON past.t\(table.id) (died)",
        ]
    }

    /// Columns that have room in PostgreSQL.
    static func physicalColumns(_ table: Table) -> [Column] { table.columns.filter { !$0.isUnused } }
}
