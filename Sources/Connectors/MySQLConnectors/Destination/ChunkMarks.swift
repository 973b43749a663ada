internal import Bytes
internal import ConnectorKit
internal import Model
internal import MySQLClient

/// The small table in which the destination itself keeps which chunks it holds. A mark commits with its rows.
enum ChunkMarks {
    static let database = "godwit"
    static let table = "`godwit`.`chunk_mark`"

    static let statements = [
        "CREATE DATABASE IF NOT EXISTS `godwit` DEFAULT CHARACTER SET utf8mb4",
        """
        CREATE TABLE IF NOT EXISTS \(table) (
        project_id VARCHAR(64) NOT NULL, table_number BIGINT NOT NULL, chunk_number BIGINT NOT NULL,
        position BIGINT UNSIGNED NOT NULL, row_count BIGINT NOT NULL, written_at DATETIME(3) NOT NULL,
        summary MEDIUMTEXT NOT NULL,
        PRIMARY KEY (project_id, table_number, chunk_number)) DEFAULT CHARACTER SET utf8mb4
        """,
    ]

    static func insertion(of mark: ChunkMark) -> String {
        var writer = ByteWriter()
        writer.append("INSERT INTO `godwit`.`chunk_mark` VALUES (")
        writer.append(quoted: mark.project.rawValue)
        for number in [mark.table, mark.chunk] {
            writer.append(UInt8(ascii: ","))
            writer.append(decimal: number)
        }
        writer.append(UInt8(ascii: ","))
        writer.append(decimal: mark.position.commit)
        writer.append(UInt8(ascii: ","))
        writer.append(decimal: mark.rows)
        writer.append(",utc_timestamp(3),")
        writer.append(quoted: mark.summary)
        writer.append(")")
        return String(decoding: writer.array, as: UTF8.self)
    }

    static let selection = """
        SELECT chunk_number, position, row_count, summary FROM \(table)
        WHERE project_id = ? AND table_number = ? ORDER BY chunk_number
        """
    static let selectionOfOne = """
        SELECT chunk_number, position, row_count, summary FROM \(table)
        WHERE project_id = ? AND table_number = ? AND chunk_number = ?
        """

    static func mark(_ row: [MySQLValue], of project: ProjectID, table: Int64) -> ChunkMark? {
        guard row.count == 4, let chunk = row[0].integer, let rows = row[2].integer else { return nil }
        let position: UInt64
        switch row[1] {
        case .unsigned(let number): position = number
        case .integer(let number) where number >= 0: position = UInt64(number)
        default: return nil
        }
        return ChunkMark(
            project: project, table: table, chunk: chunk, position: Position(commit: position), rows: rows,
            summary: row[3].string ?? "")
    }

    /// A mark that is there already.
    static func refusal(_ error: MySQLError) -> DatabaseRefusal {
        .chunkIsThere(detail: error.text, code: String(error.number))
    }
}
