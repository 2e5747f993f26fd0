/* SPDX-License-Identifier: Apache-2.0
 * libpq in pipeline mode, with our own eye on the clock: its blocking calls would wait for ever. */
#include "journal/postgres_link.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <time.h>

#include "base/check.h"
#include "base/mem.h"
#include "base/unused.h"
#include "loop/loop.h"

enum {
    QUIET_MS = 4000,           /* nothing heard for this long: away */
    QUIET_PATIENT_MS = 600000, /* a migration of a large journal */
    TRY_MS = 6000,             /* no new attempt after this */
    PAUSE_FIRST_MS = 25,       /* between attempts, doubled each time */
    STOP_MS = 250,             /* until it is seen that one should stop */
    PAUSE_MS = 1000,           /* the longest one, and between attempts while away */
    STATEMENT_BYTES = 16,
};

/* The server's own limits end what we have given up, so that no lock outlives its owner for long:
 * each is shorter than QUIET_MS. Plans must not depend on statistics of tables that were empty when
 * a statement was prepared: every table is reached by an index. */
#define SETTING(name, value) "pg_catalog.set_config('" name "', '" value "', false), "
#define SETTINGS_COMMON                                                                            \
    SETTING("search_path", "pg_catalog")                                                           \
    SETTING("client_connection_check_interval", "1000")                                            \
    SETTING("tcp_user_timeout", "4000")                                                            \
    SETTING("tcp_keepalives_idle", "5")                                                            \
    SETTING("tcp_keepalives_interval", "2")                                                        \
    SETTING("tcp_keepalives_count", "3")                                                           \
    SETTING("default_transaction_isolation", "read committed")                                     \
    SETTING("enable_seqscan", "off")                                                               \
    SETTING("enable_bitmapscan", "off")                                                            \
    SETTING("enable_hashjoin", "off")                                                              \
    SETTING("enable_mergejoin", "off")                                                             \
    SETTING("plan_cache_mode", "force_generic_plan")                                               \
    SETTING("jit", "off")                                                                          \
    SETTING("bytea_output", "hex")                                                                 \
    "pg_catalog.set_config('synchronous_commit', CASE "                                            \
    "pg_catalog.current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' "    \
    "ELSE 'on' END, false)"
static const char settings[] =
    "SELECT " SETTING("statement_timeout", "3500") SETTING("lock_timeout", "3000")
        SETTING("idle_in_transaction_session_timeout", "3500") SETTINGS_COMMON;
static const char settings_patient[] =
    "SELECT " SETTING("statement_timeout", "0") SETTING("lock_timeout", "60000")
        SETTING("idle_in_transaction_session_timeout", "60000") SETTINGS_COMMON;

static const char epoch_select[] = "SELECT value FROM muster.meta WHERE key = 'epoch'";

static void ignore_notice(void *context, const char *message)
{
    UNUSED(context);
    UNUSED(message);
}

/* Keeps what was said as one line. */
static void why_set(struct postgres_link *link, const char *message)
{
    size_t len = 0;
    for (const char *at = message; *at && len + 1 < sizeof link->why; at++) {
        bool space = *at == '\n' || *at == '\t' || *at == ' ';
        if (!space)
            link->why[len++] = *at;
        else if (len > 0 && link->why[len - 1] != ' ')
            link->why[len++] = ' ';
    }
    while (len > 0 && link->why[len - 1] == ' ')
        len--;
    link->why[len] = '\0';
}

static void answers_clear(struct postgres_link *link)
{
    for (int i = 0; i < POSTGRES_RUN; i++) {
        PQclear(link->answers[i]);
        link->answers[i] = NULL;
    }
    link->sent = 0;
}

void postgres_link_drop(struct postgres_link *link)
{
    answers_clear(link);
    PQfinish(link->connection);
    link->connection = NULL;
    link->unsent = false;
}

/* What may pass by itself, by SQLSTATE (PostgreSQL's manual, appendix A): connection (08), read
 * only (25006), idle in transaction (25P03), serialization and deadlock (40), resources (53), lock
 * not available (55P03), operator intervention, cancelling and starting up (57), system (58). */
static enum err error_of(const char *state)
{
    static const char *const passing[] = {"08", "25006", "25P03", "40", "53", "55P03", "57", "58"};
    if (!state || !*state)
        return ERR_JOURNAL_AWAY;
    for (size_t i = 0; i < sizeof passing / sizeof passing[0]; i++) {
        if (strncmp(state, passing[i], strlen(passing[i])) == 0)
            return ERR_JOURNAL_AWAY;
    }
    return ERR_INTERNAL;
}

/* ---- one run ----------------------------------------------------------------------------------
 */

/* Waits for the connection, not for ever. Less than 1: nothing came in time, or one should stop. */
static int watch(const struct postgres_link *link, struct pollfd *watched)
{
    int left_ms = link->patient ? QUIET_PATIENT_MS : QUIET_MS;
    if (!link->stop)
        return poll(watched, 1, left_ms);
    int ready = 0;
    for (; ready == 0 && left_ms > 0 && !atomic_load(link->stop); left_ms -= STOP_MS)
        ready = poll(watched, 1, STOP_MS);
    return ready;
}

/* Moves bytes until the next result is here. False when the connection is lost or silent. */
static bool pump(struct postgres_link *link)
{
    PGconn *connection = link->connection;
    for (;;) {
        int left = PQflush(connection);
        if (left < 0)
            return false;
        if (!PQisBusy(connection))
            return true;
        struct pollfd watched = {.fd = PQsocket(connection),
                                 .events = (short)(POLLIN | (left > 0 ? POLLOUT : 0))};
        int ready = watch(link, &watched);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0 || (watched.revents != POLLOUT && !PQconsumeInput(connection)))
            return false;
    }
}

static bool gone(const struct postgres_link *link)
{
    return PQstatus(link->connection) != CONNECTION_OK;
}

/* Takes one result of the run. The first error counts: what follows it was not done. */
static void result_take(struct postgres_link *link, PGresult *result, int *count, enum err *error)
{
    ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
        check(*count < link->sent);
        link->answers[(*count)++] = result;
        return;
    }
    if (*error == ERR_NONE && status != PGRES_PIPELINE_ABORTED) {
        *error = error_of(PQresultErrorField(result, PG_DIAG_SQLSTATE));
        why_set(link, PQresultErrorMessage(result));
    }
    PQclear(result);
}

/* Reads to the end of the run. Each statement's results end with a NULL. */
static enum err answers_read(struct postgres_link *link)
{
    enum err error = ERR_NONE;
    int count = 0;
    for (int ends = 0; ends <= link->sent;) {
        if (!pump(link)) {
            why_set(link, "the connection was lost, or the server has not answered in time");
            return ERR_JOURNAL_AWAY;
        }
        PGresult *result = PQgetResult(link->connection);
        if (!result) {
            ends++;
            continue;
        }
        if (PQresultStatus(result) == PGRES_PIPELINE_SYNC) {
            PQclear(result);
            check(error != ERR_NONE || count == link->sent);
            return error;
        }
        result_take(link, result, &count, &error);
        if (gone(link))
            return error == ERR_INTERNAL ? error : ERR_JOURNAL_AWAY;
    }
    return ERR_JOURNAL_AWAY;
}

static void run_extend(struct postgres_link *link)
{
    if (link->sent == 0)
        answers_clear(link);
    check(link->connection && link->sent < POSTGRES_RUN);
    link->sent++;
}

static const int binary[POSTGRES_PARAMS] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

/* What cannot be sent is noticed when the answers are waited for. */
void postgres_link_send(struct postgres_link *link, int statement,
                        const struct postgres_params *params)
{
    static const struct postgres_params none = {.count = 0};
    char name[STATEMENT_BYTES];
    const struct postgres_params *given = params ? params : &none;
    snprintf(name, sizeof name, "s%d", statement);
    run_extend(link);
    if (!PQsendQueryPrepared(link->connection, name, given->count, given->values, given->lengths,
                             binary, 1))
        link->unsent = true;
}

void postgres_link_send_text(struct postgres_link *link, const char *sql,
                             const struct postgres_params *params)
{
    static const struct postgres_params none = {.count = 0};
    const struct postgres_params *given = params ? params : &none;
    run_extend(link);
    if (!PQsendQueryParams(link->connection, sql, given->count, NULL, given->values, given->lengths,
                           binary, 1))
        link->unsent = true;
}

enum err postgres_link_wait(struct postgres_link *link)
{
    enum err error = ERR_JOURNAL_AWAY;
    if (!link->unsent && PQpipelineSync(link->connection))
        error = answers_read(link);
    else
        why_set(link, "the connection was lost");
    if (error != ERR_NONE)
        postgres_link_drop(link);
    link->sent = 0;
    return error;
}

/* ---- connecting -------------------------------------------------------------------------------
 */

/* Words before dbname are defaults that the URL may change; those after it hold. */
static PGconn *connect(const struct postgres_link *link)
{
    const char *const words[][2] = {
        {"connect_timeout", "2"},
        {"keepalives_idle", "5"},
        {"keepalives_interval", "2"},
        {"keepalives_count", "3"},
        {"tcp_user_timeout", "4000"},
        {"fallback_application_name", "muster"},
        {"target_session_attrs", "any"},
        {"dbname", link->url},
        {"client_encoding", "UTF8"},
        {link->reads_only ? NULL : "target_session_attrs", "read-write"},
    };
    enum { WORDS = sizeof words / sizeof words[0] };
    const char *keys[WORDS + 1] = {NULL}, *values[WORDS + 1] = {NULL};
    for (size_t i = 0; i < WORDS; i++) {
        keys[i] = words[i][0];
        values[i] = words[i][1];
    }
    return PQconnectdbParams(keys, values, 1);
}

/* A journal restored from elsewhere or another one altogether: what people were told is not there.
 */
static enum err epoch_check(struct postgres_link *link, const PGresult *answer)
{
    if (!link->epoch)
        return ERR_NONE;
    if (PQntuples(answer) == 1 && slice_is(postgres_column_text(answer, 0, 0), link->epoch))
        return ERR_NONE;
    postgres_link_drop(link);
    why_set(link, "the database holds another journal than before");
    return ERR_INTERNAL;
}

/* Settings, prepared statements and epoch, in one round trip. */
static enum err session_start(struct postgres_link *link)
{
    postgres_link_send_text(link, link->patient ? settings_patient : settings, NULL);
    for (int i = 0; i < link->statements_count; i++) {
        char name[STATEMENT_BYTES];
        snprintf(name, sizeof name, "s%d", i);
        run_extend(link);
        if (!PQsendPrepare(link->connection, name, link->statements[i], 0, NULL))
            link->unsent = true;
    }
    int last = link->sent;
    if (link->epoch)
        postgres_link_send_text(link, epoch_select, NULL);
    enum err error = postgres_link_wait(link);
    return error != ERR_NONE ? error : epoch_check(link, link->answers[last]);
}

enum err postgres_link_ready(struct postgres_link *link)
{
    if (link->connection && !gone(link))
        return ERR_NONE;
    postgres_link_drop(link);
    link->connection = connect(link);
    if (!link->connection || gone(link) || PQsetnonblocking(link->connection, 1) != 0 ||
        !PQenterPipelineMode(link->connection)) {
        why_set(link, link->connection ? PQerrorMessage(link->connection) : "out of memory");
        postgres_link_drop(link);
        return ERR_JOURNAL_AWAY;
    }
    PQsetNoticeProcessor(link->connection, ignore_notice, NULL);
    link->sessions++;
    return session_start(link);
}

/* ---- trying again -----------------------------------------------------------------------------
 */

/* A pause of `ms`, or up to half less: several instances should not come back in step. */
static void pause_for(unsigned ms)
{
    unsigned random;
    hash_random(&random, sizeof random);
    ms -= random % (ms / 2 + 1);
    struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000};
    nanosleep(&time, NULL);
}

/* The lock guards the rest. */
struct postgres_news {
    pthread_mutex_t lock;
    bool away; /* the last call gave up */
    uint64_t next_try_us;
};

struct postgres_news *postgres_news_new(void)
{
    struct postgres_news *news = mem_new(sizeof *news);
    check(pthread_mutex_init(&news->lock, NULL) == 0);
    return news;
}

void postgres_news_free(struct postgres_news **news)
{
    if (!*news)
        return;
    pthread_mutex_destroy(&(*news)->lock);
    mem_free(*news);
    *news = NULL;
}

static bool is_away(struct postgres_news *news)
{
    pthread_mutex_lock(&news->lock);
    bool away = news->away;
    pthread_mutex_unlock(&news->lock);
    return away;
}

/* Whether to try at all; the one who does so while the server is away does it for all. */
static bool may_try(struct postgres_link *link)
{
    struct postgres_news *news = link->news;
    uint64_t now_us = loop_clock_us();
    pthread_mutex_lock(&news->lock);
    bool due = !news->away || now_us >= news->next_try_us;
    if (news->away && due)
        news->next_try_us = now_us + PAUSE_MS * 1000;
    pthread_mutex_unlock(&news->lock);
    return due || (link->connection && !gone(link));
}

static void tell(struct postgres_news *news, bool away)
{
    pthread_mutex_lock(&news->lock);
    news->away = away;
    if (away)
        news->next_try_us = loop_clock_us() + PAUSE_MS * 1000;
    pthread_mutex_unlock(&news->lock);
}

/* The clock here is the network's, which a fake loop does not move either. */
enum err postgres_link_try(struct postgres_link *link, postgres_attempt_fn *attempt, void *context)
{
    uint64_t until_us = loop_clock_us() + TRY_MS * UINT64_C(1000);
    if (!may_try(link))
        return ERR_JOURNAL_AWAY;
    for (unsigned pause_ms = PAUSE_FIRST_MS;; pause_ms *= 2) {
        enum err error = postgres_link_ready(link);
        if (error == ERR_NONE)
            error = attempt(link, context);
        if (error == ERR_INTERNAL)
            postgres_link_drop(link);
        if (error != ERR_JOURNAL_AWAY) {
            tell(link->news, false);
            return error;
        }
        if (pause_ms > PAUSE_MS)
            pause_ms = PAUSE_MS;
        if (is_away(link->news) || loop_clock_us() + pause_ms * UINT64_C(1000) > until_us) {
            tell(link->news, true);
            return ERR_JOURNAL_AWAY;
        }
        pause_for(pause_ms);
    }
}
