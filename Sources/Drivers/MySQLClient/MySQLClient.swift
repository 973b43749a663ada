// MySQLClient: a client of the MySQL protocol on MariaDB Connector/C, for OceanBase, MySQL and MariaDB.
// `MySQLSession` blocks and belongs to one thread at a time: the data plane uses it directly. `MySQLConnection` is the
// same for control code: an actor on a thread of its own. Rows of the data plane travel in a `MySQLRowBatch`, values
// of the control plane as `MySQLValue`. It never retries and never reconnects by itself: who calls knows what was at
// stake.
//
// Read next: MySQLSession.swift, MySQLCursor.swift, MySQLFailureTable.swift, SessionPreparation.swift.
internal import CMariaDB
internal import Glibc

/// Done once per program, before the first connection: the library's tables are not safe to set up on two threads.
let libraryIsReady: Bool = {
    // A broken connection must be an error of the call, not the end of the program.
    signal(SIGPIPE, SIG_IGN)
    return mysql_server_init(0, nil, nil) == 0
}()
