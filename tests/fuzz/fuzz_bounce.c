/* SPDX-License-Identifier: Apache-2.0
 * What anybody may send to the address that mails come back to is read within itself, alike with
 * either end of a line; and nothing is a report that has no failed action.
 */
#include <strings.h>

#include "base/buffer.h"
#include "fuzz/fuzz.h"
#include "net/bounce_report.h"

enum { MAIL_BYTES = 1 << 17 };

static bool says(struct slice mail, const char *word)
{
    size_t len = strlen(word), at = 0;
    while (at + len <= mail.len && strncasecmp(mail.at + at, word, len) != 0)
        at++;
    return at + len <= mail.len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice mail = fuzz_text(data, size);
    struct buffer other;
    bool nobody = bounce_report_is_nobody(mail);
    buffer_init(&other, MAIL_BYTES);
    for (size_t i = 0; i < mail.len; i++) {
        bool bare = mail.at[i] == '\n' && (i == 0 || mail.at[i - 1] != '\r');
        if (bare)
            buffer_add_byte(&other, '\r');
        buffer_add_byte(&other, mail.at[i]);
    }
    check(other.full || bounce_report_is_nobody(buffer_slice(&other)) == nobody);
    bounce_status_is_nobody(mail);
    check(!bounce_refusal_is_nobody(450, mail));
    check(!nobody || says(mail, "failed"));
    buffer_done(&other);
    return 0;
}
