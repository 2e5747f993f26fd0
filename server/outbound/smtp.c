/* SPDX-License-Identifier: Apache-2.0
 * A lane is a thread with at most one mail on it. */
#include "outbound/smtp.h"

#include <curl/curl.h>
#include <stdatomic.h>

#include "base/check.h"
#include "base/mem.h"
#include "base/unused.h"
#include "loop/loop.h"
#include "outbound/mail.h"

enum { URL_BYTES = 512, PATH_BYTES = 2 * MAIL_ADDRESS_BYTES };

struct lane {
    struct smtp *smtp;
    struct worker *worker;
    bool busy;
    char from[PATH_BYTES], to[PATH_BYTES]; /* <…> */
    struct buffer bytes;
    size_t at; /* of `bytes`, given to libcurl */
    struct smtp_report report;
    smtp_fn *done;
    void *context;
};

struct smtp {
    char *url, *user, *password, *ca; /* owned; "": none */
    enum smtp_tls tls;
    bool checked; /* the certificate */
    long timeout_ms;
    atomic_bool stopping;
    size_t lanes_count;
    struct lane lanes[SMTP_CONNECTIONS_MAX];
};

/* ---- on a thread -------------------------------------------------------------------------------
 */

static size_t read_some(char *to, size_t size, size_t count, void *context)
{
    struct lane *lane = context;
    size_t left = lane->bytes.len - lane->at;
    size_t some = size * count < left ? size * count : left;
    memcpy(to, lane->bytes.bytes + lane->at, some);
    lane->at += some;
    return some;
}

static int progress(void *context, curl_off_t down, curl_off_t down_now, curl_off_t up,
                    curl_off_t up_now)
{
    struct lane *lane = context;
    UNUSED(down);
    UNUSED(down_now);
    UNUSED(up);
    UNUSED(up_now);
    return atomic_load(&lane->smtp->stopping);
}

/* The last line that came, but for its goodbye; a line may come in pieces: the first counts. */
static int hear(CURL *curl, curl_infotype type, char *text, size_t len, void *context)
{
    struct lane *lane = context;
    UNUSED(curl);
    if (type != CURLINFO_HEADER_IN || len < 4 || memcmp(text, "221", 3) == 0)
        return 0;
    size_t most = len < SMTP_SAID_BYTES ? len : SMTP_SAID_BYTES - 1;
    memcpy(lane->report.said, text, most);
    lane->report.said[most] = '\0';
    lane->report.said[strcspn(lane->report.said, "\r\n")] = '\0';
    return 0;
}

static enum smtp_outcome outcome_of(const struct lane *lane, CURLcode code, long said)
{
    if (code == CURLE_OK)
        return SMTP_SENT;
    /* To MAIL, RCPT or DATA, or to what was sent after it. Refused before that (no service, no such
     * user): not this mail's fault. */
    bool about = code == CURLE_SEND_ERROR || (code == CURLE_WEIRD_SERVER_REPLY && lane->at > 0);
    return about && said >= 500 && said < 600 ? SMTP_NEVER : SMTP_LATER;
}

static void set_tls(CURL *curl, const struct smtp *smtp)
{
    static const long use[] = {[SMTP_TLS_AUTO] = CURLUSESSL_ALL,
                               [SMTP_TLS_REQUIRED] = CURLUSESSL_ALL,
                               [SMTP_TLS_OPPORTUNISTIC] = CURLUSESSL_TRY,
                               [SMTP_TLS_OFF] = CURLUSESSL_NONE};
    curl_easy_setopt(curl, CURLOPT_USE_SSL, use[smtp->tls]);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, smtp->checked ? 1L : 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, smtp->checked ? 2L : 0L);
    if (*smtp->ca)
        curl_easy_setopt(curl, CURLOPT_CAINFO, smtp->ca);
}

static void set_server(CURL *curl, const struct smtp *smtp)
{
    curl_easy_setopt(curl, CURLOPT_URL, smtp->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
    /* A look-up of a name ends by itself. */
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, smtp->timeout_ms);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (smtp->timeout_ms + 999) / 1000);
    if (*smtp->user) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, smtp->user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, smtp->password);
    }
}

static CURLcode perform(struct lane *lane, CURL *curl, struct curl_slist *to)
{
    set_server(curl, lane->smtp);
    set_tls(curl, lane->smtp);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, lane->from);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)lane->bytes.len);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_some);
    curl_easy_setopt(curl, CURLOPT_READDATA, lane);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, lane);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, hear);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, lane);
    return curl_easy_perform(curl);
}

static void work(void *context)
{
    struct lane *lane = context;
    CURL *curl = curl_easy_init();
    struct curl_slist *to = curl_slist_append(NULL, lane->to);
    check(curl && to); /* else out of memory */
    CURLcode code = perform(lane, curl, to);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &lane->report.code);
    lane->report.outcome = outcome_of(lane, code, lane->report.code);
    lane->report.why = code == CURLE_OK ? "" : curl_easy_strerror(code);
    curl_slist_free_all(to);
    curl_easy_cleanup(curl);
}

/* ---- in the loop -------------------------------------------------------------------------------
 */

static void worked(void *context)
{
    struct lane *lane = context;
    struct smtp_report report = lane->report;
    buffer_done(&lane->bytes);
    lane->busy = false;
    lane->done(lane->context, &report);
}

static struct slice host_of(const char *url)
{
    const char *at = strstr(url, "://") + 3;
    size_t len = *at == '[' ? strcspn(at, "]") + 1 : strcspn(at, ":/");
    return (struct slice){at, len};
}

static bool is_here(struct slice host)
{
    return slice_is(host, "localhost") || slice_is(host, "[::1]") ||
           slice_starts(host, SLICE("127."));
}

static bool url_good(const char *url)
{
    CURLU *parts = curl_url();
    bool good = curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK;
    static const CURLUPart others[] = {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_QUERY,
                                       CURLUPART_FRAGMENT};
    char *text = NULL;
    for (size_t i = 0; good && i < sizeof others / sizeof others[0]; i++) {
        if (curl_url_get(parts, others[i], &text, 0) == CURLUE_OK) {
            curl_free(text);
            good = false;
        }
    }
    curl_url_cleanup(parts);
    return good && (strncmp(url, "smtp://", 7) == 0 || strncmp(url, "smtps://", 8) == 0) &&
           !strchr(strstr(url, "://") + 3, '/');
}

static char *copy_of(const char *text)
{
    return mem_text(slice_of(text ? text : ""));
}

static char *url_of(const struct smtp_options *options)
{
    struct buffer url;
    buffer_init(&url, URL_BYTES);
    buffer_addf(&url, "%s/%s", options->url, options->helo);
    char *copy = mem_text(buffer_slice(&url));
    buffer_done(&url);
    return copy;
}

struct smtp *smtp_new(const struct smtp_options *options, char *why, size_t why_bytes)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    if (!url_good(options->url) || strlen(options->url) + strlen(options->helo) + 2 > URL_BYTES) {
        snprintf(why, why_bytes, "mail.url must be smtp://HOST:PORT or smtps://HOST:PORT");
        return NULL;
    }
    struct smtp *smtp = mem_new(sizeof *smtp);
    bool here = options->tls == SMTP_TLS_AUTO && is_here(host_of(options->url));
    smtp->url = url_of(options);
    smtp->user = copy_of(options->user);
    smtp->password = copy_of(options->password);
    smtp->ca = copy_of(options->ca);
    smtp->tls = here ? SMTP_TLS_OFF : options->tls;
    smtp->checked = *smtp->ca || smtp->tls != SMTP_TLS_OPPORTUNISTIC;
    smtp->timeout_ms = (long)options->timeout_ms;
    smtp->lanes_count =
        options->connections < SMTP_CONNECTIONS_MAX ? options->connections : SMTP_CONNECTIONS_MAX;
    check(smtp->lanes_count > 0);
    for (size_t i = 0; i < smtp->lanes_count; i++) {
        smtp->lanes[i].smtp = smtp;
        smtp->lanes[i].worker = worker_new(options->loop, "mail");
    }
    return smtp;
}

void smtp_free(struct smtp **smtp)
{
    struct smtp *old = *smtp;
    *smtp = NULL;
    if (!old)
        return;
    atomic_store(&old->stopping, true);
    for (size_t i = 0; i < old->lanes_count; i++)
        worker_close(&old->lanes[i].worker);
    explicit_bzero(old->password, strlen(old->password));
    mem_free(old->url);
    mem_free(old->user);
    mem_free(old->password);
    mem_free(old->ca);
    mem_free(old);
}

size_t smtp_room(const struct smtp *smtp)
{
    size_t room = 0;
    for (size_t i = 0; i < smtp->lanes_count; i++)
        room += !smtp->lanes[i].busy;
    return room;
}

static void path_write(struct slice address, char path[PATH_BYTES])
{
    snprintf(path, PATH_BYTES, "<%.*s>", (int)address.len, address.at);
}

void smtp_send(struct smtp *smtp, const struct smtp_mail *mail, smtp_fn *done, void *context)
{
    size_t free_lane = 0;
    check(smtp_room(smtp) > 0 && !atomic_load(&smtp->stopping));
    while (smtp->lanes[free_lane].busy)
        free_lane++;
    struct lane *lane = &smtp->lanes[free_lane];
    lane->busy = true;
    lane->at = 0;
    lane->report = (struct smtp_report){.why = ""};
    lane->done = done;
    lane->context = context;
    path_write(mail->from, lane->from);
    path_write(mail->to, lane->to);
    buffer_init(&lane->bytes, mail->bytes.len + 1);
    buffer_add(&lane->bytes, mail->bytes);
    worker_post(lane->worker, work, worked, lane);
}
