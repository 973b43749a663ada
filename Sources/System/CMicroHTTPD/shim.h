#pragma once
#include <microhttpd.h>

// Functions with variable arguments do not exist for Swift: these wrappers have fixed ones. Options that carry
// numbers of several widths are collected in an option array, whose entries all have the width of a pointer.

typedef struct cm_options {
    unsigned int flags;
    int listen_socket;
    size_t memory_limit;
    unsigned int connection_limit;
    unsigned int address_connection_limit;
    unsigned int idle_seconds;
    const char *key_pem;          // NULL: no TLS
    const char *certificate_pem;
    const char *tls_priorities;
    MHD_AccessHandlerCallback access;
    void *(*address_read)(void *context, const char *address, struct MHD_Connection *connection);
    size_t (*unescape)(void *context, struct MHD_Connection *connection, char *text);
    MHD_RequestCompletedCallback completed;
    MHD_NotifyConnectionCallback connection;
    void *context;
} cm_options;

static inline struct MHD_Daemon *cm_start(const cm_options *o) {
    struct MHD_OptionItem items[] = {
        {MHD_OPTION_LISTEN_SOCKET, o->listen_socket, NULL},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)o->memory_limit, NULL},
        {MHD_OPTION_CONNECTION_MEMORY_INCREMENT, 4096, NULL},
        {MHD_OPTION_CONNECTION_LIMIT, o->connection_limit, NULL},
        {MHD_OPTION_PER_IP_CONNECTION_LIMIT, o->address_connection_limit, NULL},
        {MHD_OPTION_CONNECTION_TIMEOUT, o->idle_seconds, NULL},
        {MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
        {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)o->address_read, o->context},
        {MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)o->unescape, o->context},
        {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)o->completed, o->context},
        {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)o->connection, o->context},
        {o->key_pem ? MHD_OPTION_HTTPS_MEM_KEY : MHD_OPTION_END, 0, (void *)o->key_pem},
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)o->certificate_pem},
        {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)o->tls_priorities},
        {MHD_OPTION_END, 0, NULL},
    };
    return MHD_start_daemon(o->flags, 0, NULL, NULL, o->access, o->context, MHD_OPTION_ARRAY, items, MHD_OPTION_END);
}

// The socket of a connection, or -1.
static inline int cm_socket(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *found = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return found ? found->connect_fd : -1;
}

// What the connection notice stored for this connection.
static inline void *cm_context(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *found = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return found ? found->socket_context : NULL;
}

static inline const struct sockaddr *cm_address(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *found = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return found ? found->client_addr : NULL;
}

// POLLRDHUP stands behind a feature macro that no header for Swift may define.
static const short cm_poll_left = 0x2000;
