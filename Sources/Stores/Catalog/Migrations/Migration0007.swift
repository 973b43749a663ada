extension Migration {
    /// Two attempts at a chunk may read it at one position: each names its rejected rows as its own.
    static let attempts = Migration(
        number: 7, name: "attempts",
        sql: """
            ALTER TABLE row_rejection RENAME TO row_rejection_before;
            CREATE TABLE row_rejection (
                project_id    VARCHAR(64) NOT NULL,
                table_number  BIGINT NOT NULL,
                chunk_number  BIGINT NOT NULL,
                position      BIGINT NOT NULL,
                attempt       BIGINT NOT NULL,
                ordinal       BIGINT NOT NULL,
                content       TEXT NOT NULL,
                rejected_at   BIGINT NOT NULL,
                PRIMARY KEY (project_id, table_number, chunk_number, position, attempt, ordinal)
            );
            INSERT INTO row_rejection
                SELECT project_id, table_number, chunk_number, position, 0, ordinal, content, rejected_at
                FROM row_rejection_before;
            DROP TABLE row_rejection_before;
            """)
}
