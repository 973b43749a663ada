extension Migration {
    /// What users type before it is a project, and when a project was last checked.
    static let drafts = Migration(
        number: 3, name: "drafts",
        sql: """
            CREATE TABLE project_draft (
                id                VARCHAR(64) NOT NULL,
                owner             VARCHAR(255) NOT NULL,
                created_at        BIGINT NOT NULL,
                changed_at        BIGINT NOT NULL,
                revision          BIGINT NOT NULL,
                name              VARCHAR(1024) NOT NULL,
                content           TEXT NOT NULL,
                project_id        VARCHAR(64),
                project_revision  BIGINT,
                PRIMARY KEY (id)
            );
            CREATE INDEX project_draft_by_owner ON project_draft (owner, changed_at);

            -- The last precheck that asked everything. The digest covers what was asked about: ends, objects, steps,
            -- options; a project that asks for something else must be checked again.
            CREATE TABLE precheck_run (
                project_id   VARCHAR(64) NOT NULL,
                digest       VARCHAR(64) NOT NULL,
                finished_at  BIGINT NOT NULL,
                PRIMARY KEY (project_id)
            );
            """)
}
