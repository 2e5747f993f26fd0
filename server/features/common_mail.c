/* SPDX-License-Identifier: Apache-2.0
 * Addresses of mail. */
#include "features/common_mail.h"

#include <ctype.h>

#include "base/text.h"
#include "features/common_get.h"

enum { LOCAL_BYTES = 64 };

/* RFC 5322 §3.2.3: an atom, with the characters of other scripts (RFC 6531). */
static bool is_atom(unsigned char byte)
{
    return byte >= 0x80 || isalnum(byte) || (byte && strchr("!#$%&'*+-/=?^_`{|}~", byte));
}

/* Atoms with one dot between each two of them. Returns how many there are; 0: it is not so. */
static size_t count_atoms(struct slice text)
{
    size_t count = 1;
    bool dot = true;
    for (size_t i = 0; i < text.len; i++) {
        bool is_dot = text.at[i] == '.';
        if ((is_dot && dot) || (!is_dot && !is_atom((unsigned char)text.at[i])))
            return 0;
        count += is_dot;
        dot = is_dot;
    }
    return dot ? 0 : count;
}

static bool is_domain(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        if (byte < 0x80 && !isalnum(byte) && byte != '.' && byte != '-')
            return false;
    }
    return count_atoms(text) > 1;
}

static bool split(struct slice address, struct slice *local, struct slice *domain)
{
    const char *at = address.len > 0 ? memchr(address.at, '@', address.len) : NULL;
    if (!at)
        return false;
    *local = (struct slice){address.at, (size_t)(at - address.at)};
    *domain = (struct slice){at + 1, address.len - local->len - 1};
    return true;
}

bool common_is_mail(struct slice address)
{
    struct slice local, domain;
    return address.len > 0 && address.len <= COMMON_MAIL_BYTES && text_is_utf8(address) &&
           split(address, &local, &domain) && local.len <= LOCAL_BYTES && count_atoms(local) > 0 &&
           is_domain(domain);
}

/* A walk over an address as it is compared, byte by byte. */
struct walk {
    struct slice text;
    size_t at, local; /* `local`: where the local part ends */
};

static struct walk walk_start(struct slice address)
{
    struct slice local = {NULL, 0}, domain;
    (void)split(address, &local, &domain);
    return (struct walk){address, 0, local.len};
}

/* 0 at the end. */
static char walk_next(struct walk *walk)
{
    while (walk->at < walk->local && walk->text.at[walk->at] == '.')
        walk->at++;
    if (walk->at < walk->local && walk->at > 0 && walk->text.at[walk->at] == '+')
        walk->at = walk->local;
    if (walk->at >= walk->text.len)
        return 0;
    return (char)tolower((unsigned char)walk->text.at[walk->at++]);
}

void common_mail_canonical(struct slice address, struct buffer *out)
{
    struct walk walk = walk_start(address);
    for (char byte = walk_next(&walk); byte; byte = walk_next(&walk))
        buffer_add_byte(out, byte);
}

bool common_mail_equal(struct slice a, struct slice b)
{
    struct walk one = walk_start(a), other = walk_start(b);
    char byte = walk_next(&one);
    while (byte && byte == walk_next(&other))
        byte = walk_next(&one);
    return !byte && !walk_next(&other) && a.len > 0;
}

/* `to` has as many bytes. */
static void lower(struct slice text, char *to)
{
    for (size_t i = 0; i < text.len; i++)
        to[i] = (char)tolower((unsigned char)text.at[i]);
}

bool common_mail_of(struct slice address, struct slice domain)
{
    char own[COMMON_MAIL_BYTES];
    struct slice local, of;
    if (address.len > COMMON_MAIL_BYTES || !split(address, &local, &of) || of.len < domain.len ||
        domain.len == 0)
        return false;
    lower(of, own);
    size_t above = of.len - domain.len;
    return memcmp(own + above, domain.at, domain.len) == 0 && (above == 0 || own[above - 1] == '.');
}

enum err common_read_optional_domain(const struct json *data, const char *key, struct writer *out)
{
    char small[COMMON_DOMAIN_BYTES];
    struct slice domain = {NULL, 0};
    if (!common_has(data, key))
        return ERR_NONE;
    if (!json_get_text(data, key, &domain))
        return ERR_BAD_REQUEST;
    domain = slice_trimmed(domain);
    if (slice_starts(domain, SLICE("@")))
        domain = (struct slice){domain.at + 1, domain.len - 1};
    if (domain.len > sizeof small || !text_is_utf8(domain) || !is_domain(domain))
        return ERR_BAD_REQUEST;
    lower(domain, small);
    writer_text(out, key, (struct slice){small, domain.len});
    return ERR_NONE;
}

enum err common_read_optional_mail(const struct json *data, const char *key, struct writer *out)
{
    struct slice address = {NULL, 0};
    if (!common_has(data, key))
        return ERR_NONE;
    if (!json_get_text(data, key, &address))
        return ERR_BAD_REQUEST;
    address = slice_trimmed(address);
    if (!common_is_mail(address))
        return ERR_BAD_REQUEST;
    writer_text(out, key, address);
    return ERR_NONE;
}
