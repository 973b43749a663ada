extension Migration {
    /// The catalog of the first release. Moments are milliseconds since 1970 UTC in BIGINT columns named `…_at`.
    /// Columns that begin with `desired_` are written by operators, with `observed_` by agents and components.
    static let foundations = Migration(
        number: 1, name: "foundations",
        sql: """
            -- Small facts about this catalog itself. 'key.check' holds a known text sealed with the key file, so that
            -- a key file that does not belong here is noticed when the catalog is opened.
            CREATE TABLE catalog_fact (
                name        VARCHAR(64) NOT NULL,
                sealed      BLOB NOT NULL,
                written_at  BIGINT NOT NULL,
                PRIMARY KEY (name)
            );
            -- The last number given out, one row per table that numbers its rows.
            CREATE TABLE sequence (
                name        VARCHAR(64) NOT NULL,
                last        BIGINT NOT NULL,
                PRIMARY KEY (name)
            );
            INSERT INTO sequence (name, last) VALUES ('state_change', 0);
            INSERT INTO sequence (name, last) VALUES ('audit_entry', 0);
            INSERT INTO sequence (name, last) VALUES ('ticket', 0);
            INSERT INTO sequence (name, last) VALUES ('metric_series', 0);
            -- Grows whenever what the topic names has changed; watchers compare, then read again.
            CREATE TABLE topic_revision (
                topic       VARCHAR(100) NOT NULL,
                revision    BIGINT NOT NULL,
                PRIMARY KEY (topic)
            );

            -- Hosts with an agent. Name, region and component_limit belong to the operator, observed_* to the agent.
            CREATE TABLE machine (
                id                       VARCHAR(64) NOT NULL,
                name                     VARCHAR(255) NOT NULL,
                address                  VARCHAR(255) NOT NULL,
                region                   VARCHAR(255) NOT NULL,
                component_limit          BIGINT NOT NULL,
                created_at               BIGINT NOT NULL,
                revision                 BIGINT NOT NULL,
                observed_heartbeat_at    BIGINT,
                observed_agent_start_at  BIGINT,
                observed_agent_pid       BIGINT,
                observed_agent_version   VARCHAR(100),
                observed_cores           BIGINT,
                observed_cpu_busy        DOUBLE,
                observed_memory_bytes    BIGINT,
                observed_memory_used     BIGINT,
                observed_disk_bytes      BIGINT,
                observed_disk_used       BIGINT,
                PRIMARY KEY (id)
            );

            -- Processes that work for a project.
            CREATE TABLE component (
                id                    VARCHAR(64) NOT NULL,
                kind                  VARCHAR(64) NOT NULL,
                name                  VARCHAR(255) NOT NULL,
                machine_id            VARCHAR(64) NOT NULL,
                configuration         TEXT NOT NULL,
                created_at            BIGINT NOT NULL,
                revision              BIGINT NOT NULL,
                -- What the operator wants.
                desired_state         VARCHAR(32) NOT NULL,
                desired_generation    BIGINT NOT NULL,
                desired_at            BIGINT NOT NULL,
                desired_by            VARCHAR(255) NOT NULL,
                -- What is true.
                observed_state        VARCHAR(32) NOT NULL,
                observed_since_at     BIGINT NOT NULL,
                observed_generation   BIGINT NOT NULL,
                observed_pid          BIGINT,
                observed_start_ticks  BIGINT,
                observed_boot_id      VARCHAR(64),
                observed_crashes      BIGINT NOT NULL,
                observed_next_at      BIGINT,
                observed_heartbeat_at BIGINT,
                observed_failure      TEXT,
                PRIMARY KEY (id),
                FOREIGN KEY (machine_id) REFERENCES machine (id)
            );
            CREATE UNIQUE INDEX component_by_name ON component (name);
            CREATE INDEX component_by_machine ON component (machine_id);

            -- Rights to act. A row stays when the lease is given back, so that its epoch never falls.
            CREATE TABLE lease (
                name        VARCHAR(128) NOT NULL,
                holder      VARCHAR(255) NOT NULL,
                epoch       BIGINT NOT NULL,
                expires_at  BIGINT NOT NULL,
                PRIMARY KEY (name)
            );

            -- The timeline of every subject. Appended in the transaction of the change itself.
            CREATE TABLE state_change (
                number        BIGINT NOT NULL,
                subject_kind  VARCHAR(32) NOT NULL,
                subject_id    VARCHAR(128) NOT NULL,
                from_state    VARCHAR(64) NOT NULL,
                to_state      VARCHAR(64) NOT NULL,
                cause         TEXT NOT NULL,
                changed_by    VARCHAR(255) NOT NULL,
                changed_at    BIGINT NOT NULL,
                PRIMARY KEY (number)
            );
            CREATE INDEX state_change_by_subject ON state_change (subject_kind, subject_id, number);
            CREATE INDEX state_change_by_moment ON state_change (changed_at);

            -- One row per measured value of a subject. Points at or after a mark are not yet part of that tier.
            CREATE TABLE metric_series (
                id               BIGINT NOT NULL,
                subject_kind     VARCHAR(32) NOT NULL,
                subject_id       VARCHAR(128) NOT NULL,
                name             VARCHAR(100) NOT NULL,
                minutes_mark_at  BIGINT NOT NULL,
                tens_mark_at     BIGINT NOT NULL,
                PRIMARY KEY (id)
            );
            CREATE UNIQUE INDEX metric_series_by_name ON metric_series (subject_kind, subject_id, name);
            -- tier 0: as measured; 1: one minute each; 2: ten minutes each. The mean is total / samples.
            CREATE TABLE metric_point (
                series_id    BIGINT NOT NULL,
                tier         BIGINT NOT NULL,
                measured_at  BIGINT NOT NULL,
                total        DOUBLE NOT NULL,
                samples      BIGINT NOT NULL,
                lowest       DOUBLE NOT NULL,
                highest      DOUBLE NOT NULL,
                PRIMARY KEY (series_id, tier, measured_at)
            );

            -- Asynchronous O&M operations.
            CREATE TABLE ticket (
                id            VARCHAR(64) NOT NULL,
                number        BIGINT NOT NULL,
                kind          VARCHAR(64) NOT NULL,
                subject_kind  VARCHAR(32) NOT NULL,
                subject_id    VARCHAR(128) NOT NULL,
                subject_name  VARCHAR(255) NOT NULL,
                opened_by     VARCHAR(255) NOT NULL,
                created_at    BIGINT NOT NULL,
                finished_at   BIGINT,
                state         VARCHAR(32) NOT NULL,
                steps         TEXT NOT NULL,
                failure       TEXT,
                generation    BIGINT NOT NULL,
                PRIMARY KEY (id)
            );
            CREATE UNIQUE INDEX ticket_by_number ON ticket (number);
            CREATE INDEX ticket_by_state ON ticket (state, number);

            -- Who did what. Never changed; removed only by age.
            CREATE TABLE audit_entry (
                number        BIGINT NOT NULL,
                happened_at   BIGINT NOT NULL,
                actor         VARCHAR(255) NOT NULL,
                address       VARCHAR(255) NOT NULL,
                action        VARCHAR(100) NOT NULL,
                object_kind   VARCHAR(32),
                object_id     VARCHAR(128),
                object_name   VARCHAR(255) NOT NULL,
                outcome       VARCHAR(32) NOT NULL,
                request_id    VARCHAR(64),
                changes       TEXT NOT NULL,
                PRIMARY KEY (number)
            );
            CREATE INDEX audit_entry_by_moment ON audit_entry (happened_at);

            -- Passwords and keys, sealed with the key file; the name is sealed in, so a moved row does not open.
            CREATE TABLE secret (
                name        VARCHAR(128) NOT NULL,
                sealed      BLOB NOT NULL,
                written_at  BIGINT NOT NULL,
                PRIMARY KEY (name)
            );

            -- Saved connections. The password is the secret 'data-source/ID/password'.
            CREATE TABLE data_source (
                id             VARCHAR(64) NOT NULL,
                name           VARCHAR(255) NOT NULL,
                kind           VARCHAR(64) NOT NULL,
                role           VARCHAR(32) NOT NULL,
                region         VARCHAR(255) NOT NULL,
                host           VARCHAR(255) NOT NULL,
                port           BIGINT NOT NULL,
                user_name      VARCHAR(255) NOT NULL,
                database_name  VARCHAR(255) NOT NULL,
                encryption     VARCHAR(32) NOT NULL,
                options        TEXT NOT NULL,
                remark         TEXT NOT NULL,
                observed_test  TEXT,
                created_at     BIGINT NOT NULL,
                revision       BIGINT NOT NULL,
                PRIMARY KEY (id)
            );
            CREATE UNIQUE INDEX data_source_by_name ON data_source (name);

            -- Settings that differ from their standard; the standards are in the program.
            CREATE TABLE parameter_value (
                name        VARCHAR(100) NOT NULL,
                value       TEXT NOT NULL,
                changed_by  VARCHAR(255) NOT NULL,
                changed_at  BIGINT NOT NULL,
                PRIMARY KEY (name)
            );

            -- Who may sign in.
            CREATE TABLE account (
                name             VARCHAR(100) NOT NULL,
                password_hash    VARCHAR(255) NOT NULL,
                created_at       BIGINT NOT NULL,
                password_set_at  BIGINT NOT NULL,
                PRIMARY KEY (name)
            );
            -- Signed-in browsers; only a hash of each token.
            CREATE TABLE console_session (
                token_hash  VARCHAR(128) NOT NULL,
                account     VARCHAR(100) NOT NULL,
                address     VARCHAR(255) NOT NULL,
                created_at  BIGINT NOT NULL,
                used_at     BIGINT NOT NULL,
                expires_at  BIGINT NOT NULL,
                PRIMARY KEY (token_hash),
                FOREIGN KEY (account) REFERENCES account (name)
            );
            CREATE INDEX console_session_by_account ON console_session (account);
            CREATE INDEX console_session_by_end ON console_session (expires_at);
            -- Failed sign-ins in a row, by whatever the console counts by.
            CREATE TABLE sign_in_failure (
                name       VARCHAR(255) NOT NULL,
                failures   BIGINT NOT NULL,
                last_at    BIGINT NOT NULL,
                PRIMARY KEY (name)
            );
            -- Answers kept so that a repeated request is not carried out twice.
            CREATE TABLE remembered_answer (
                account      VARCHAR(100) NOT NULL,
                request_key  VARCHAR(128) NOT NULL,
                status       BIGINT NOT NULL,
                body         TEXT NOT NULL,
                answered_at  BIGINT NOT NULL,
                PRIMARY KEY (account, request_key)
            );
            CREATE INDEX remembered_answer_by_moment ON remembered_answer (answered_at);
            """)
}
