import OracleSQL
import Testing

@testable import DecoyEngine

@Suite(.serialized) struct QueuePackageTests {
    @Test func aQueueTableIsATableAndItsQueuesAreListed() async throws {
        try await withBlocks { session in
            _ = try session.run("CREATE TYPE letter AS OBJECT (title VARCHAR2(10))")
            _ = try session.run(
                """
                BEGIN
                    dbms_aqadm.create_queue_table('blocks.letter_tab', 'blocks.letter');
                    dbms_aqadm.create_queue('letters', 'letter_tab', comment => 'post');
                    dbms_aqadm.start_queue('letters');
                    dbms_aqadm.create_queue_table('raw_tab', 'RAW', multiple_consumers => true);
                    dbms_aqadm.create_queue('raws', 'raw_tab');
                    dbms_aqadm.add_subscriber('raws', sys.aq$_agent('READER', null, null));
                END;
                """)
            #expect(
                try session.rows("SELECT TO_CHAR(COUNT(*)) FROM letter_tab t WHERE t.user_data.title = 'x'") == [["0"]])
            #expect(try session.rows("SELECT q_name FROM raw_tab") == [])
            _ = try session.run("BEGIN dbms_aqadm.stop_queue('letters'); dbms_aqadm.drop_queue('letters'); END;")
            _ = try session.run("BEGIN dbms_aqadm.drop_queue_table('letter_tab'); END;")
            _ = try session.run("BEGIN dbms_aqadm.drop_queue_table('raw_tab', true); END;")
            #expect(session.failure("SELECT q_name FROM raw_tab")?.code == 942)
            _ = try session.run("DROP TYPE letter")
        }
    }

    static let refused: [(String, Int)] = [
        ("dbms_aqadm.create_queue('q', 'no_tab')", 24_002), ("dbms_aqadm.start_queue('no_queue')", 24_010),
        ("dbms_aqadm.drop_queue_table('no_tab')", 24_002), ("dbms_aqadm.create_queue_table('q_tab', 'RAW')", 24_001),
        ("dbms_aqadm.create_queue('q_one', 'q_tab')", 24_006), ("dbms_aqadm.drop_queue('q_one')", 24_011),
        ("dbms_aqadm.drop_queue_table('q_tab')", 24_012), ("execute immediate 'drop table q_tab'", 24_005),
    ]

    @Test(.serialized, arguments: refused) func whatIsWrongHasOraclesNumber(_ call: String, _ code: Int) async throws {
        try await withBlocks { session in
            if session.failure("SELECT q_name FROM q_tab") != nil {
                _ = try session.run(
                    "BEGIN dbms_aqadm.create_queue_table('q_tab', 'RAW'); dbms_aqadm.create_queue('q_one', 'q_tab'); "
                        + "dbms_aqadm.start_queue('q_one'); END;")
            }
            #expect(session.failure("BEGIN \(call); END;")?.code == code)
        }
    }
}
