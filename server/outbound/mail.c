/* SPDX-License-Identifier: Apache-2.0
 * Headers, an empty line, base64 in lines of 76. */
#include "outbound/mail.h"

#include <time.h>

#include "base/base64url.h"
#include "base/text.h"

enum { WORD_BYTES = 42 /* of text in an encoded word of at most 75 letters */, LINE_BYTES = 57 };

bool mail_address_good(struct slice address)
{
    size_t ats = 0, at = 0;
    if (address.len > MAIL_ADDRESS_BYTES || !text_is_utf8(address))
        return false;
    for (size_t i = 0; i < address.len; i++) {
        unsigned char c = (unsigned char)address.at[i];
        if (c <= ' ' || c == 0x7f || strchr("\"(),:;<>[\\]", c))
            return false;
        if (c == '@') {
            ats++;
            at = i;
        }
    }
    struct slice host = {address.at + at + 1, ats ? address.len - at - 1 : 0};
    return ats == 1 && at > 0 && host.len > 2 && host.at[0] != '.' && host.at[0] != '-' &&
           host.at[host.len - 1] != '.' && address.at[0] != '-';
}

void mail_address_key(struct slice address, struct buffer *out)
{
    const char *at = address.len ? memrchr(address.at, '@', address.len) : NULL;
    bool tagged = false;
    for (size_t i = 0; i < address.len; i++) {
        char c = address.at[i];
        bool local = at && address.at + i < at;
        tagged = local && (tagged || c == '+');
        if (!tagged && !(local && c == '.'))
            buffer_add_byte(out, (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c));
    }
}

/* Encoded words, none of which cuts a character. */
static void write_words(struct slice text, struct buffer *out)
{
    while (text.len > 0) {
        size_t len = text.len < WORD_BYTES ? text.len : WORD_BYTES;
        while (len < text.len && len > 1 && ((unsigned char)text.at[len] & 0xc0) == 0x80)
            len--;
        buffer_add(out, SLICE("=?UTF-8?B?"));
        base64_write((struct slice){text.at, len}, out);
        buffer_add(out, SLICE("?="));
        text = (struct slice){text.at + len, text.len - len};
        if (text.len > 0)
            buffer_add(out, SLICE("\r\n "));
    }
}

static void write_date(int64_t now_ms, struct buffer *out)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct tm tm;
    time_t now = (time_t)(now_ms / 1000);
    gmtime_r(&now, &tm);
    buffer_addf(out, "Date: %s, %02d %s %04d %02d:%02d:%02d +0000\r\n", days[tm.tm_wday],
                tm.tm_mday, months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

static void write_text(struct slice text, struct buffer *out)
{
    struct buffer lines;
    buffer_init(&lines, 2 * text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\n')
            buffer_add_byte(&lines, '\r');
        buffer_add_byte(&lines, text.at[i]);
    }
    for (size_t at = 0; at < lines.len; at += LINE_BYTES) {
        size_t len = lines.len - at < LINE_BYTES ? lines.len - at : LINE_BYTES;
        base64_write((struct slice){lines.bytes + at, len}, out);
        buffer_add(out, SLICE("\r\n"));
    }
    buffer_done(&lines);
}

bool mail_write(const struct mail *mail, const struct mail_sender *sender, struct buffer *out)
{
    const char *at = sender->from.len ? memchr(sender->from.at, '@', sender->from.len) : NULL;
    if (!mail_address_good(mail->to) || !mail_address_good(sender->from) || !at)
        return false;
    struct slice host = {at + 1, sender->from.len - (size_t)(at + 1 - sender->from.at)};
    write_date(sender->now_ms, out);
    buffer_addf(out, "Message-ID: <%s@%.*s>\r\nFrom: ", sender->id, (int)host.len, host.at);
    write_words(sender->name, out);
    buffer_addf(out, " <%.*s>\r\nTo: %.*s\r\nSubject: ", (int)sender->from.len, sender->from.at,
                (int)mail->to.len, mail->to.at);
    write_words(mail->subject, out);
    buffer_add(out, SLICE("\r\nMIME-Version: 1.0\r\n"
                          "Content-Type: text/plain; charset=utf-8\r\n"
                          "Content-Transfer-Encoding: base64\r\n"
                          "Auto-Submitted: auto-generated\r\n\r\n"));
    write_text(mail->text, out);
    return !out->full;
}
