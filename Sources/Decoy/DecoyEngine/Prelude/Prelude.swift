/// The SQL functions of the schema `ora`, which compiled statements call, as one script for PostgreSQL 15.
///
/// It is installed when a database is made and again when `version` is not what the schema's comment says; installing
/// it again never touches data. Functions of a value alone are IMMUTABLE, so that they serve indexes and virtual
/// columns; functions that read the session's formats or zone are STABLE.
///
/// Errors: everything that Oracle would refuse is raised with SQLSTATE `OR000` and a message `ORA-nnnnn: text`. The
/// number is in the message; the engine takes it from there. Errors that PostgreSQL itself raises inside an
/// expression keep their own SQLSTATE: 22012 is ORA-01476, 22003 is ORA-01426, 22008 is ORA-01841.
///
/// Settings that functions read, all optional: `ora.nls_date_format`, `ora.nls_timestamp_format`,
/// `ora.nls_timestamp_tz_format`, `ora.nls_numeric_characters`, `ora.nls_currency`, `ora.nls_iso_currency`,
/// `ora.nls_territory`, `ora.time_zone`, `ora.user`, `ora.schema` and the rest of the `USERENV` context.
///
/// Read next: Numbers/Prelude+Foundation.swift, Datetimes/Prelude+Zones.swift, Session/SessionSetting.swift.
package enum Prelude {
    private static let parts = [
        foundation, numbers, floats, mathematics, trigonometry, numberFormats, numberParsing, zones, dateTexts,
        dateFormats, dateParsing, datePieces, intervals, calendar, calendarRounding, texts, positions, patterns,
        codePoints, aggregates, statistics, session, viewRows, bytes, packages, documents,
        objects,
    ]

    /// Changes whenever the text changes.
    package static let version: String = {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for part in parts {
            for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        return "prelude " + String(hash, radix: 16)
    }()

    /// The whole script. It is sent as one simple query, outside of a transaction or inside one.
    package static let script: String =
        (["SET check_function_bodies = off;"] + parts + ["COMMENT ON SCHEMA ora IS '\(version)';"])
        .joined(separator: "\n")

    /// Gives the version that is installed, or no row.
    package static let installedVersion =
        "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = 'ora'"
}
