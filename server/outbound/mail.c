/* SPDX-License-Identifier: Apache-2.0
 * Headers, an empty line, and the two parts (RFC 2046 §5.1.4), in base64 in lines of 76. What parts
 * them holds a letter that base64 has not, so that it stands in neither. */
#include "outbound/mail.h"

#include <idn2.h>
#include <time.h>

#include "base/base64url.h"
#include "base/text.h"
#include "outbound/mail_html.h"

enum { HTML_BYTES = 65536 };
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

static void write_lines(struct slice bytes, struct buffer *out)
{
    for (size_t at = 0; at < bytes.len; at += LINE_BYTES) {
        size_t len = bytes.len - at < LINE_BYTES ? bytes.len - at : LINE_BYTES;
        base64_write((struct slice){bytes.at + at, len}, out);
        buffer_add(out, SLICE("\r\n"));
    }
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
    write_lines(buffer_slice(&lines), out);
    buffer_done(&lines);
}

static bool is_ascii(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] >= 0x80)
            return false;
    return true;
}

static struct slice host_of(struct slice address)
{
    const char *at = memchr(address.at, '@', address.len);
    return (struct slice){at + 1, address.len - (size_t)(at + 1 - address.at)};
}

bool mail_address_write(struct slice address, struct buffer *out)
{
    char text[MAIL_ADDRESS_BYTES + 1], *ascii = NULL;
    if (!mail_address_good(address))
        return false;
    struct slice host = host_of(address);
    if (is_ascii(host)) {
        buffer_add(out, address);
        return true;
    }
    memcpy(text, host.at, host.len);
    text[host.len] = '\0';
    if (idn2_to_ascii_8z(text, &ascii, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT) != IDN2_OK)
        return false;
    buffer_add(out, (struct slice){address.at, address.len - host.len});
    buffer_add(out, slice_of(ascii));
    idn2_free(ascii);
    return true;
}

static void write_part(const char *type, struct slice text, struct buffer *out)
{
    buffer_addf(out,
                "--=_muster\r\nContent-Type: text/%s; charset=utf-8\r\n"
                "Content-Transfer-Encoding: base64\r\n\r\n",
                type);
    write_text(text, out);
}

static void write_alternatives(const struct mail *mail, struct slice from, struct buffer *out)
{
    struct buffer html;
    buffer_init(&html, HTML_BYTES);
    mail_html_write(mail->text, mail->language, from, &html);
    buffer_add(out, SLICE("Content-Type: multipart/alternative; boundary=\"=_muster\"\r\n\r\n"));
    write_part("plain", mail->text, out);
    write_part("html", buffer_slice(&html), out);
    buffer_add(out, SLICE("--=_muster--\r\n"));
    buffer_done(&html);
}

/* The words, and a file behind them (RFC 2183). */
static void write_parts(const struct mail *mail, struct slice from, struct buffer *out)
{
    buffer_add(out, SLICE("MIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n"));
    if (mail->calendar.len == 0) {
        write_alternatives(mail, from, out);
        return;
    }
    buffer_add(out,
               SLICE("Content-Type: multipart/mixed; boundary=\"=_file\"\r\n\r\n--=_file\r\n"));
    write_alternatives(mail, from, out);
    buffer_add(out,
               SLICE("--=_file\r\nContent-Type: text/calendar; charset=utf-8; method=PUBLISH\r\n"
                     "Content-Disposition: attachment; filename=\"session.ics\"\r\n"
                     "Content-Transfer-Encoding: base64\r\n\r\n"));
    write_lines(mail->calendar, out);
    buffer_add(out, SLICE("--=_file--\r\n"));
}

/* Languages, names of mails and the like become headers as they are. */
static bool is_word(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] <= ' ' || (unsigned char)text.at[i] >= 0x7f ||
            strchr("<>@\"", text.at[i]))
            return false;
    return true;
}

bool mail_write(const struct mail *mail, const struct mail_sender *sender, struct buffer *out)
{
    struct buffer to, from;
    buffer_init(&to, 2 * MAIL_ADDRESS_BYTES);
    buffer_init(&from, 2 * MAIL_ADDRESS_BYTES);
    bool good = mail_address_write(mail->to, &to) && mail_address_write(sender->from, &from) &&
                mail->id.len > 0 && is_word(mail->id) && is_word(mail->language) &&
                is_word(mail->unsubscribe);
    if (good) {
        struct slice host = host_of(buffer_slice(&from));
        write_date(mail->made_ms, out);
        buffer_addf(out, "Message-ID: <%.*s@%.*s>\r\nFrom: ", (int)mail->id.len, mail->id.at,
                    (int)host.len, host.at);
        write_words(sender->name, out);
        buffer_addf(out, " <%.*s>\r\nTo: %.*s\r\nSubject: ", (int)from.len, from.bytes, (int)to.len,
                    to.bytes);
        write_words(mail->subject, out);
        buffer_add(out, SLICE("\r\n"));
        if (mail->language.len > 0)
            buffer_addf(out, "Content-Language: %.*s\r\n", (int)mail->language.len,
                        mail->language.at);
        if (mail->unsubscribe.len > 0)
            buffer_addf(out,
                        "List-Unsubscribe: <%.*s>\r\n"
                        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
                        (int)mail->unsubscribe.len, mail->unsubscribe.at);
        write_parts(mail, sender->name, out);
    }
    good = good && !out->full && !to.full && !from.full;
    buffer_done(&to);
    buffer_done(&from);
    return good;
}
