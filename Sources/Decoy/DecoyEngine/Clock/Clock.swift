/// The clock of commits, in schema `clock`: one growing number, the SCN, shared by all sessions.
///
/// A transaction that changed something takes its SCN in `clock.seal()` right before COMMIT, under a lock that it
/// holds until PostgreSQL has made its rows visible. Whoever reads the clock takes the same lock for a moment, shared:
/// everything at or below the number that it gets is visible to every later statement, and nothing else ever becomes
/// so. `AS OF SCN n` needs for each row version the SCN of the transaction that made it: `clock.commits` knows those
/// that are not older than the retention; a transaction below the boundary of a moment needs no look-up.
package enum Clock {
    /// The first SCN of a database: no round number, so that nobody takes it for a constant.
    static let firstSCN = 1_204_611

    private static let parts = [tables, logs, sealing, reading, moments, times, pruning, sessions]

    /// Installed when a database is made and again when `version` changes; it never touches data.
    package static let script = (parts + ["COMMENT ON SCHEMA clock IS '\(version)';"])
        .joined(separator: "\n")

    package static let version: String = {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for part in parts {
            for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        return "clock " + String(hash, radix: 16)
    }()

    package static let installedVersion =
        "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = 'clock'"

    private static let tables = """
        CREATE SCHEMA IF NOT EXISTS clock;
        CREATE SCHEMA IF NOT EXISTS ora;
        CREATE SEQUENCE IF NOT EXISTS clock.scn START \(firstSCN);
        CREATE TABLE IF NOT EXISTS clock.commits (
            xid xid8 PRIMARY KEY, scn int8 NOT NULL, at timestamptz NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS commits_scn ON clock.commits (scn) INCLUDE (xid, at);
        CREATE INDEX IF NOT EXISTS commits_at ON clock.commits (at, scn);
        CREATE TABLE IF NOT EXISTS clock.samples (scn int8 PRIMARY KEY, at timestamptz NOT NULL);
        CREATE INDEX IF NOT EXISTS samples_at ON clock.samples (at, scn);
        CREATE TABLE IF NOT EXISTS clock.horizon (
            one boolean PRIMARY KEY DEFAULT true CHECK (one), scn int8 NOT NULL, at timestamptz NOT NULL);
        INSERT INTO clock.horizon (scn, at) VALUES (0, 'epoch') ON CONFLICT DO NOTHING;
        CREATE OR REPLACE FUNCTION clock.fail(text) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION USING MESSAGE = $1, ERRCODE = 'OR000';
        END $$;
        """

    /// Redo logs: the highest sequence is the current one, the others are archived. No redo is in them.
    private static let logs = """
        CREATE TABLE IF NOT EXISTS clock.logs (
            sequence int8 PRIMARY KEY, first_change int8 NOT NULL, first_time timestamptz NOT NULL);
        INSERT INTO clock.logs SELECT 1, last_value, clock_timestamp() FROM clock.scn
            WHERE NOT EXISTS (SELECT FROM clock.logs);
        CREATE OR REPLACE FUNCTION clock.switch_log() RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_advisory_xact_lock(7221, 1);
            INSERT INTO clock.logs SELECT max(sequence) + 1, nextval('clock.scn'), clock_timestamp() FROM clock.logs;
        END $$;
        CREATE OR REPLACE VIEW clock.log_list AS
            SELECT sequence, (sequence - 1) % 3 + 1 AS place, first_change,
                date_trunc('second', first_time AT TIME ZONE 'UTC') AS first_time,
                lead(first_change) OVER w AS next_change,
                date_trunc('second', lead(first_time) OVER w AT TIME ZONE 'UTC') AS next_time
            FROM clock.logs WINDOW w AS (ORDER BY sequence);
        """

    /// Deferred constraints are checked before the lock: their check may wait for somebody who waits for the lock.
    private static let sealing = """
        CREATE OR REPLACE FUNCTION clock.seal() RETURNS int8 LANGUAGE plpgsql AS $$
        DECLARE n int8;
        BEGIN
            SET CONSTRAINTS ALL IMMEDIATE;
            PERFORM pg_advisory_xact_lock(7221, 1);
            n := nextval('clock.scn');
            INSERT INTO clock.commits (xid, scn, at) VALUES (pg_current_xact_id(), n, clock_timestamp());
            RETURN n;
        END $$;
        """

    private static let reading = """
        CREATE OR REPLACE FUNCTION clock.wait() RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_advisory_lock_shared(7221, 1);
            PERFORM pg_advisory_unlock_shared(7221, 1);
        END $$;
        CREATE OR REPLACE FUNCTION clock.current_scn() RETURNS int8 LANGUAGE plpgsql AS $$
        DECLARE n int8;
        BEGIN
            PERFORM pg_advisory_lock_shared(7221, 1);
            n := nextval('clock.scn');
            PERFORM pg_advisory_unlock_shared(7221, 1);
            RETURN n;
        END $$;
        CREATE OR REPLACE FUNCTION ora.row_scn(born xid8) RETURNS numeric LANGUAGE sql STABLE AS $$
            SELECT CASE WHEN born = pg_current_xact_id_if_assigned() THEN NULL ELSE coalesce(
                (SELECT scn FROM clock.commits WHERE xid = born), (SELECT scn FROM clock.horizon))::numeric END
        $$;
        """

    private static let moments = """
        CREATE OR REPLACE FUNCTION clock.boundary(n int8) RETURNS xid8 LANGUAGE sql AS $$
            SELECT least((SELECT min(xid) FROM clock.commits WHERE scn > n), pg_snapshot_xmin(pg_current_snapshot()))
        $$;
        CREATE OR REPLACE FUNCTION clock.moment(n numeric, OUT scn int8, OUT boundary xid8) LANGUAGE plpgsql AS $$
        BEGIN
            IF n IS NULL THEN PERFORM clock.fail('ORA-08187: snapshot expression not allowed here'); END IF;
            IF n < 0 OR n > (SELECT last_value FROM clock.scn) THEN
                PERFORM clock.fail('ORA-08181: specified number is not a valid system change number');
            END IF;
            scn := trunc(n);
            PERFORM clock.wait();
            IF scn < (SELECT h.scn FROM clock.horizon h) THEN
                PERFORM clock.fail(
                    'ORA-01555: snapshot too old: rollback segment number 1 with name "_SYSSMU1_DECOY$" too small');
            END IF;
            boundary := clock.boundary(scn);
        END $$;
        CREATE OR REPLACE FUNCTION clock.moment_at(t numeric, OUT scn int8, OUT boundary xid8) LANGUAGE plpgsql AS $$
        DECLARE moment timestamptz := to_timestamp(0) + t * interval '1 second';
        BEGIN
            IF moment IS NULL OR moment > clock_timestamp() + interval '1 second' THEN
                PERFORM clock.fail('ORA-08186: invalid timestamp specified');
            END IF;
            scn := clock.scn_at(moment);
            SELECT m.boundary INTO boundary FROM clock.moment(scn) m;
        END $$;
        """

    private static let times = """
        CREATE OR REPLACE FUNCTION clock.scn_at(moment timestamptz) RETURNS int8 LANGUAGE plpgsql AS $$
        DECLARE n int8;
        BEGIN
            PERFORM clock.wait();
            n := greatest(
                (SELECT scn FROM clock.commits WHERE at <= moment ORDER BY at DESC, scn DESC LIMIT 1),
                (SELECT scn FROM clock.samples WHERE at <= moment ORDER BY at DESC, scn DESC LIMIT 1));
            IF n IS NULL THEN
                PERFORM clock.fail('ORA-08180: no snapshot found based on specified time');
            END IF;
            RETURN n;
        END $$;
        CREATE OR REPLACE FUNCTION ora.timestamp_to_scn(t numeric) RETURNS numeric LANGUAGE plpgsql AS $$
        DECLARE moment timestamptz := to_timestamp(0) + t * interval '1 second';
        BEGIN
            IF t IS NULL THEN RETURN NULL; END IF;
            IF moment > clock_timestamp() + interval '1 second' THEN
                PERFORM clock.fail('ORA-08180: no snapshot found based on specified time');
            END IF;
            RETURN clock.scn_at(moment);
        END $$;
        CREATE OR REPLACE FUNCTION ora.scn_to_timestamp(n numeric) RETURNS numeric LANGUAGE plpgsql AS $$
        DECLARE moment timestamptz;
        BEGIN
            IF n IS NULL THEN RETURN NULL; END IF;
            IF n <= (SELECT last_value FROM clock.scn) THEN
                SELECT max(at) INTO moment FROM (
                    (SELECT at FROM clock.commits WHERE scn <= n ORDER BY scn DESC LIMIT 1) UNION ALL
                    (SELECT at FROM clock.samples WHERE scn <= n ORDER BY scn DESC LIMIT 1)) AS known;
            END IF;
            IF moment IS NULL THEN
                PERFORM clock.fail('ORA-08181: specified number is not a valid system change number');
            END IF;
            RETURN round(extract(epoch FROM moment), 9);
        END $$;
        CREATE OR REPLACE FUNCTION clock.sample() RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO clock.samples (scn, at) VALUES (clock.current_scn(), clock_timestamp()) ON CONFLICT DO NOTHING;
        END $$;
        """

    /// A commit is forgotten when it lies below the boundary of the oldest moment that can still be asked for: from
    /// then on its number alone says that it is older. Versions of rows go when they died before that moment. The
    /// horizon moves after the removal and is obeyed by the next one, so that a statement that has just settled its
    /// moment still finds what it needs.
    private static let pruning = """
        CREATE OR REPLACE FUNCTION clock.prune(retention interval) RETURNS int LANGUAGE plpgsql AS $$
        DECLARE
            oldest int8;
            limit_xid xid8;
            removed int := 0;
            part int;
            relation text;
        BEGIN
            PERFORM clock.wait();
            limit_xid := clock.boundary((SELECT scn FROM clock.horizon));
            FOR relation IN
                SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = 'past' AND c.relkind = 'r'
            LOOP
                EXECUTE format('DELETE FROM past.%I WHERE died < $1', relation) USING limit_xid;
                GET DIAGNOSTICS part = ROW_COUNT;
                removed := removed + part;
            END LOOP;
            DELETE FROM clock.commits WHERE xid < limit_xid;
            DELETE FROM clock.samples WHERE at < clock_timestamp() - greatest(retention, interval '5 days');
            SELECT max(scn) INTO oldest FROM clock.samples WHERE at < clock_timestamp() - retention;
            UPDATE clock.horizon SET scn = oldest, at = clock_timestamp() - retention WHERE scn < oldest;
            RETURN removed;
        END $$;
        """

    /// Who is signed in: rows of backends that are gone are no sessions, and a backend's number may come again.
    private static let sessions = """
        CREATE UNLOGGED TABLE IF NOT EXISTS clock.sessions (
            pid int PRIMARY KEY, started timestamptz NOT NULL, sid int NOT NULL, serial int NOT NULL, username text,
            program text, machine text, os_user text, terminal text, process text, module text, action text,
            client_info text, client_identifier text);
        ALTER TABLE clock.sessions ADD COLUMN IF NOT EXISTS driver text, ADD COLUMN IF NOT EXISTS operation text;
        CREATE OR REPLACE FUNCTION clock.register_session(sid int, serial int, username text, said text[])
        RETURNS void LANGUAGE sql AS $$
            INSERT INTO clock.sessions SELECT a.pid, a.backend_start, $1, $2, $3, said[1], said[2], said[3], said[4],
                said[5], said[6], said[7], said[8], said[9], said[10], said[11]
            FROM pg_stat_activity a WHERE a.pid = pg_backend_pid()
            ON CONFLICT (pid) DO UPDATE SET started = excluded.started, sid = excluded.sid, serial = excluded.serial,
                username = excluded.username, program = excluded.program, machine = excluded.machine,
                os_user = excluded.os_user, terminal = excluded.terminal, process = excluded.process,
                module = excluded.module, action = excluded.action, client_info = excluded.client_info,
                client_identifier = excluded.client_identifier, driver = excluded.driver,
                operation = excluded.operation
        $$;
        CREATE OR REPLACE VIEW clock.live_sessions AS
            SELECT s.pid, s.started, s.sid, s.serial, s.username, s.program, s.machine, s.os_user, s.terminal,
                s.process, s.module, s.action, s.client_info, s.client_identifier, a.state, a.query_start,
                a.state_change, a.xact_start, a.backend_xid, pg_blocking_pids(a.pid) AS blockers, s.driver, s.operation
            FROM clock.sessions s JOIN pg_stat_activity a ON a.pid = s.pid AND a.backend_start = s.started;
        """
}
