#pragma once
#include <sqlite3.h>

// Variadic functions and cast macros do not exist for Swift.

// Forbids what an ordinary statement never needs and a damaged or hostile file could misuse (writing the schema table,
// shadow tables). Returns an SQLite result code.
static inline int csqlite_harden(sqlite3 *database) {
    int now = 0;
    int code = sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, &now);
    if (code != SQLITE_OK) return code;
    return sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &now);
}

// SQLite copies the bytes before the call returns.
static inline int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_text64(statement, index, bytes, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}
