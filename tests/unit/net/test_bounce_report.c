/* SPDX-License-Identifier: Apache-2.0 */
#include "help_net.h"

#include "net/bounce_report.h"

#define HEAD                                                                                       \
    "From: MAILER-DAEMON@mail.test\r\nSubject: Undelivered\r\n"                                    \
    "Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"x\"\r\n\r\n"     \
    "--x\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n\r\n"
#define STATUS                                                                                     \
    "--x\r\nContent-Description: Delivery report\r\nContent-Type: message/delivery-status\r\n\r\n" \
    "Reporting-MTA: dns; mail.test\r\n\r\nFinal-Recipient: rfc822; a@example.org\r\n"
#define TAIL                                                                                       \
    "Diagnostic-Code: X\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: N\r\n--x--\r\n"

static bool is_nobody(const char *mail)
{
    return bounce_report_is_nobody(slice_of(mail));
}

static void a_report_that_nobody_is_there_is_one(void **state)
{
    assert_true(is_nobody(HEAD STATUS "Action: failed\r\nStatus: 5.1.1\r\n" TAIL));
    assert_true(is_nobody(HEAD STATUS "ACTION:  Failed\r\nstatus: 5.4.4 (no host)\r\n" TAIL));
    assert_true(is_nobody(HEAD STATUS "Status: 5.2.1\r\nAction: failed\r\n" TAIL));
    assert_true(is_nobody(HEAD STATUS "Action: failed\r\n" TAIL));
    /* Bare ends of lines, and one that is cut off there. */
    assert_true(
        is_nobody("Content-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1"));
}

static void what_may_be_delivered_later_or_elsewhere_is_none(void **state)
{
    static const char *const others[] = {"4.4.7", "5.2.2", "5.2.3", "5.3.4",
                                         "5.6.1", "5.7.1", "2.0.0"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        char mail[2048];
        snprintf(mail, sizeof mail, "%sAction: failed\r\nStatus: %s\r\n%s", HEAD STATUS, others[i],
                 TAIL);
        assert_false(is_nobody(mail));
    }
    assert_false(is_nobody(HEAD STATUS "Action: delayed\r\nStatus: 5.1.1\r\n" TAIL));
    /* The action of one recipient is not the status of another. */
    assert_false(is_nobody(HEAD STATUS "Action: failed\r\nStatus: 4.4.7\r\n\r\n"
                                       "Action: delivered\r\nStatus: 5.1.1\r\n" TAIL));
}

static void what_only_quotes_a_report_is_none(void **state)
{
    assert_false(is_nobody(""));
    assert_false(is_nobody("Subject: away\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n"));
    assert_false(is_nobody(HEAD "Action: failed\r\nStatus: 5.1.1\r\n--x--\r\n"));
    assert_false(is_nobody("Subject: Re\r\n\r\n> Content-Type: message/delivery-status\r\n>\r\n"
                           "> Action: failed\r\n> Status: 5.1.1\r\n"));
    /* Nor what stands behind its part. */
    assert_false(is_nobody(HEAD STATUS "Action: delivered\r\n\r\n--x\r\n\r\nAction: failed\r\n"));
}

static void a_refusal_is_about_the_address_by_its_code_and_status(void **state)
{
    assert_true(bounce_refusal_is_nobody(550, SLICE("550 5.1.1 <a@x>: unknown")));
    assert_true(bounce_refusal_is_nobody(550, SLICE("550 No such user")));
    assert_true(bounce_refusal_is_nobody(551, SLICE("")));
    assert_false(bounce_refusal_is_nobody(550, SLICE("550 5.7.1 This message looks like spam")));
    assert_false(bounce_refusal_is_nobody(550, SLICE("550-5.7.26 not authenticated")));
    assert_false(bounce_refusal_is_nobody(552, SLICE("552 5.2.2 full")));
    assert_false(bounce_refusal_is_nobody(554, SLICE("554 5.1.1 no")));
    static const char *const none[] = {"", "5", "5.", "5.1", "5.1.", "x.1.1", "5.1.1111", "5..1"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_false(bounce_status_is_nobody(slice_of(none[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_that_nobody_is_there_is_one),
        cmocka_unit_test(what_may_be_delivered_later_or_elsewhere_is_none),
        cmocka_unit_test(what_only_quotes_a_report_is_none),
        cmocka_unit_test(a_refusal_is_about_the_address_by_its_code_and_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
