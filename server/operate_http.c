/* SPDX-License-Identifier: Apache-2.0
 * connect -> token -> request -> answer, until the server closes. */
#include "operate_http.h"

#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "journal/key_store.h"
#include "net/token.h"

enum { ANSWER_BYTES = 16 << 20, HEAD_BYTES = 4096, WAIT_SECONDS = 30, TOKEN_SECONDS = 300 };

static int refuse(char why[OPERATE_WHY_BYTES], const char *sentence)
{
    snprintf(why, OPERATE_WHY_BYTES, "%s", sentence);
    return 0;
}

/* Signs with the key that the server has beside its SQLite journal. */
static bool sign(const struct config *config, struct buffer *out)
{
    static const char name[] = "operator";
    const char *url = config_text(config, CONFIG_JOURNAL_URL);
    unsigned char bytes[HASH_BYTES];
    struct buffer folder;
    if (strncmp(url, "sqlite:", 7) != 0)
        return false;
    buffer_init(&folder, 4096);
    char *real = realpath(url + 7, NULL); /* as SQLite names the file */
    buffer_addf(&folder, "%s.keys", real ? real : url + 7);
    buffer_add_byte(&folder, 0);
    free(real);
    struct key_store *store = key_store_new(folder.bytes);
    const struct key_hash hash = key_store_hash(slice_of(name));
    int64_t now_s = (int64_t)time(NULL);
    bool found = key_store_find(store, &hash, bytes) == ERR_NONE;
    const struct token_order order = {.alg = TOKEN_HS256,
                                      .key = {(const char *)bytes, sizeof bytes},
                                      .kid = slice_of(name),
                                      .id = slice_of(name),
                                      .issuer = SLICE("muster"),
                                      .iat_s = now_s,
                                      .exp_s = now_s + TOKEN_SECONDS};
    found = found && token_make(&order, out) == ERR_NONE;
    explicit_bzero(bytes, sizeof bytes);
    key_store_free(&store);
    buffer_done(&folder);
    return found;
}

static int reach(const char *host, unsigned port)
{
    char service[8];
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found = NULL;
    const struct timeval wait = {.tv_sec = WAIT_SECONDS};
    int fd = -1;
    snprintf(service, sizeof service, "%u", port);
    if (getaddrinfo(host, service, &hints, &found) != 0)
        return -1;
    for (const struct addrinfo *at = found; at && fd < 0; at = at->ai_next) {
        fd = socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC, at->ai_protocol);
        if (fd >= 0 && connect(fd, at->ai_addr, at->ai_addrlen) != 0) {
            close(fd);
            fd = -1;
        }
    }
    freeaddrinfo(found);
    if (fd >= 0) {
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
    }
    return fd;
}

static bool send_all(int fd, struct slice text)
{
    while (text.len > 0) {
        ssize_t sent = send(fd, text.at, text.len, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        text = (struct slice){text.at + sent, text.len - (size_t)sent};
    }
    return true;
}

/* The whole answer: the server closes behind it. */
static void receive_all(int fd, struct buffer *answer)
{
    char piece[16384];
    ssize_t got = 0;
    while (!answer->full && (got = recv(fd, piece, sizeof piece, 0)) > 0)
        buffer_add(answer, (struct slice){piece, (size_t)got});
}

/* The status of an answer, whose body goes to `out`; 0: it is none. */
static int read_answer(struct slice answer, struct buffer *out)
{
    int status = 0;
    const char *body = memmem(answer.at, answer.len, "\r\n\r\n", 4);
    if (!body || !slice_starts(answer, SLICE("HTTP/1.1 ")))
        return 0;
    for (int i = 9; i < 12; i++)
        status = status * 10 + (answer.at[i] - '0');
    body += 4;
    buffer_add(out, (struct slice){body, answer.len - (size_t)(body - answer.at)});
    return status;
}

static int exchange(int fd, struct slice head, struct slice body, struct buffer *out)
{
    struct buffer answer;
    int status = 0;
    buffer_init(&answer, ANSWER_BYTES);
    if (send_all(fd, head) && send_all(fd, body))
        receive_all(fd, &answer);
    if (answer.len > 0 && !answer.full)
        status = read_answer(buffer_slice(&answer), out);
    buffer_done(&answer);
    return status;
}

int operate_http_post(const struct config *config, const char *path, struct slice body,
                      struct buffer *out, char why[OPERATE_WHY_BYTES])
{
    struct buffer host, head, token;
    unsigned port = 0;
    int status = 0, fd = -1;
    buffer_init(&host, 256);
    buffer_init(&head, HEAD_BYTES + TOKEN_BYTES);
    buffer_init(&token, TOKEN_BYTES);
    bool known = config_split_address(config_text(config, CONFIG_SERVER_LISTEN), &host, &port);
    buffer_add_byte(&host, 0);
    if (*config_text(config, CONFIG_SERVER_TLS_CERT))
        refuse(why, "the server speaks TLS: stop it, or use its pages");
    else if (!known ||
             (fd = reach(strcmp(host.bytes, "*") == 0 ? "127.0.0.1" : host.bytes, port)) < 0)
        refuse(why, "another process holds the journal, and nobody answers at "
                    "server.listen (name the server's --config)");
    else if (!sign(config, &token))
        refuse(why, "the operator's key beside the journal cannot be read");
    if (fd >= 0 && token.len > 0) {
        buffer_addf(&head,
                    "POST %s HTTP/1.1\r\nHost: %s:%u\r\nConnection: close\r\n"
                    "Content-Type: application/json\r\nContent-Length: %zu\r\n"
                    "Authorization: Bearer %.*s\r\n\r\n",
                    path, host.bytes, port, body.len, (int)token.len, token.bytes);
        status = exchange(fd, buffer_slice(&head), body, out);
        if (status == 0)
            refuse(why, "the server gave no answer");
    }
    if (fd >= 0)
        close(fd);
    buffer_done(&host);
    buffer_done(&head);
    buffer_done(&token);
    return status;
}
