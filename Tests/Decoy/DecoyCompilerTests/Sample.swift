import DecoyDictionary
import OracleSQL

/// The dictionary and the rows that the tests work on: a company in the style of the usual sample schemas.
enum Sample {
    static let number = OracleType.number(precision: nil, scale: nil)

    static func make(_ id: Int, _ owner: String, _ name: String, _ columns: [(String, OracleType, Bool)]) -> Table {
        var made: [Column] = []
        for (place, column) in columns.enumerated() {
            made.append(
                Column(
                    name: column.0, number: place + 1, type: column.1, isNullable: column.2, position: place + 1))
        }
        return Table(
            object: DictionaryObject(id: id, owner: owner, name: name, kind: .table), columns: made, dataObjectID: id)
    }

    static let departments = make(
        10, "HR", "DEPT",
        [
            ("DEPTNO", .number(precision: 2, scale: 0), false), ("DNAME", .varchar2(14, .byte), true),
            ("LOC", .char(10, .byte), true),
        ])

    static let employees: Table = {
        var table = make(
            11, "HR", "EMP",
            [
                ("EMPNO", .number(precision: 4, scale: 0), false), ("ENAME", .varchar2(10, .byte), true),
                ("JOB", .varchar2(9, .byte), true), ("MGR", .number(precision: 4, scale: 0), true),
                ("HIREDATE", .date, true), ("SAL", .number(precision: 7, scale: 2), true),
                ("COMM", .number(precision: 7, scale: 2), true), ("DEPTNO", .number(precision: 2, scale: 0), true),
            ])
        table.columns[6].defaultText = "0"
        return table
    }()

    static let kinds = make(
        12, "HR", "KINDS",
        [
            ("ID", .number(precision: nil, scale: 0), true), ("TS", .timestamp(6), true),
            ("TZ", .timestampTZ(6), true), ("LTZ", .timestampLTZ(6), true), ("YM", .intervalYM(2), true),
            ("DS", .intervalDS(day: 2, second: 6), true), ("F", .binaryFloat, true), ("D", .binaryDouble, true),
            ("R", .raw(16), true), ("TEXT", .clob, true), ("N", number, true), ("NC", .nchar(4), true),
        ])

    static let hidden = make(13, "OTHER", "SECRET", [("A", number, true)])

    static let sequence = SequenceDefinition(
        object: DictionaryObject(id: 20, owner: "HR", name: "EMP_SEQ", kind: .sequence))

    static let view: View = View(
        object: DictionaryObject(id: 21, owner: "HR", name: "CLERKS", kind: .view),
        text: "SELECT empno, ename, sal * 12 AS yearly FROM emp WHERE job = 'CLERK'",
        columns: [
            Column(name: "ID", number: 1, type: .number(precision: 4, scale: 0), position: 1),
            // Not in the order of their places: whoever reads them must sort.
            Column(name: "YEARLY", number: 3, type: number, position: 3),
            Column(name: "ENAME", number: 2, type: .varchar2(10, .byte), position: 2),
        ])

    static let dual = SystemView(
        name: "DUAL", columns: [(name: "DUMMY", type: .varchar2(1, .byte))], query: "SELECT 'X'::text", isPublic: true,
        isTable: true)

    static let dictionary: DataDictionary = {
        var contents = DictionaryContents()
        contents.users = [User(id: 1, name: "HR"), User(id: 2, name: "OTHER"), User(id: 3, name: "GUEST")]
        contents.tables = [departments, employees, kinds, hidden]
        contents.sequences = [sequence]
        contents.views = [view]
        contents.systemViews = [dual]
        contents.grants = [
            Grant(
                grantee: "GUEST", grantor: "HR", kind: .object("SELECT", objectID: 11, columns: []), isGrantable: false)
        ]
        contents.synonyms = [
            Synonym(
                object: DictionaryObject(id: 30, owner: "PUBLIC", name: "STAFF", kind: .synonym),
                pointsTo: QualifiedName("HR", "EMP"))
        ]
        return DataDictionary(contents)
    }()

    /// The tables as the engine would make them.
    static var script: String {
        var text = """
            CREATE SCHEMA IF NOT EXISTS data; CREATE SCHEMA IF NOT EXISTS past; CREATE SCHEMA IF NOT EXISTS clock;
            CREATE TABLE clock.commits (xid xid8, scn int8, at timestamptz);
            CREATE SEQUENCE data.s20;

            """
        for table in [departments, employees, kinds, hidden] {
            let columns = table.columns.map { "\($0.physicalName) \($0.type.postgresColumnType)" }
            let list = columns.joined(separator: ", ")
            text += """
                CREATE SEQUENCE data.r\(table.id);
                CREATE TABLE \(table.physicalName) (\(list),
                    rid int8 NOT NULL DEFAULT nextval('data.r\(table.id)'),
                    born xid8 NOT NULL DEFAULT pg_current_xact_id());
                CREATE TABLE \(table.pastName) (\(list), rid int8, born xid8, died xid8);

                """
        }
        return text + rows
    }

    private static let rows = """
        INSERT INTO data.t10 VALUES (10, 'ACCOUNTING', rpad('NEW YORK', 10)), (20, 'RESEARCH', rpad('DALLAS', 10)),
            (30, 'SALES', rpad('CHICAGO', 10)), (40, 'OPERATIONS', rpad('BOSTON', 10));
        INSERT INTO data.t11 VALUES
            (7369, 'SMITH', 'CLERK', 7902, '1980-12-17', 800, NULL, 20),
            (7499, 'ALLEN', 'SALESMAN', 7698, '1981-02-20', 1600, 300, 30),
            (7521, 'WARD', 'SALESMAN', 7698, '1981-02-22', 1250, 500, 30),
            (7566, 'JONES', 'MANAGER', 7839, '1981-04-02', 2975, NULL, 20),
            (7698, 'BLAKE', 'MANAGER', 7839, '1981-05-01', 2850, NULL, 30),
            (7782, 'CLARK', 'MANAGER', 7839, '1981-06-09', 2450, NULL, 10),
            (7839, 'KING', 'PRESIDENT', NULL, '1981-11-17', 5000, NULL, 10),
            (7902, 'FORD', 'ANALYST', 7566, '1981-12-03', 3000, NULL, 20);
        """
}
