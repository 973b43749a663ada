// Linux calls that the Glibc module of Swift does not show. No feature macro may be defined in this header.
#pragma once
#include <stdint.h>
#include <sys/types.h>

// Names the calling thread, for `top -H` and gdb (15 bytes at most are kept).
int cl_thread_name(const char *name);
int cl_pidfd_open(pid_t pid);
// Fills `bytes` from the kernel; 0 or -1 with errno.
int cl_random(void *bytes, size_t count);
int cl_set_cloexec(int fd);
