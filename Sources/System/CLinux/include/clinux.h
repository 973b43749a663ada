// Linux calls that the Glibc module of Swift does not show. No feature macro may be defined in this header.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Names the calling thread, for `top -H` and gdb (15 bytes at most are kept).
int cl_thread_name(const char *name);
int cl_pidfd_open(pid_t pid);
// Sends a signal to exactly the process that the descriptor was opened for, never to a later owner of its pid.
int cl_pidfd_signal(int pidfd, int signal);
// Fills `bytes` from the kernel; 0 or -1 with errno.
int cl_random(void *bytes, size_t count);
int cl_set_cloexec(int fd);
// A pipe whose ends are close-on-exec and above 2; 0 or -1 with errno.
int cl_pipe(int fds[2]);
// open(2) with O_CLOEXEC; the result is above 2.
int cl_open(const char *path, int flags, mode_t mode);

// The steps of a launch, in their order. The one that failed is reported with its errno.
enum cl_launch_step {
    CL_LAUNCH_STARTED = 0,
    CL_LAUNCH_PIPE,
    CL_LAUNCH_FORK,
    CL_LAUNCH_GROUP,
    CL_LAUNCH_USER,
    CL_LAUNCH_DEATH_SIGNAL,
    CL_LAUNCH_PARENT_GONE,
    CL_LAUNCH_DESCRIPTORS,
    CL_LAUNCH_DIRECTORY,
    CL_LAUNCH_EXEC,
};

struct cl_launch {
    const char *executable; // a path, not a name to be searched
    char *const *arguments;
    char *const *environment; // NULL: the parent's
    const char *directory; // NULL: the parent's
    int input, output, error_output; // each above 2
    int new_group;
    int change_user;
    uid_t user;
    gid_t group;
    const gid_t *groups;
    int group_count;
    int death_signal; // 0: none. It follows the thread that calls cl_launch_child.
};

// Forks and executes; returns the pid, or -1 with the failed step and its errno. The child is reaped on failure.
pid_t cl_launch_child(const struct cl_launch *launch, int *step, int *error);

// Watches process descriptors for their end. cl_watch_next blocks; it returns how many keys it wrote or -1.
int cl_watch_make(void);
int cl_watch_add(int watch, int pidfd, uint64_t key);
int cl_watch_next(int watch, uint64_t *keys, int limit);
// Reaps an ended child: 1 when it exited (*status = exit status), 2 when a signal ended it (*status = signal), 0 when
// it still runs, -1 with errno.
int cl_reap(pid_t pid, int *status);

// Catches the signal from now on: each delivery writes its number as one byte to the returned pipe's read end.
// Every call returns the same descriptor; -1 with errno.
int cl_signal_catch(int signal);

// 1 when the kernel says that its clock is kept in step with others, 0 when not, -1 when it cannot tell.
int cl_clock_synchronised(void);
