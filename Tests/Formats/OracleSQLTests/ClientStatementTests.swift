import Testing

@testable import OracleSQL

/// Statements that drivers and readers of changes send, in the shapes they send them.
@Suite struct ClientStatementTests {
    static let queries = [
        "SELECT DBTIMEZONE FROM DUAL",
        "SELECT NULL AS table_cat, t.owner, 'TABLE' AS table_type FROM ALL_OBJECTS t WHERE t.owner LIKE :1 ESCAPE '/' "
            + "AND t.object_name LIKE :2 ESCAPE '/' AND t.object_type IN ('xxx', 'TABLE', 'VIEW') ORDER BY "
            + "table_type, owner",
        "SELECT SYSTIMESTAMP FROM DUAL", "select version from product_component_version",
        "select * from ( SELECT a FROM b ) where rownum <= 1", "SELECT LOG_MODE FROM V$DATABASE",
        "SELECT VALUE FROM V$PARAMETER WHERE UPPER(NAME) = UPPER(:1)",
        "select VALUE from NLS_DATABASE_PARAMETERS where PARAMETER = 'NLS_NCHAR_CHARACTERSET'",
        "SELECT NLS_CHARSET_ID(VALUE) FROM NLS_DATABASE_PARAMETERS WHERE PARAMETER = 'NLS_CHARACTERSET'",
        "SELECT COUNT(1) FROM V$ARCHIVE_DEST_STATUS WHERE STATUS='VALID' AND TYPE='LOCAL' AND ROWNUM=1",
        "SELECT OWNER, TABLE_NAME FROM ALL_TABLES WHERE TABLE_NAME NOT LIKE 'MDRT_%' AND IOT_NAME IS NULL AND "
            + "NESTED = 'NO'and TABLE_NAME not in (select PARENT_TABLE_NAME from ALL_NESTED_TABLES)",
        "SELECT TIMESTAMP_TO_SCN(MAX(last_ddl_time)) FROM all_objects WHERE (owner=:1 and object_name=:2) or "
            + "(owner=:3)",
        "SELECT 1 FROM DUAL WHERE SCN_TO_TIMESTAMP(12)=SCN_TO_TIMESTAMP(13)",
        "SELECT d.CURRENT_SCN, t.XID, t.START_SCN FROM V$DATABASE d LEFT OUTER JOIN V$TRANSACTION t ON "
            + "t.START_SCN < d.CURRENT_SCN",
        "SELECT COUNT(1) FROM ALL_ALL_TABLES WHERE OWNER=:1 AND TABLE_NAME=:2 AND TABLE_TYPE IS NULL",
        "SELECT dbms_metadata.get_ddl('TABLE',:1,:2) FROM DUAL", "SELECT scn_to_timestamp('123') FROM DUAL",
        "SELECT CAST(TO_TIMESTAMP('1') AS TIMESTAMP(6) WITH LOCAL TIME ZONE) FROM DUAL",
        "SELECT \"C1\", \"C2\" FROM \"S\".\"T\" AS OF SCN 123",
        "SELECT * FROM (SELECT a, b FROM \"S\".\"T\" WHERE (a > :1) OR (a = :2 AND b > :3) ORDER BY a, b) WHERE "
            + "ROWNUM <= 10",
        "SELECT GROUP#, BYTES FROM V$LOG ORDER BY 1", "SELECT 'KEY', SUPPLEMENTAL_LOG_DATA_ALL FROM V$DATABASE",
        "SELECT MIN(FIRST_CHANGE#) FROM (SELECT MIN(FIRST_CHANGE#) AS FIRST_CHANGE# FROM V$LOG UNION SELECT "
            + "MIN(A.FIRST_CHANGE#) AS FIRST_CHANGE# FROM V$ARCHIVED_LOG A, V$DATABASE D WHERE A.STATUS='A' AND "
            + "A.RESETLOGS_TIME = D.RESETLOGS_TIME AND A.FIRST_TIME >= SYSDATE - (4/24))",
        "SELECT A.BLOCKS*BLOCK_SIZE FROM V$ARCHIVED_LOG A WHERE A.THREAD#=1 AND A.FIRST_CHANGE# <= 5 ORDER BY "
            + "A.SEQUENCE# DESC",
        "SELECT 'TOTAL', COUNT(1) FROM V$ARCHIVED_LOG A WHERE A.FIRST_TIME > TRUNC(SYSDATE)",
        "SELECT DS.DEST_NAME, MAX(COUNT(1)) FROM V$ARCHIVED_LOG A GROUP BY DS.DEST_NAME",
        "SELECT VALUE FROM v$statname n, v$mystat m WHERE n.name='session uga memory' AND n.statistic#=m.statistic#",
        "SELECT timestamp_to_scn(scn_to_timestamp(:1) - (:2 / 86400000)) FROM DUAL",
        "select timestamp_to_scn(CAST(scn_to_timestamp(5) as date) - INTERVAL '5' MINUTE) from dual",
        "SELECT c FROM (SELECT * FROM t AS OF SCN :1) WHERE k=:2",
        "SELECT SCN, SQL_REDO, ROLLBACK, THREAD#, DATA_OBJ#, START_SCN FROM V$LOGMNR_CONTENTS WHERE SCN > :1 "
            + "AND SCN <= :2 "
            + "AND (((OPERATION_CODE IN (1,2,3,6,7,27,34,36,255)) AND (SEG_OWNER IS NULL OR SEG_OWNER NOT IN "
            + "('SYS')) AND "
            + "(TABLE_NAME IS NULL OR TABLE_NAME NOT LIKE 'MLOG$%')) OR (OPERATION_CODE = 5 AND INFO NOT LIKE "
            + "'INTERNAL%'))",
        "SELECT 1 FROM V$LOGMNR_CONTENTS WHERE (COMMIT_SCN >= :1 AND COMMIT_SCN < :2 OR (COMMIT_SCN IS NULL AND "
            + "INFO IN "
            + "(' DDL', 'USER DDL (PlSql=0 RecDep=0)'))) AND REGEXP_LIKE(SEG_OWNER || '.' || TABLE_NAME, '^x$','i')",
        "SELECT 1 FROM t WHERE (CASE WHEN OPERATION_CODE IN (6,7,36) THEN 1 ELSE CASE WHEN UPPER(SEG_OWNER || '.' || "
            + "TABLE_NAME) IN ('A.B') THEN 1 ELSE 0 END END = 1)",
        "WITH relevant_xids AS (SELECT DISTINCT XID as RXID FROM V$LOGMNR_CONTENTS WHERE 1=1) SELECT /*+ "
            + "ORDERED USE_NL(R) */ "
            + "SCN FROM V$LOGMNR_CONTENTS V JOIN relevant_xids R ON R.RXID = V.XID WHERE 2=2",
    ]

    @Test(arguments: queries) func aQueryOfAClientIsRead(_ text: String) throws {
        guard case .query = try parseStatement(text) else {
            Issue.record("no query: \(text)")
            return
        }
    }

    static let blocks = [
        "begin dbms_metadata.set_transform_param(DBMS_METADATA.SESSION_TRANSFORM, 'STORAGE', false); end;",
        "BEGIN SYS.DBMS_LOGMNR.REMOVE_LOGFILE(LOGFILENAME => 'f');END;",
        "BEGIN sys.dbms_logmnr.add_logfile(LOGFILENAME => 'f', OPTIONS => DBMS_LOGMNR.ADDFILE); END;",
        "BEGIN sys.dbms_logmnr.start_logmnr(startScn => '1', endScn => '2', options => "
            + "DBMS_LOGMNR.DICT_FROM_ONLINE_CATALOG "
            + "+ DBMS_LOGMNR.NO_ROWID_IN_STMT); END;",
        "BEGIN DBMS_LOGMNR_D.BUILD (options => DBMS_LOGMNR_D.STORE_IN_REDO_LOGS); END;",
        "BEGIN SYS.DBMS_LOGMNR.END_LOGMNR(); END;",
        "BEGIN SELECT MAX(CASE WHEN PARAMETER='A' THEN VALUE END), MAX(CASE WHEN PARAMETER='B' THEN VALUE END) "
            + "INTO :p1, :p2 "
            + "FROM SYS.NLS_SESSION_PARAMETERS; END;",
        "declare in_a varchar2(10) := null; c SYS_REFCURSOR; begin in_a := :1; open c for select decode(a, 'x', "
            + "1, 2) as b "
            + "from all_tab_cols where owner like in_a escape '/' order by 1; :4 := c; end;",
    ]

    @Test(arguments: blocks) func aBlockOfAClientIsRead(_ text: String) throws {
        guard case .block = try parseStatement(text) else {
            Issue.record("no block: \(text)")
            return
        }
    }

    @Test func settingsOfASessionAreReadInOneStatement() throws {
        let text =
            "ALTER SESSION SET NLS_DATE_FORMAT = 'YYYY-MM-DD'  NLS_NUMERIC_CHARACTERS = '.,' TIME_ZONE='00:00' "
            + "SORT_AREA_SIZE = 5"
        guard case .alterSession(let settings, _) = try parseStatement(text) else {
            Issue.record("no setting")
            return
        }
        #expect(
            settings == [
                .parameter(name: Name("NLS_DATE_FORMAT"), value: "YYYY-MM-DD", isLiteral: true),
                .parameter(name: Name("NLS_NUMERIC_CHARACTERS"), value: ".,", isLiteral: true),
                .parameter(name: Name("TIME_ZONE"), value: "00:00", isLiteral: true),
                .parameter(name: Name("SORT_AREA_SIZE"), value: "5", isLiteral: false),
            ])
    }

    @Test func aContainerIsSwitchedByName() throws {
        guard case .alterSession(let settings, _) = try parseStatement("alter session set container=cdb$root") else {
            Issue.record("no setting")
            return
        }
        #expect(settings == [.parameter(name: Name("CONTAINER"), value: "CDB$ROOT", isLiteral: false)])
    }
}
