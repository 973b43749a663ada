extension Migration {
    /// Projects: what users ask for, their objects, and how far the rows of each table are. Columns named `content`,
    /// `specification`, `observed_steps`, `chunk_range` and `losses` hold JSON.
    static let projects = Migration(
        number: 2, name: "projects",
        sql: """
            CREATE TABLE project (
                id                   VARCHAR(64) NOT NULL,
                name                 VARCHAR(255) NOT NULL,
                kind                 VARCHAR(64) NOT NULL,
                specification        TEXT NOT NULL,
                owner                VARCHAR(255) NOT NULL,
                created_at           BIGINT NOT NULL,
                revision             BIGINT NOT NULL,
                desired_wish         VARCHAR(64) NOT NULL,
                desired_generation   BIGINT NOT NULL,
                desired_at           BIGINT NOT NULL,
                desired_by           VARCHAR(255) NOT NULL,
                observed_state       VARCHAR(64) NOT NULL,
                observed_since_at    BIGINT NOT NULL,
                observed_generation  BIGINT NOT NULL,
                observed_steps       TEXT NOT NULL,
                observed_failure     TEXT,
                PRIMARY KEY (id)
            );
            CREATE UNIQUE INDEX project_name ON project (name);

            -- The objects of a project in the order of their creation.
            CREATE TABLE project_object (
                project_id          VARCHAR(64) NOT NULL,
                number              BIGINT NOT NULL,
                kind                VARCHAR(64) NOT NULL,
                source_schema       VARCHAR(255) NOT NULL,
                source_name         VARCHAR(255) NOT NULL,
                destination_schema  VARCHAR(255) NOT NULL,
                destination_name    VARCHAR(255) NOT NULL,
                state               VARCHAR(64) NOT NULL,
                is_removed          BIGINT NOT NULL,
                content             TEXT NOT NULL,
                PRIMARY KEY (project_id, number)
            );
            CREATE INDEX project_object_state ON project_object (project_id, state);

            -- The answers of the last precheck; a skip is the operator's.
            CREATE TABLE precheck_finding (
                project_id    VARCHAR(64) NOT NULL,
                number        BIGINT NOT NULL,
                question_key  VARCHAR(100) NOT NULL,
                subject       VARCHAR(600) NOT NULL,
                outcome       VARCHAR(64) NOT NULL,
                content       TEXT NOT NULL,
                skipped_by    VARCHAR(255),
                skipped_at    BIGINT,
                PRIMARY KEY (project_id, number)
            );

            -- How far the rows of each table are; the sums move in the transaction that records a chunk as done.
            CREATE TABLE table_copy (
                project_id        VARCHAR(64) NOT NULL,
                table_number      BIGINT NOT NULL,
                state             VARCHAR(64) NOT NULL,
                has_large_values  BIGINT NOT NULL,
                rows_estimated    BIGINT,
                bytes_estimated   BIGINT,
                rows_written      BIGINT NOT NULL,
                rows_ignored      BIGINT NOT NULL,
                rows_quarantined  BIGINT NOT NULL,
                bytes_read        BIGINT NOT NULL,
                chunks_done       BIGINT NOT NULL,
                chunks_planned    BIGINT NOT NULL,
                is_planned        BIGINT NOT NULL,
                losses            TEXT NOT NULL,
                times             TEXT NOT NULL,
                started_at        BIGINT,
                finished_at       BIGINT,
                failure           TEXT,
                planner_lease     VARCHAR(128),
                planner_epoch     BIGINT,
                PRIMARY KEY (project_id, table_number)
            );

            -- Ranges of rows. A claim is worth as much as the lease that it names. `split_from` names the chunk whose
            -- half this one is; that chunk is done, with no rows of its own.
            CREATE TABLE chunk (
                project_id       VARCHAR(64) NOT NULL,
                table_number     BIGINT NOT NULL,
                number           BIGINT NOT NULL,
                chunk_range      TEXT NOT NULL,
                rows_estimated   BIGINT,
                bytes_estimated  BIGINT,
                state            VARCHAR(64) NOT NULL,
                claimed_lease    VARCHAR(128),
                claimed_epoch    BIGINT,
                attempts         BIGINT NOT NULL,
                position         BIGINT,
                row_count        BIGINT,
                finished_at      BIGINT,
                split_from       BIGINT,
                PRIMARY KEY (project_id, table_number, number)
            );
            CREATE INDEX chunk_state ON chunk (project_id, state, table_number, number);

            -- Rows that could not be written, written before their chunk commits. Each attempt reads its chunk at a
            -- position of its own; when the chunk is done the rows of the attempt that committed are kept.
            CREATE TABLE row_rejection (
                project_id    VARCHAR(64) NOT NULL,
                table_number  BIGINT NOT NULL,
                chunk_number  BIGINT NOT NULL,
                position      BIGINT NOT NULL,
                ordinal       BIGINT NOT NULL,
                content       TEXT NOT NULL,
                rejected_at   BIGINT NOT NULL,
                PRIMARY KEY (project_id, table_number, chunk_number, position, ordinal)
            );
            """)
}
