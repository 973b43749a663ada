#pragma once
#include <mysql.h>
#include <errmsg.h>
#include <mysqld_error.h>

// Function pointers cannot become `const void *` in Swift, hence these two.

/// Has every fetched column given to `callback` as it stands in the packet; `context` comes back with each call.
static inline void godwit_stmt_set_result_callback(MYSQL_STMT *statement, ps_result_callback callback, void *context) {
    mysql_stmt_attr_set(statement, STMT_ATTR_CB_USER_DATA, context);
    mysql_stmt_attr_set(statement, STMT_ATTR_CB_RESULT, (const void *)callback);
}

/// The end of the buffer that the current packet lies in.
static inline const unsigned char *godwit_packet_limit(const MYSQL *handle) { return handle->net.buff_end; }
