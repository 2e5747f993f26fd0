/* SPDX-License-Identifier: Apache-2.0
 * Real sockets of the loopback network stand for the addresses. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "help_net.h"
#include "net/address.h"
#include "net/strangers.h"

enum { ALL_MAX = 6, ADDRESS_MAX = 3, FDS_MAX = 32 };

struct one {
    struct stranger *stranger;
    bool ended;
};

struct place {
    struct loop *loop;
    struct strangers *strangers;
    struct net_stats stats;
    int listens, port;
    int fds[FDS_MAX];
    size_t fds_count;
    struct one ones[FDS_MAX];
    size_t ones_count;
};

static const char *const proxies[] = {"127.0.0.100", "127.1.0.0/16", NULL};

static int setup(void **state)
{
    static struct place place;
    struct sockaddr_in own = {.sin_family = AF_INET};
    socklen_t len = sizeof own;
    memset(&place, 0, sizeof place);
    own.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    place.listens = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(place.listens, (struct sockaddr *)&own, sizeof own), 0);
    assert_int_equal(listen(place.listens, FDS_MAX), 0);
    assert_int_equal(getsockname(place.listens, (struct sockaddr *)&own, &len), 0);
    place.port = ntohs(own.sin_port);
    place.loop = loop_new_fake(0);
    place.strangers = strangers_new(&(struct strangers_options){.loop = place.loop,

                                                                .all_max = ALL_MAX,
                                                                .address_max = ADDRESS_MAX,
                                                                .proxies = proxies,
                                                                .stats = &place.stats});
    *state = &place;
    return 0;
}

static int teardown(void **state)
{
    struct place *place = *state;
    for (size_t i = 0; i < place->ones_count; i++)
        stranger_free(&place->ones[i].stranger);
    strangers_free(&place->strangers);
    loop_free(&place->loop);
    for (size_t i = 0; i < place->fds_count; i++)
        close(place->fds[i]);
    close(place->listens);
    return 0;
}

static void ended(void *context)
{
    struct one *one = context;
    assert_false(one->ended);
    one->ended = true;
}

/* A socket from `address` comes in. */
static struct one *come(struct place *place, const char *address)
{
    struct sockaddr_in from = {.sin_family = AF_INET};
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)place->port)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(inet_pton(AF_INET, address, &from.sin_addr), 1);
    assert_int_equal(bind(fd, (struct sockaddr *)&from, sizeof from), 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    struct sockaddr_storage other;
    socklen_t len = sizeof other;
    struct address came_from;
    int accepted = accept(place->listens, (struct sockaddr *)&other, &len);
    assert_true(address_of(&other, &came_from));
    place->fds[place->fds_count++] = fd;
    place->fds[place->fds_count++] = accepted;
    struct one *one = &place->ones[place->ones_count++];
    one->stranger = stranger_new(place->strangers, &came_from);
    stranger_owned(one->stranger, ended, one);
    return one;
}

static void the_oldest_silent_one_makes_room(void **state)
{
    static const char *const from[] = {"127.0.0.1", "127.0.0.2", "127.0.0.3"};
    struct place *place = *state;
    struct one *first = come(place, from[0]), *second = come(place, from[1]);
    for (size_t i = 2; i < ALL_MAX; i++)
        come(place, from[i % 3]);
    stranger_speaks(first->stranger, SLICE(""));
    loop_pass(place->loop, 3000);
    come(place, "127.0.0.9");
    assert_true(second->ended);
    assert_false(first->ended);
    assert_int_equal(strangers_count(place->strangers), ALL_MAX);
    assert_int_equal(place->stats.refused[REFUSED_CROWDED], 1);
}

/* Else whoever holds a place by not reading keeps all newcomers out, one displacing the other. */
static void a_newcomer_is_given_the_time_to_speak(void **state)
{
    struct place *place = *state;
    struct one *ones[ALL_MAX];
    for (size_t i = 0; i < ALL_MAX; i++) {
        ones[i] = come(place, i % 2 ? "127.0.0.2" : "127.0.0.3");
        stranger_speaks(ones[i]->stranger, SLICE(""));
    }
    struct one *newcomer = come(place, "127.0.0.9"), *next = come(place, "127.0.0.9");
    assert_true(ones[0]->ended && ones[1]->ended);
    loop_pass(place->loop, 2999);
    come(place, "127.0.0.8");
    assert_true(ones[2]->ended);
    assert_false(newcomer->ended || next->ended);
    loop_pass(place->loop, 1);
    come(place, "127.0.0.8");
    assert_true(newcomer->ended);
    assert_false(next->ended);
}

static void where_all_speak_the_oldest_of_these_makes_room(void **state)
{
    struct place *place = *state;
    struct one *first = come(place, "127.0.0.1");
    stranger_speaks(first->stranger, SLICE(""));
    for (size_t i = 1; i < ALL_MAX; i++)
        stranger_speaks(come(place, i % 2 ? "127.0.0.2" : "127.0.0.3")->stranger, SLICE(""));
    struct one *newcomer = come(place, "127.0.0.9");
    assert_true(first->ended);
    assert_false(newcomer->ended);
}

static void some_are_shed_when_there_is_need(void **state)
{
    struct place *place = *state;
    struct one *first = come(place, "127.0.0.1"), *second = come(place, "127.0.0.1");
    struct one *third = come(place, "127.0.0.1");
    stranger_speaks(first->stranger, SLICE(""));
    loop_pass(place->loop, 3000);
    strangers_shed(place->strangers, 2);
    assert_true(second->ended && third->ended);
    assert_false(first->ended);
    strangers_shed(place->strangers, 5);
    assert_true(first->ended);
    assert_int_equal(strangers_count(place->strangers), 0);
}

static void an_address_has_its_share(void **state)
{
    struct place *place = *state;
    struct one *other = come(place, "127.0.0.2"), *first = come(place, "127.0.0.1");
    for (size_t i = 1; i < ADDRESS_MAX; i++)
        come(place, "127.0.0.1");
    come(place, "127.0.0.1");
    assert_true(first->ended);
    assert_false(other->ended);
    assert_int_equal(strangers_count(place->strangers), ADDRESS_MAX + 1);
}

static void who_has_said_who_they_are_is_counted_no_more(void **state)
{
    struct place *place = *state;
    for (size_t i = 0; i < 5 * ADDRESS_MAX / 2; i++)
        stranger_free(&come(place, "127.0.0.1")->stranger);
    assert_int_equal(strangers_count(place->strangers), 0);
    assert_int_equal(place->stats.refused[REFUSED_CROWDED], 0);
}

static void who_waits_after_an_upgrade_is_silent_again(void **state)
{
    struct place *place = *state;
    struct one *first = come(place, "127.0.0.1"), *second = come(place, "127.0.0.1");
    stranger_speaks(first->stranger, SLICE(""));
    stranger_waits(first->stranger);
    come(place, "127.0.0.1");
    come(place, "127.0.0.1");
    assert_true(second->ended);
    assert_false(first->ended);
    come(place, "127.0.0.1");
    assert_true(first->ended);
    stranger_speaks(first->stranger, SLICE(""));
    stranger_waits(first->stranger);
}

static void behind_a_trusted_proxy_the_forwarded_address_counts(void **state)
{
    struct place *place = *state;
    struct one *ones[ADDRESS_MAX + 1];
    for (size_t i = 0; i <= ADDRESS_MAX; i++)
        ones[i] = come(place, "127.0.0.100");
    assert_false(ones[0]->ended);
    for (size_t i = 0; i < ADDRESS_MAX; i++)
        stranger_speaks(ones[i]->stranger, SLICE("192.0.2.66, 203.0.113.7, 127.1.2.3"));
    stranger_speaks(ones[ADDRESS_MAX]->stranger, SLICE("203.0.113.8,203.0.113.9"));
    assert_false(ones[0]->ended);
    stranger_free(&ones[ADDRESS_MAX]->stranger);
    stranger_speaks(come(place, "127.1.0.4")->stranger, SLICE("203.0.113.7"));
    assert_true(ones[0]->ended);
}

static void who_was_answered_rests_and_is_the_first_to_make_room(void **state)
{
    struct place *place = *state;
    struct one *first = come(place, "127.0.0.1"), *second = come(place, "127.0.0.2");
    stranger_speaks(first->stranger, SLICE(""));
    stranger_speaks(second->stranger, SLICE(""));
    assert_true(stranger_may_rest(second->stranger));
    stranger_rests(second->stranger);
    loop_pass(place->loop, 3000);
    for (size_t i = 2; i <= ALL_MAX; i++)
        stranger_speaks(come(place, i % 2 ? "127.0.0.3" : "127.0.0.4")->stranger, SLICE(""));
    assert_true(second->ended);
    assert_false(first->ended);
    stranger_rests(second->stranger);
}

static void half_of_the_places_may_rest(void **state)
{
    struct place *place = *state;
    struct one *first = come(place, "127.0.0.1"), *other = come(place, "127.0.0.2");
    assert_true(stranger_may_rest(first->stranger));
    struct one *second = come(place, "127.0.0.1");
    assert_false(stranger_may_rest(first->stranger)); /* of an address */
    assert_true(stranger_may_rest(other->stranger));
    stranger_free(&second->stranger);
    come(place, "127.0.0.3");
    assert_true(stranger_may_rest(first->stranger));
    come(place, "127.0.0.4");
    assert_false(stranger_may_rest(first->stranger)); /* of all */
}

static void what_a_proxy_keeps_is_for_whoever_asks_next(void **state)
{
    struct place *place = *state;
    struct one *one = come(place, "127.0.0.100");
    struct address from;
    assert_true(address_read(SLICE("203.0.113.7"), &from));
    stranger_speaks(one->stranger, SLICE("203.0.113.7"));
    assert_true(slice_equal(address_place(stranger_address(one->stranger)), address_place(&from)));
    stranger_rests(one->stranger);
    assert_null(stranger_address(one->stranger));
    assert_true(address_read(SLICE("203.0.113.8"), &from));
    stranger_speaks(one->stranger, SLICE("203.0.113.8"));
    assert_true(slice_equal(address_place(stranger_address(one->stranger)), address_place(&from)));
}

static void nobody_else_is_believed(void **state)
{
    struct place *place = *state;
    struct one *first = come(place, "127.0.0.1");
    stranger_speaks(first->stranger, SLICE("203.0.113.1"));
    for (size_t i = 0; i < ADDRESS_MAX; i++)
        stranger_speaks(come(place, "127.0.0.1")->stranger, SLICE("203.0.113.2"));
    assert_true(first->ended);
}

static void proxies_without_an_address_of_others_are_not_limited(void **state)
{
    static const char *const words[] = {"", "unknown", "203.0.113.1, unknown", ",", "127.1.1.1x"};
    struct place *place = *state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        stranger_speaks(come(place, "127.0.0.100")->stranger, slice_of(words[i]));
    assert_int_equal(strangers_count(place->strangers), 5);
}

static void proxies_are_addresses_and_networks(void **state)
{
    static const char *const good[] = {"10.0.0.0/8", "::1", NULL};
    static const char *const bad[] = {"10.0.0.0/8", "proxy.example", NULL};
    assert_null(strangers_proxy_bad(NULL));
    assert_null(strangers_proxy_bad(good));
    assert_string_equal(strangers_proxy_bad(bad), "proxy.example");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_oldest_silent_one_makes_room),
        CASE(a_newcomer_is_given_the_time_to_speak),
        CASE(where_all_speak_the_oldest_of_these_makes_room),
        CASE(some_are_shed_when_there_is_need),
        CASE(an_address_has_its_share),
        CASE(who_has_said_who_they_are_is_counted_no_more),
        CASE(who_waits_after_an_upgrade_is_silent_again),
        CASE(behind_a_trusted_proxy_the_forwarded_address_counts),
        CASE(who_was_answered_rests_and_is_the_first_to_make_room),
        CASE(half_of_the_places_may_rest),
        CASE(what_a_proxy_keeps_is_for_whoever_asks_next),
        CASE(nobody_else_is_believed),
        CASE(proxies_without_an_address_of_others_are_not_limited),
        cmocka_unit_test(proxies_are_addresses_and_networks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
