// Launching a child. Between fork and exec only async-signal-safe calls are allowed, because another thread may have
// held any lock of the C library at the moment of the fork: raw system calls, no allocation, no library state.
#define _GNU_SOURCE
#include "clinux.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct report {
    int step;
    int error;
};

// Both ends are moved above 2, so that the child can place its standard descriptors without losing them.
int cl_pipe(int fds[2]) {
    int raw[2];
    if (pipe2(raw, O_CLOEXEC) != 0) return -1;
    for (int i = 0; i < 2; i++) {
        fds[i] = fcntl(raw[i], F_DUPFD_CLOEXEC, 3);
        if (fds[i] < 0) {
            int kept = errno;
            if (i == 1) close(fds[0]);
            close(raw[0]);
            close(raw[1]);
            errno = kept;
            return -1;
        }
    }
    close(raw[0]);
    close(raw[1]);
    return 0;
}

int cl_open(const char *path, int flags, mode_t mode) {
    int fd;
    do fd = open(path, flags | O_CLOEXEC, mode);
    while (fd < 0 && errno == EINTR);
    if (fd < 0 || fd > 2) return fd;
    int moved = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    int kept = errno;
    close(fd);
    errno = kept;
    return moved;
}

static _Noreturn void fail(int pipe, int step) {
    struct report report = {step, errno};
    ssize_t written;
    do written = write(pipe, &report, sizeof report);
    while (written < 0 && errno == EINTR);
    _exit(127);
}

static void restore_signals(void) {
    // The raw call, because the library refuses the two numbers that it keeps for itself. All zero means SIG_DFL.
    unsigned long standard[8] = {0};
    for (int signal = 1; signal <= 64; signal++) syscall(SYS_rt_sigaction, signal, standard, NULL, 8ul);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static _Noreturn void become(const struct cl_launch *launch, pid_t parent, int pipe) {
    if (launch->new_group && setpgid(0, 0) != 0) fail(pipe, CL_LAUNCH_GROUP);
    if (launch->change_user) {
        // Raw calls: the library's versions would speak to threads that do not exist in the child.
        if (syscall(SYS_setgroups, (long)launch->group_count, launch->groups) != 0) fail(pipe, CL_LAUNCH_USER);
        if (syscall(SYS_setgid, launch->group) != 0) fail(pipe, CL_LAUNCH_USER);
        if (syscall(SYS_setuid, launch->user) != 0) fail(pipe, CL_LAUNCH_USER);
    }
    // After the change of user, which clears it.
    if (launch->death_signal != 0) {
        if (prctl(PR_SET_PDEATHSIG, launch->death_signal) != 0) fail(pipe, CL_LAUNCH_DEATH_SIGNAL);
        errno = ESRCH;
        if (getppid() != parent) fail(pipe, CL_LAUNCH_PARENT_GONE);
    }
    if (dup2(launch->input, 0) < 0) fail(pipe, CL_LAUNCH_DESCRIPTORS);
    if (dup2(launch->output, 1) < 0) fail(pipe, CL_LAUNCH_DESCRIPTORS);
    if (dup2(launch->error_output, 2) < 0) fail(pipe, CL_LAUNCH_DESCRIPTORS);
    if (pipe != 3) {
        if (dup3(pipe, 3, O_CLOEXEC) < 0) fail(pipe, CL_LAUNCH_DESCRIPTORS);
        pipe = 3;
    }
    if (syscall(SYS_close_range, 4u, ~0u, 0u) != 0) fail(pipe, CL_LAUNCH_DESCRIPTORS);
    if (launch->directory && chdir(launch->directory) != 0) fail(pipe, CL_LAUNCH_DIRECTORY);
    restore_signals();
    execve(launch->executable, launch->arguments, launch->environment ? launch->environment : environ);
    fail(pipe, CL_LAUNCH_EXEC);
}

pid_t cl_launch_child(const struct cl_launch *launch, int *step, int *error) {
    int pipe[2];
    *step = CL_LAUNCH_STARTED;
    *error = 0;
    if (cl_pipe(pipe) != 0) {
        *step = CL_LAUNCH_PIPE;
        *error = errno;
        return -1;
    }
    // No handler of ours may run in the child before its dispositions are reset.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) become(launch, parent, pipe[1]);
    int forked = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(pipe[1]);
    if (child < 0) {
        close(pipe[0]);
        *step = CL_LAUNCH_FORK;
        *error = forked;
        return -1;
    }
    struct report report;
    ssize_t count;
    do count = read(pipe[0], &report, sizeof report);
    while (count < 0 && errno == EINTR);
    close(pipe[0]);
    if (count != (ssize_t)sizeof report) return child;
    *step = report.step;
    *error = report.error;
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    return -1;
}

int cl_pidfd_open(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int cl_pidfd_signal(int pidfd, int signal) { return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0); }

int cl_watch_make(void) { return epoll_create1(EPOLL_CLOEXEC); }

int cl_watch_add(int watch, int pidfd, uint64_t key) {
    struct epoll_event event = {.events = EPOLLIN | EPOLLONESHOT, .data.u64 = key};
    return epoll_ctl(watch, EPOLL_CTL_ADD, pidfd, &event);
}

int cl_watch_next(int watch, uint64_t *keys, int limit) {
    struct epoll_event events[64];
    if (limit > 64) limit = 64;
    int count;
    do count = epoll_wait(watch, events, limit, -1);
    while (count < 0 && errno == EINTR);
    for (int i = 0; i < count; i++) keys[i] = events[i].data.u64;
    return count;
}

int cl_reap(pid_t pid, int *status) {
    int raw;
    pid_t found;
    do found = waitpid(pid, &raw, WNOHANG);
    while (found < 0 && errno == EINTR);
    if (found < 0) return -1;
    if (found == 0) return 0;
    if (WIFSIGNALED(raw)) {
        *status = WTERMSIG(raw);
        return 2;
    }
    *status = WEXITSTATUS(raw);
    return 1;
}

static int signal_pipe[2] = {-1, -1};

static void signal_arrived(int signal) {
    int kept = errno;
    unsigned char number = (unsigned char)signal;
    // A full pipe already holds a wake-up for whoever reads it.
    ssize_t ignored = write(signal_pipe[1], &number, 1);
    (void)ignored;
    errno = kept;
}

int cl_signal_catch(int signal) {
    if (signal_pipe[0] < 0) {
        int fds[2];
        if (cl_pipe(fds) != 0) return -1;
        fcntl(fds[1], F_SETFL, O_NONBLOCK);
        signal_pipe[1] = fds[1];
        signal_pipe[0] = fds[0];
    }
    struct sigaction action = {.sa_handler = signal_arrived, .sa_flags = SA_RESTART};
    sigfillset(&action.sa_mask);
    if (sigaction(signal, &action, NULL) != 0) return -1;
    return signal_pipe[0];
}
