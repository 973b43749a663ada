import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.*;
import java.time.*;
import java.time.format.DateTimeFormatter;
import java.util.*;
import oracle.jdbc.OracleConnection;

/** What Java programs ask of an Oracle server, by ojdbc: prints `ok NAME` or `FAILED NAME: why` per rule. */
public class Judge {
    interface Rule { void hold(Connection connection) throws Exception; }

    static Connection open(String[] arguments) throws SQLException {
        Properties properties = new Properties();
        properties.put("user", arguments[1]);
        properties.put("password", arguments[2]);
        String scheme = arguments[0].contains("://") ? "jdbc:oracle:thin:@" : "jdbc:oracle:thin:@//";
        return DriverManager.getConnection(scheme + arguments[0], properties);
    }

    static void equal(Object found, Object wanted) {
        if (!Objects.equals(found, wanted)) throw new AssertionError("found " + found + ", wanted " + wanted);
    }

    static void run(Connection connection, String... texts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String text : texts) statement.execute(text);
        }
    }

    static List<List<Object>> rows(ResultSet result) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
            List<Object> row = new ArrayList<>();
            for (int column = 1; column <= columns; column++) row.add(result.getString(column));
            rows.add(row);
        }
        result.close();
        return rows;
    }

    static List<String> column(ResultSet result, String name) throws SQLException {
        List<String> values = new ArrayList<>();
        while (result.next()) values.add(result.getString(name));
        result.close();
        return values;
    }

    static void metadata(Connection connection) throws Exception {
        run(connection, "create table parents (id number(9) primary key, name varchar2(30 char) default 'x' not null)",
            "create table children (id number(9), parent number(9) references parents, amount number(10,2), born date, "
            + "noted timestamp(3), body clob, constraint children_pk primary key (id, parent))",
            "create index children_ix on children (amount, born)", "create view both as select * from parents",
            "comment on table parents is 'those above'");
        DatabaseMetaData data = connection.getMetaData();
        String user = data.getUserName();
        equal(data.getDatabaseMajorVersion(), 19);
        if (!data.getDatabaseProductName().equals("Oracle")) throw new AssertionError(data.getDatabaseProductName());
        equal(column(data.getTables(null, user, "%", new String[] {"TABLE", "VIEW"}), "TABLE_NAME"),
            List.of("CHILDREN", "PARENTS", "BOTH"));
        equal(column(data.getColumns(null, user, "CHILDREN", "%"), "COLUMN_NAME"),
            List.of("ID", "PARENT", "AMOUNT", "BORN", "NOTED", "BODY"));
        equal(column(data.getColumns(null, user, "CHILDREN", "%"), "TYPE_NAME"),
            List.of("NUMBER", "NUMBER", "NUMBER", "DATE", "TIMESTAMP(3)", "CLOB"));
        equal(column(data.getPrimaryKeys(null, user, "CHILDREN"), "COLUMN_NAME"), List.of("ID", "PARENT"));
        equal(column(data.getImportedKeys(null, user, "CHILDREN"), "PKTABLE_NAME"), List.of("PARENTS"));
        equal(column(data.getExportedKeys(null, user, "PARENTS"), "FKTABLE_NAME"), List.of("CHILDREN"));
        if (!column(data.getIndexInfo(null, user, "CHILDREN", false, true), "INDEX_NAME").contains("CHILDREN_IX"))
            throw new AssertionError("the index is missing");
        if (!column(data.getSchemas(), "TABLE_SCHEM").contains(user)) throw new AssertionError("the schema is missing");
        connection.setSchema(user);
        equal(connection.getSchema(), user);
    }

    static void batches(Connection connection) throws Exception {
        run(connection, "create table lines (id number(9) primary key, text varchar2(20), amount number(12,2), "
            + "at timestamp)");
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("insert into lines values (?, ?, ?, ?)")) {
            for (int round = 0; round < 3; round++) {
                for (int line = 0; line < 500; line++) {
                    insert.setInt(1, round * 500 + line);
                    insert.setString(2, "line " + line);
                    insert.setBigDecimal(3, new BigDecimal(line).movePointLeft(2));
                    insert.setTimestamp(4, Timestamp.valueOf("2024-02-29 13:14:15.123456"));
                    insert.addBatch();
                }
                equal(insert.executeBatch().length, 500);
            }
            insert.setInt(1, 3);
            insert.setString(2, "twice");
            insert.setNull(3, Types.NUMERIC);
            insert.setNull(4, Types.TIMESTAMP);
            insert.addBatch();
            try {
                insert.executeBatch();
                throw new AssertionError("a double key was taken");
            } catch (BatchUpdateException error) {
                equal(error.getErrorCode(), 1);
            }
        }
        connection.commit();
        String text = "select id, text, amount, at from lines where id < ? order by id";
        try (PreparedStatement select = connection.prepareStatement(text)) {
            select.setFetchSize(7);
            for (int limit : new int[] {0, 10, 1500}) {
                select.setInt(1, limit);
                ResultSet result = select.executeQuery();
                int count = 0;
                while (result.next()) {
                    equal(result.getInt(1), count);
                    equal(result.getBigDecimal(3).compareTo(new BigDecimal(count % 500).movePointLeft(2)), 0);
                    equal(result.getTimestamp(4), Timestamp.valueOf("2024-02-29 13:14:15.123456"));
                    count++;
                }
                equal(count, limit);
            }
            select.setString(1, "10");
            equal(rows(select.executeQuery()).size(), 10);
        }
    }

    static void largeObjects(Connection connection) throws Exception {
        run(connection, "create table large (id number, c clob, b blob)");
        connection.setAutoCommit(false);
        String text = "ä小x".repeat(50_000);
        byte[] bytes = new byte[300_000];
        new Random(7).nextBytes(bytes);
        try (PreparedStatement insert = connection.prepareStatement("insert into large values (?, ?, ?)")) {
            Clob clob = connection.createClob();
            clob.setString(1, text);
            Blob blob = connection.createBlob();
            blob.setBytes(1, bytes);
            insert.setInt(1, 1);
            insert.setClob(2, clob);
            insert.setBlob(3, blob);
            insert.execute();
            insert.setInt(1, 2);
            insert.setString(2, "short");
            insert.setBytes(3, new byte[] {1, 2, 3});
            insert.execute();
        }
        connection.commit();
        try (Statement statement = connection.createStatement()) {
            ResultSet result = statement.executeQuery("select c, b from large order by id");
            result.next();
            equal(result.getClob(1).length(), (long) text.length());
            equal(result.getClob(1).getSubString(1, text.length()), text);
            equal(Arrays.equals(result.getBlob(2).getBytes(1, bytes.length), bytes), true);
            result.next();
            equal(result.getString(1), "short");
            equal(result.getBytes(2).length, 3);
        }
    }

    static void cursorsAndCalls(Connection connection) throws Exception {
        run(connection, "create table points (id number, name varchar2(10))", "insert into points values (1, 'one')",
            "insert into points values (2, 'two')",
            "create or replace procedure points_of (low in number, found out sys_refcursor, many out number) as begin "
            + "open found for select id, name from points where id >= low order by id; "
            + "select count(*) into many from points; end;");
        try (CallableStatement call = connection.prepareCall("{call points_of(?, ?, ?)}")) {
            call.setInt(1, 1);
            call.registerOutParameter(2, Types.REF_CURSOR);
            call.registerOutParameter(3, Types.INTEGER);
            call.execute();
            equal(call.getInt(3), 2);
            equal(rows((ResultSet) call.getObject(2)), List.of(List.of("1", "one"), List.of("2", "two")));
        }
        try (Statement statement = connection.createStatement()) {
            ResultSet result = statement.executeQuery("select id, cursor(select q.name, cursor(select 'x' from dual) "
                + "from points q where q.id >= p.id order by q.id) from points p order by id");
            for (List<String> names : List.of(List.of("one", "two"), List.of("two"))) {
                equal(result.next(), true);
                ResultSet inner = (ResultSet) result.getObject(2);
                for (String name : names) {
                    equal(inner.next(), true);
                    equal(inner.getString(1), name);
                    equal(rows((ResultSet) inner.getObject(2)), List.of(List.of("x")));
                }
                equal(inner.next(), false);
            }
        }
        try (CallableStatement call = connection.prepareCall("{? = call upper(?)}")) {
            call.registerOutParameter(1, Types.VARCHAR);
            call.setString(2, "abc");
            call.execute();
            equal(call.getString(1), "ABC");
        }
    }

    static void savepointsAndKeys(Connection connection) throws Exception {
        run(connection, "create table keyed (id number generated always as identity, name varchar2(10))");
        connection.setAutoCommit(false);
        String text = "insert into keyed (name) values (?)";
        // Keys by name or place begin with a call that describes the table, which no open description of the protocol
        // knows; the key without them is the ROWID.
        RowId key;
        try (PreparedStatement insert = connection.prepareStatement(text, Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, "a");
            insert.executeUpdate();
            ResultSet keys = insert.getGeneratedKeys();
            equal(keys.next(), true);
            key = keys.getRowId(1);
        }
        try (PreparedStatement select = connection.prepareStatement("select id from keyed where rowid = ?")) {
            select.setRowId(1, key);
            equal(rows(select.executeQuery()), List.of(List.of("1")));
        }
        Savepoint here = connection.setSavepoint("here");
        run(connection, "delete from keyed");
        connection.rollback(here);
        try (Statement statement = connection.createStatement()) {
            equal(rows(statement.executeQuery("select name from keyed")), List.of(List.of("a")));
        }
        connection.rollback();
    }

    static void timeLimits(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            long started = System.nanoTime();
            try {
                statement.executeQuery("select count(*) from (select level from dual connect by level <= 100000) a, "
                    + "(select level from dual connect by level <= 100000) b").next();
                throw new AssertionError("the time limit did not come");
            } catch (SQLException error) {
                equal(error.getErrorCode(), 1013);
            }
            if (System.nanoTime() - started > 15_000_000_000L) throw new AssertionError("it came late");
        }
        try (Statement statement = connection.createStatement()) {
            equal(rows(statement.executeQuery("select 1 from dual")), List.of(List.of("1")));
        }
        equal(connection.isValid(5), true);
    }

    /** The canonical text of a value, as `decoy sql --lines` writes it. */
    static String text(ResultSet result, int column, int type) throws Exception {
        if (result.getObject(column) == null) return "∅";
        switch (type) {
            case Types.NUMERIC: return plain(result.getBigDecimal(column));
            case 100: return plain(Float.toString(result.getFloat(column)));
            case 101: return plain(Double.toString(result.getDouble(column)));
            case Types.TIMESTAMP: return moment(result.getTimestamp(column).toLocalDateTime());
            case -101: case -102:
                OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
                if (type == -102) return moment(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
                String zone = time.getOffset().getId().equals("Z") ? "+00:00" : time.getOffset().getId();
                return moment(time.toLocalDateTime()) + " " + zone;
            case -104: return span(result.getString(column));
            case Types.VARBINARY: case Types.BLOB: return hexadecimal(result.getBytes(column));
            default: return escaped(result.getString(column));
        }
    }

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    static String plain(String number) {
        if (number.equals("NaN")) return "nan";
        return number.endsWith("Infinity") ? number.replace("Infinity", "inf") : plain(new BigDecimal(number));
    }

    static String moment(LocalDateTime time) {
        return time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")) + fraction(time.getNano());
    }

    static String fraction(int nanoseconds) {
        return nanoseconds == 0 ? "" : "." + String.format("%09d", nanoseconds).replaceAll("0+$", "");
    }

    /** ojdbc writes `-1 2:3:4.5`. */
    static String span(String text) {
        String[] parts = text.split("[ :.]");
        String fraction = parts.length > 4 ? ("." + parts[4]).replaceAll("0+$", "").replaceAll("[.]$", "") : "";
        return parts[0] + String.format(" %02d:%02d:%02d", Integer.parseInt(parts[1]), Integer.parseInt(parts[2]),
            Integer.parseInt(parts[3])) + fraction;
    }

    static String hexadecimal(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte part : bytes) text.append(String.format("%02X", part));
        return text.toString();
    }

    static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n").replace("\r", "\\r");
    }

    /** All rows of a table, under a line with its name. */
    static void dump(Connection connection, String table) throws Exception {
        System.out.println("# " + table);
        try (Statement statement = connection.createStatement()) {
            ResultSet result = statement.executeQuery("select * from " + table);
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= columns; column++)
                    values.add(text(result, column, result.getMetaData().getColumnType(column)));
                System.out.println(String.join("|", values));
            }
        }
    }

    /** What a value that is an object or a collection holds. */
    static String shown(Object value) throws SQLException {
        if (value instanceof Struct) {
            Struct struct = (Struct) value;
            String name = struct.getSQLTypeName();
            return name.substring(name.indexOf('.') + 1) + shown(struct.getAttributes());
        }
        if (value instanceof Array) return shown(((Array) value).getArray());
        if (!(value instanceof Object[])) return String.valueOf(value);
        List<String> parts = new ArrayList<>();
        for (Object part : (Object[]) value) parts.add(shown(part));
        return parts.toString();
    }

    static void objects(Connection connection) throws Exception {
        run(connection,
            "create type place_t as object (street varchar2(40), city nvarchar2(30), geo number(8,3), since date)",
            "create type phones_t as varray(5) of varchar2(25)",
            "create type line_t as object (no number(3), goes_to place_t, noted timestamp(3))",
            "create type lines_t as table of line_t",
            "create table clients (id number(6), place place_t, phones phones_t, lines lines_t) "
            + "nested table lines store as client_lines",
            "insert into clients values (1, place_t('1 Rue', n'Zürich', -12.5, date '2020-01-02'), "
            + "phones_t('1', null), lines_t(line_t(1, null, timestamp '2020-01-02 03:04:05.5'), null, "
            + "line_t(2, place_t(null, n'x', null, null), null)))", "insert into clients (id) values (2)");
        String query = "select place, phones, lines from clients order by id";
        Object[] seen = new Object[3];
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            equal(rows.getMetaData().getColumnType(1), Types.STRUCT);
            equal(rows.getMetaData().getColumnType(2), Types.ARRAY);
            rows.next();
            for (int column = 1; column <= 3; column++) seen[column - 1] = rows.getObject(column);
            equal(shown(seen[0]), "PLACE_T[1 Rue, Zürich, -12.5, 2020-01-02 00:00:00.0]");
            equal(shown(seen[1]), "[1, null]");
            equal(shown(seen[2]), "[LINE_T[1, null, 2020-01-02 03:04:05.5], null, "
                + "LINE_T[2, PLACE_T[null, x, null, null], null]]");
            rows.next();
            for (int column = 1; column <= 3; column++) equal(rows.getObject(column), null);
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into clients values (0, ?, ?, ?)")) {
            Struct place = connection.createStruct("PLACE_T", new Object[] {"Weg", "Köln", new BigDecimal("7.125"), null});
            Struct line = connection.createStruct("LINE_T", new Object[] {3, place, null});
            OracleConnection oracle = connection.unwrap(OracleConnection.class);
            insert.setObject(1, place);
            insert.setArray(2, oracle.createOracleArray("PHONES_T", new String[] {"a", null, "b"}));
            insert.setArray(3, oracle.createOracleArray("LINES_T", new Object[] {line, null}));
            equal(insert.executeUpdate(), 1);
        }
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            equal(shown(rows.getObject(1)), "PLACE_T[Weg, Köln, 7.125, null]");
            equal(shown(rows.getObject(2)), "[a, null, b]");
            equal(shown(rows.getObject(3)), "[LINE_T[3, PLACE_T[Weg, Köln, 7.125, null], null], null]");
        }
        try (CallableStatement call = connection.prepareCall(
                "declare p place_t := ?; begin p.city := p.city || '!'; ? := p; end;")) {
            call.setObject(1, seen[0]);
            call.registerOutParameter(2, Types.STRUCT, "PLACE_T");
            call.execute();
            equal(shown(call.getObject(2)), "PLACE_T[1 Rue, Zürich!, -12.5, 2020-01-02 00:00:00.0]");
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("user.timezone", "UTC");
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        if (arguments.length > 3) {
            System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
            try (Connection connection = open(arguments)) {
                ((OracleConnection) connection).setSessionTimeZone("UTC");
                for (String table : Arrays.copyOfRange(arguments, 3, arguments.length)) dump(connection, table);
            }
            return;
        }
        Map<String, Rule> rules = new LinkedHashMap<>();
        rules.put("metadata", Judge::metadata);
        rules.put("batches", Judge::batches);
        rules.put("large objects", Judge::largeObjects);
        rules.put("cursors and calls", Judge::cursorsAndCalls);
        rules.put("savepoints and generated keys", Judge::savepointsAndKeys);
        rules.put("time limits", Judge::timeLimits);
        rules.put("objects", Judge::objects);
        for (Map.Entry<String, Rule> rule : rules.entrySet()) {
            try (Connection connection = open(arguments)) {
                rule.getValue().hold(connection);
                System.out.println("ok " + rule.getKey());
            } catch (Throwable error) {
                System.out.println("FAILED " + rule.getKey() + ": " + error);
                error.printStackTrace();
            }
        }
    }
}
