/* SPDX-License-Identifier: Apache-2.0
 *
 * The guardian hears one letter at a time over a socket pair and answers each with one: s start, n
 * start with fsync off, r start in recovery, q stop at once. The end of the socket is the end of
 * the test.
 */
#include "journal/help_cluster.h"

#include "help/temporary.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { FOLDER_BYTES = 40, PATH_BYTES = 128, READY_TRIES = 600 };

static struct {
    int socket;
    pid_t guardian;
    unsigned port;
    char folder[FOLDER_BYTES];
} cluster = {.socket = -1};

/* ---- the guardian ----------------------------------------------------------------------------
 */

struct guardian {
    char folder[FOLDER_BYTES];
    char programs[PATH_BYTES]; /* where initdb and postgres are */
    unsigned port;
    pid_t server; /* 0: it does not run */
};

static bool programs_find(struct guardian *guardian)
{
    glob_t found = {0};
    bool any = glob("/usr/lib/postgresql/*/bin/postgres", 0, NULL, &found) == 0;
    if (any) {
        const char *last = found.gl_pathv[found.gl_pathc - 1];
        snprintf(guardian->programs, sizeof guardian->programs, "%.*s",
                 (int)(strrchr(last, '/') - last), last);
    }
    globfree(&found);
    return any;
}

static bool privileges_drop(void)
{
    if (geteuid() != 0)
        return true;
    const struct passwd *user = getpwnam("postgres");
    if (!user)
        user = getpwnam("nobody");
    return user && setgroups(0, NULL) == 0 && setgid(user->pw_gid) == 0 &&
           setuid(user->pw_uid) == 0;
}

/* Runs a program of PostgreSQL with its output in the folder's log. It ends with the guardian. Each
 * finds the others beside itself by the path it was called by, so that is the whole one. */
static pid_t program_start(const struct guardian *guardian, const char **arguments)
{
    pid_t guardian_pid = getpid(), pid = fork();
    if (pid != 0)
        return pid;
    char path[2 * PATH_BYTES];
    prctl(PR_SET_PDEATHSIG, SIGQUIT);
    if (getppid() != guardian_pid)
        _exit(1);
    snprintf(path, sizeof path, "%s/log", guardian->folder);
    int log = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    snprintf(path, sizeof path, "%s/%s", guardian->programs, arguments[0]);
    arguments[0] = path;
    execv(path, (char *const *)arguments);
    _exit(127);
}

static bool program_end(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool cluster_make(const struct guardian *guardian)
{
    char data[PATH_BYTES];
    snprintf(data, sizeof data, "%s/data", guardian->folder);
    const char *arguments[] = {"initdb", "-D", data,   "-U",         "muster",    "-A",
                               "trust",  "-E", "UTF8", "--locale=C", "--no-sync", NULL};
    return program_end(program_start(guardian, arguments));
}

static void server_start(struct guardian *guardian, bool careless)
{
    char data[PATH_BYTES], port[16];
    snprintf(data, sizeof data, "%s/data", guardian->folder);
    snprintf(port, sizeof port, "%u", guardian->port);
    const char *arguments[] = {"postgres",
                               "-D",
                               data,
                               "-k",
                               guardian->folder,
                               "-h",
                               "127.0.0.1",
                               "-p",
                               port,
                               "-c",
                               careless ? "fsync=off" : "fsync=on",
                               "-c",
                               "shared_buffers=16MB",
                               "-c",
                               "max_connections=24",
                               "-c",
                               "autovacuum=off",
                               NULL};
    if (guardian->server == 0)
        guardian->server = program_start(guardian, arguments);
}

static void standby_mark(const struct guardian *guardian)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "%s/data/standby.signal", guardian->folder);
    close(open(path, O_WRONLY | O_CREAT, 0600));
}

static void server_stop(struct guardian *guardian)
{
    if (guardian->server == 0)
        return;
    kill(guardian->server, SIGQUIT);
    program_end(guardian->server);
    guardian->server = 0;
}

static void folder_remove(const struct guardian *guardian)
{
    pid_t pid = fork();
    if (pid == 0) {
        execl("/bin/rm", "rm", "-rf", guardian->folder, (char *)NULL);
        _exit(127);
    }
    program_end(pid);
}

static _Noreturn void guard(struct guardian *guardian, int heard)
{
    char word;
    setsid();
    snprintf(guardian->folder, sizeof guardian->folder, "%s/muster-postgres-XXXXXX", temporary());
    bool good = privileges_drop() && mkdtemp(guardian->folder) && cluster_make(guardian);
    if (good && write(heard, guardian->folder, FOLDER_BYTES) == FOLDER_BYTES) {
        while (read(heard, &word, 1) == 1) {
            if (word == 'r')
                standby_mark(guardian);
            if (word == 'q')
                server_stop(guardian);
            else
                server_start(guardian, word == 'n');
            if (write(heard, &word, 1) != 1)
                break;
        }
    }
    server_stop(guardian);
    folder_remove(guardian);
    _exit(good ? 0 : 1);
}

/* ---- the test's side --------------------------------------------------------------------------
 */

static _Noreturn void give_up(const char *sentence)
{
    fprintf(stderr, "%s\n", sentence);
    exit(1);
}

/* A port that is free now; the server takes it a moment later. */
static unsigned port_find(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t bytes = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(fd, (struct sockaddr *)&address, bytes) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &bytes) != 0)
        give_up("there is no free port");
    close(fd);
    return ntohs(address.sin_port);
}

static void tell(char word)
{
    char answer;
    if (write(cluster.socket, &word, 1) != 1 || read(cluster.socket, &answer, 1) != 1)
        give_up("the guardian of PostgreSQL has gone");
}

void cluster_url(const char *database, char url[CLUSTER_URL_BYTES])
{
    snprintf(url, CLUSTER_URL_BYTES, "postgresql:///%s?host=%s&port=%u&user=muster", database,
             cluster.folder, cluster.port);
}

unsigned cluster_port(void)
{
    return cluster.port;
}

static void wait_ready(void)
{
    char url[CLUSTER_URL_BYTES];
    const struct timespec pause = {.tv_nsec = 50000000};
    cluster_url("postgres", url);
    for (int i = 0; i < READY_TRIES; i++) {
        if (PQping(url) == PQPING_OK)
            return;
        nanosleep(&pause, NULL);
    }
    give_up("PostgreSQL does not start");
}

void cluster_start(void)
{
    tell('s');
    wait_ready();
}

void cluster_start_careless(void)
{
    tell('n');
    wait_ready();
}

void cluster_start_standby(void)
{
    tell('r');
    wait_ready();
}

void cluster_crash(void)
{
    tell('q');
}

void cluster_open(void)
{
    struct guardian guardian = {.port = port_find()};
    int ends[2];
    if (!programs_find(&guardian))
        give_up("PostgreSQL's server is not installed (./dev test installs postgresql-15)");
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        give_up("no socket pair");
    cluster.guardian = fork();
    if (cluster.guardian == 0) {
        close(ends[0]);
        guard(&guardian, ends[1]);
    }
    close(ends[1]);
    cluster.socket = ends[0];
    cluster.port = guardian.port;
    if (read(cluster.socket, cluster.folder, FOLDER_BYTES) != FOLDER_BYTES)
        give_up("initdb has failed");
    cluster_start();
    cluster_sql("postgres", "CREATE DATABASE a");
    cluster_sql("postgres", "CREATE DATABASE b");
}

void cluster_close(void)
{
    close(cluster.socket);
    program_end(cluster.guardian);
}

static PGresult *query(const char *database, const char *sql)
{
    char url[CLUSTER_URL_BYTES];
    cluster_url(database, url);
    PGconn *connection = PQconnectdb(url);
    /* A server that was just started, or is short of time, is waited for. */
    for (int tries = 0; PQstatus(connection) != CONNECTION_OK && tries < 100; tries++) {
        const struct timespec pause = {.tv_nsec = 100000000};
        nanosleep(&pause, NULL);
        PQreset(connection);
    }
    PGresult *result = PQexec(connection, sql);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        fprintf(stderr, "%s: %s\n", sql, PQerrorMessage(connection));
        fail();
    }
    PQfinish(connection);
    return result;
}

void cluster_sql(const char *database, const char *sql)
{
    PQclear(query(database, sql));
}

int64_t cluster_number(const char *database, const char *sql)
{
    PGresult *result = query(database, sql);
    int64_t number = PQntuples(result) > 0 ? strtoll(PQgetvalue(result, 0, 0), NULL, 10) : -1;
    PQclear(result);
    return number;
}

void cluster_reset(const char *database)
{
    cluster_sql(database, "SET client_min_messages = error; DROP SCHEMA IF EXISTS muster CASCADE");
}

const char *cluster_folder(void)
{
    return cluster.folder;
}
