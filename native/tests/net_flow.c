/* Room, hold, release order, turns, many connections, configuration. */
#include "pair.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <sys/resource.h>

enum { KIB = 1024, MANY = 1000 };

static int32_t opens(const char *config) {
    gw_net_t *net = NULL;
    int32_t result = gw_net_open(config, &net);
    if (result == 0) gw_net_shut(net);
    return result;
}

static void a_configuration_is_checked(void) {
    static const char *const good[] = {"memory", "memory:", "memory:seed=1", "memory:pipe=1",
                                       "memory:seed=18446744073709551615,piece=1460,pipe=65536"};
    static const char *const bad[] = {
        "memory:seed",      "memory:seed=",    "memory:seed=x",  "memory:seed=-1",
        "memory:seed=1,",   "memory:=1",       "memory:speed=1", "memory:piece=0",
        "memory:pipe=3",    "memory:pipe=0",   "memory:,",       "memory:seed=18446744073709551616",
        "memory:seed=1 ",   "memory:pipe=0x8", "memory:see=1",   "memory:pipe=131072",
        "memory:piece=1461"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) CHECK(opens(good[i]) == 0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) CHECK(opens(bad[i]) == -EINVAL);
    CHECK(opens("") == -ENODEV && opens("mem") == -ENODEV && opens("memory2:") == -ENODEV);
    CHECK(opens(NULL) == -EINVAL);
    CHECK(gw_net_flush(NULL) == -EBADF && gw_net_shut(NULL) == -EBADF);
}

static void an_address_is_taken_once(void) {
    pair_t pair = pair_handles("", "");
    uint32_t conn = 1;
    char longest[65] = {0};
    memset(longest, 'a', 64);
    CHECK(gw_net_listen(pair.client, pair.address) == -EADDRINUSE);
    CHECK(gw_net_listen(pair.server, pair.address) == -EADDRINUSE);
    CHECK(gw_net_listen(pair.server, "") == -EINVAL);
    CHECK(gw_net_listen(pair.server, longest) == -EINVAL);
    CHECK(gw_net_listen(pair.server, longest + 1) == 0);
    CHECK(gw_net_connect(pair.client, "venue:2", &conn) == -ECONNREFUSED && conn == 0);
    CHECK(gw_net_connect(pair.client, "", &conn) == -EINVAL);
    pair_shut(&pair);
    pair = pair_open("", "");
    pair_shut(&pair);
}

static void what_is_sent_is_seen_at_the_flush(void) {
    pair_t pair = pair_open("", "");
    CHECK(gw_net_send(pair.client, pair.made, (const uint8_t *)"abc", 3) == 3);
    CHECK(gw_net_send(pair.client, pair.made, (const uint8_t *)"", 0) == 0);
    CHECK(is_quiet(pair.server));
    CHECK(gw_net_flush(pair.client) == 1 && gw_net_flush(pair.client) == 0);
    CHECK(took_text(pair.server, "abc"));
    CHECK(is_quiet(pair.server));
    CHECK(gw_net_retransmissions(pair.client) == 0);
    pair_shut(&pair);
}

static void what_is_sent_before_the_open_event_leaves_after_it(void) {
    pair_t pair = pair_handles("", "");
    CHECK(gw_net_connect(pair.client, pair.address, &pair.made) == 0);
    CHECK(send_text(pair.client, pair.made, "early") == 5);
    CHECK(next_event(pair.server).type == GW_EVENT_OPEN);
    CHECK(is_quiet(pair.server));
    CHECK(next_event(pair.client).type == GW_EVENT_OPEN);
    CHECK(gw_net_flush(pair.client) == 1);
    CHECK(took_text(pair.server, "early"));
    pair_shut(&pair);
}

static void a_full_ring_refuses_and_loses_nothing(void) {
    pair_t pair = pair_open("pipe=2", "pipe=1");
    uint8_t bytes[KIB + 1] = {0};
    CHECK(gw_net_room(pair.client, pair.made) == KIB);
    CHECK(gw_net_room(pair.server, pair.taken) == 2 * KIB);
    CHECK(gw_net_send(pair.client, pair.made, bytes, KIB + 1) == -ENOBUFS);
    CHECK(gw_net_send(pair.client, pair.made, bytes, KIB - 1) == KIB - 1);
    CHECK(gw_net_send(pair.client, pair.made, bytes, 2) == -ENOBUFS);
    CHECK(gw_net_send(pair.client, pair.made, bytes, UINT32_MAX) == -ENOBUFS);
    CHECK(gw_net_room(pair.client, pair.made) == 1);
    gw_net_flush(pair.client);

    gw_event_t event = next_event(pair.server);
    CHECK(event.length == KIB - 1);
    CHECK(gw_net_room(pair.client, pair.made) == 1);
    CHECK(gw_net_release(pair.server, event.token) == 0);
    CHECK(gw_net_room(pair.client, pair.made) == KIB);
    CHECK(gw_net_send(pair.client, pair.made, bytes, KIB) == KIB);
    gw_net_flush(pair.client);

    /* A piece never crosses the end of the ring: one byte was left before it. */
    CHECK(next_event(pair.server).length == 1);
    CHECK(next_event(pair.server).length == KIB - 1);
    pair_shut(&pair);
}

static void pieces_are_given_back_in_order(void) {
    pair_t pair = pair_open("piece=2", "pipe=1");
    gw_event_t events[4];
    CHECK(send_text(pair.client, pair.made, "abcdef") == 6);
    CHECK(gw_net_poll(pair.server, 1, events, 4) == 3);
    CHECK(gw_net_release(pair.server, events[1].token) == -EINVAL);
    CHECK(gw_net_release(pair.server, events[2].token) == -EINVAL);
    CHECK(over_kernel() || gw_net_room(pair.client, pair.made) == KIB - 6);
    CHECK(gw_net_release(pair.server, events[0].token) == 0);
    CHECK(gw_net_release(pair.server, events[0].token) == -EINVAL);
    CHECK(over_kernel() || gw_net_room(pair.client, pair.made) == KIB - 4);
    CHECK(gw_net_release(pair.server, events[1].token) == 0);
    CHECK(gw_net_release(pair.server, events[2].token) == 0);
    CHECK(gw_net_release(pair.server, events[2].token) == -EINVAL);
    CHECK(gw_net_release(pair.server, UINT64_MAX) == -EINVAL);
    CHECK(gw_net_release(pair.server, 0) == 0);
    pair_shut(&pair);
}

static void held_connections_wait(void) {
    pair_t pair = pair_open("", "");
    char venue[32];
    listen_anywhere(pair.client, venue);
    uint32_t own;
    CHECK(gw_net_connect(pair.server, venue, &own) == 0);
    gw_event_t event = next_event(pair.client);
    CHECK(event.flags == GW_FLAG_ACCEPTED && next_event(pair.server).conn == own);
    uint32_t late;

    CHECK(gw_net_hold(pair.server, 1) == 0);
    CHECK(send_text(pair.client, pair.made, "held") == 4);
    CHECK(send_text(pair.client, event.conn, "goes on") == 7);
    CHECK(gw_net_connect(pair.client, pair.address, &late) == 0);
    CHECK(took_text(pair.server, "goes on"));
    CHECK(gw_net_close(pair.client, pair.made) == 0);
    for (int i = 0; i < 3; i++) CHECK(is_quiet(pair.server));
    CHECK(send_text(pair.server, pair.taken, "x") == -ENOTCONN);

    CHECK(gw_net_hold(pair.server, 0) == 0);
    CHECK(took_text(pair.server, "held"));
    CHECK(next_event(pair.server).type == GW_EVENT_OPEN);
    event = next_event(pair.server);
    CHECK(event.type == GW_EVENT_CLOSED && event.conn == pair.taken);
    pair_shut(&pair);
}

static void connections_take_turns(void) {
    pair_t pair = pair_open("piece=1", "");
    pair_t second = pair;
    pair_connect(&second);
    CHECK(is_quiet(pair.server));
    CHECK(send_text(pair.client, pair.made, "aaaaaaaa") == 8);
    CHECK(send_text(pair.client, second.made, "bbbb") == 4);
    drive(pair.server);
    char order[13] = {0};
    for (size_t i = 0; i < 12; i++) order[i] = (char)*next_event(pair.server).data;
    CHECK(strcmp(order, "ababababaaaa") == 0);
    pair_shut(&pair);
}

/* Bytes that malloc has given out; 0 under a sanitizer, whose allocator tells glibc nothing. */
static size_t in_use(void) {
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

static void a_thousand_connections_cost_what_is_busy(void) {
    static uint32_t made[MANY];
    pair_t pair = pair_handles("pipe=1", "pipe=1");
    for (uint32_t i = 0; i < MANY; i++) {
        CHECK(gw_net_connect(pair.client, pair.address, &made[i]) == 0);
    }
    size_t before = in_use();
    for (uint32_t i = 0; i < MANY; i++) {
        CHECK(next_event(pair.server).type == GW_EVENT_OPEN);
        uint32_t open = next_event(pair.client).conn;
        CHECK(open == made[i] || (over_kernel() && open != 0));
    }
    for (uint32_t i = 0; i < MANY; i += 3) {
        CHECK(send_text(pair.client, made[i], "one") == 3 && took_text(pair.server, "one"));
    }
    CHECK(in_use() == before);

    uint32_t conn;
    for (uint32_t i = MANY; i < GW_CONNECTIONS_MAX; i++) {
        CHECK(gw_net_connect(pair.client, pair.address, &conn) == 0);
    }
    CHECK(gw_net_connect(pair.client, pair.address, &conn) == -EMFILE);
    pair_shut(&pair);
}

/* Sockets of both ends of each connection are in this process. */
static void allow_descriptors(void) {
    struct rlimit limit;
    CHECK(getrlimit(RLIMIT_NOFILE, &limit) == 0);
    limit.rlim_cur = limit.rlim_max;
    CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur > 4 * GW_CONNECTIONS_MAX);
}

int main(void) {
    allow_descriptors();
    RUN(a_configuration_is_checked);
    RUN(an_address_is_taken_once);
    RUN_BOTH(what_is_sent_is_seen_at_the_flush);
    RUN_BOTH(what_is_sent_before_the_open_event_leaves_after_it);
    RUN(a_full_ring_refuses_and_loses_nothing);
    RUN_BOTH(pieces_are_given_back_in_order);
    RUN_BOTH(held_connections_wait);
    RUN_BOTH(connections_take_turns);
    RUN_BOTH(a_thousand_connections_cost_what_is_busy);
    return check_end();
}
