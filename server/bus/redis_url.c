/* SPDX-License-Identifier: Apache-2.0
 * Each word is cut from both ends: scheme, then what stands before the last @, then the rest. */
#include "bus/redis_url.h"

#include <ctype.h>

#include "base/mem.h"

enum { TEXT_BYTES_MAX = 512 };

static const struct slice nothing = {NULL, 0};

/* Cuts what stands before the first `mark` off *rest; all of it when there is none. */
static struct slice cut(struct slice *rest, char mark)
{
    const char *end = rest->len ? memchr(rest->at, mark, rest->len) : NULL;
    struct slice head = {rest->at, end ? (size_t)(end - rest->at) : rest->len};
    size_t used = head.len + (end != NULL);
    *rest = (struct slice){rest->at + used, rest->len - used};
    return head;
}

static bool name_valid(struct slice name)
{
    if (name.len == 0 || name.len > TEXT_BYTES_MAX)
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!isalnum((unsigned char)name.at[i]) && !strchr("-._:%", name.at[i]))
            return false;
    return !memchr(name.at, 0, name.len);
}

bool redis_host_read(struct redis_host *host, struct slice name, struct slice port)
{
    unsigned number = 0;
    if (!name_valid(name) || port.len == 0 || port.len > 5)
        return false;
    for (size_t i = 0; i < port.len; i++) {
        if (!isdigit((unsigned char)port.at[i]))
            return false;
        number = number * 10 + (unsigned)(port.at[i] - '0');
    }
    if (number == 0 || number > 65535)
        return false;
    *host = (struct redis_host){mem_text(name), number};
    return true;
}

/* HOST, HOST:PORT, [IPV6] or [IPV6]:PORT. */
static bool host_take(struct redis_place *place, struct slice text, const char *port_default)
{
    struct slice name, port = nothing;
    if (place->hosts_count == REDIS_HOSTS_MAX)
        return false;
    if (text.len > 0 && text.at[0] == '[') {
        if (!memchr(text.at, ']', text.len))
            return false;
        cut(&text, '[');
        name = cut(&text, ']');
        if (text.len > 0 && cut(&text, ':').len > 0)
            return false;
        port = text;
    } else {
        name = cut(&text, ':');
        port = text;
        if (memchr(name.at, '%', name.len))
            return false;
    }
    if (port.len == 0)
        port = slice_of(port_default);
    return redis_host_read(&place->hosts[place->hosts_count], name, port) && ++place->hosts_count;
}

static int hex(char digit)
{
    const char *digits = "0123456789abcdef";
    const char *at = digit ? strchr(digits, tolower((unsigned char)digit)) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* The text behind %XX, owned by the caller, or NULL. */
static char *decoded(struct slice text)
{
    char out[TEXT_BYTES_MAX + 1];
    size_t len = 0;
    if (text.len > TEXT_BYTES_MAX)
        return NULL;
    for (size_t i = 0; i < text.len; i++) {
        out[len] = text.at[i];
        if (text.at[i] == '%') {
            bool both = i + 2 < text.len;
            int high = both ? hex(text.at[i + 1]) : -1, low = both ? hex(text.at[i + 2]) : -1;
            if (high < 0 || low < 0 || high + low == 0)
                return NULL;
            out[len] = (char)(high * 16 + low);
            i += 2;
        }
        len++;
    }
    return mem_text((struct slice){out, len});
}

static const char *login_take(struct redis_place *place, struct slice login)
{
    if (!memchr(login.at, ':', login.len))
        return "what stands before @ is USER:PASSWORD or :PASSWORD";
    struct slice user = cut(&login, ':');
    if (user.len > 0 && !(place->user = decoded(user)))
        return "the user holds a bad %XX or is too long";
    if (login.len == 0 || !(place->password = decoded(login)))
        return "the password is missing, holds a bad %XX or is too long";
    return NULL;
}

/* "host:port,host:port" and what goes with it, for logs. */
static void label_make(struct redis_place *place, struct slice master, struct slice hosts)
{
    char label[2 * TEXT_BYTES_MAX];
    snprintf(label, sizeof label, "%.*s%s%.*s", (int)master.len, master.at ? master.at : "",
             master.len > 0 ? "@" : "", (int)hosts.len, hosts.at);
    place->label = mem_text(slice_of(label));
}

static const char *server_take(struct redis_place *place, struct slice rest)
{
    struct slice hosts = cut(&rest, '/');
    label_make(place, nothing, hosts);
    if (rest.len > 0 && !slice_is(rest, "0"))
        return "a database has nothing to do with news: after HOST:PORT comes nothing (bus.prefix "
               "keeps two installations apart)";
    return host_take(place, hosts, "6379") ? NULL : "it is not HOST:PORT";
}

static const char *sentinel_take(struct redis_place *place, struct slice rest)
{
    struct slice hosts = cut(&rest, '/');
    label_make(place, rest, hosts);
    if (!name_valid(rest))
        return "after the sentinels comes /MASTER, the name they know it by";
    place->master = mem_text(rest);
    do
        if (!host_take(place, cut(&hosts, ','), "26379"))
            return "the sentinels are HOST:PORT,HOST:PORT…, at most eight";
    while (hosts.len > 0);
    return NULL;
}

static const char *unix_take(struct redis_place *place, struct slice path)
{
    if (path.len == 0 || path.at[0] != '/')
        return "after redis+unix: comes a path that begins with /";
    place->hosts[place->hosts_count++].name = mem_text(path);
    place->label = mem_text(path);
    return NULL;
}

static const char *place_take(struct redis_place *place, struct slice word)
{
    static const struct slice plain = {"redis://", 8}, sentinel = {"redis+sentinel://", 17},
                              local = {"redis+unix:", 11}, tls = {"rediss", 6};
    bool sentinels = slice_starts(word, sentinel);
    if (slice_starts(word, tls))
        return "TLS to Redis is not supported: use a private network or a tunnel";
    if (slice_starts(word, local))
        return unix_take(place, (struct slice){word.at + local.len, word.len - local.len});
    if (!sentinels && !slice_starts(word, plain))
        return "it begins with redis://, redis+sentinel:// or redis+unix:";
    size_t scheme = sentinels ? sentinel.len : plain.len;
    struct slice rest = {word.at + scheme, word.len - scheme};
    const char *at = rest.len ? memrchr(rest.at, '@', rest.len) : NULL;
    const char *wrong = NULL;
    if (at) {
        struct slice login = {rest.at, (size_t)(at - rest.at)};
        wrong = login_take(place, login);
        rest = (struct slice){at + 1, rest.len - login.len - 1};
    }
    if (wrong)
        return wrong;
    return sentinels ? sentinel_take(place, rest) : server_take(place, rest);
}

bool redis_url_read(struct redis_url *url, const char *text, char *why, size_t why_bytes)
{
    const char *wrong = NULL;
    *url = (struct redis_url){0};
    while (!wrong && *(text += strspn(text, " \t")) != '\0') {
        struct slice word = {text, strcspn(text, " \t")};
        text += word.len;
        wrong = url->count == REDIS_SERVERS_MAX ? "there are more than sixteen servers"
                                                : place_take(&url->places[url->count++], word);
    }
    if (wrong)
        snprintf(why, why_bytes, "server %u: %s", url->count, wrong);
    else if (url->count == 0)
        snprintf(why, why_bytes, "there is no server in it");
    return !wrong && url->count > 0;
}

void redis_url_done(struct redis_url *url)
{
    for (unsigned i = 0; i < url->count; i++) {
        struct redis_place *place = &url->places[i];
        for (unsigned j = 0; j < place->hosts_count; j++)
            mem_free(place->hosts[j].name);
        mem_free(place->master);
        mem_free(place->user);
        mem_free(place->password);
        mem_free(place->label);
    }
    *url = (struct redis_url){0};
}
