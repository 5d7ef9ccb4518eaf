/* Two handles of the back end under test with one connection between them. */
#ifndef PAIR_H
#define PAIR_H

#include "check.h"

#include <string.h>

static const char *back = "memory"; /* the back end under test */

static inline int over_kernel(void) {
    return strcmp(back, "kernel") == 0;
}

/* Runs what every back end has to do alike. */
#define RUN_BOTH(test)                                                                             \
    do {                                                                                           \
        back = "memory";                                                                           \
        RUN(test);                                                                                 \
        back = "kernel";                                                                           \
        RUN(test);                                                                                 \
        if (check_broken > 0) printf("%s: over the kernel\n", #test);                              \
        back = "memory";                                                                           \
    } while (0)

typedef struct pair {
    gw_net_t *server;
    gw_net_t *client;
    uint32_t taken; /* the connection as the server names it */
    uint32_t made;  /* as the client does */
    char address[32];
} pair_t;

enum { QUIET_NS = 2000000 };

/* What the kernel still has under way may take so long, a SYN that is sent again twice included; in
 * memory nothing is under way. */
static inline uint64_t patience_ns(void) {
    return over_kernel() ? 10000000000 : 0;
}

/* One event, or a zeroed one. */
static inline gw_event_t poll_event(gw_net_t *net) {
    gw_event_t event;
    return gw_net_poll(net, 7, &event, 1) == 1 ? event : (gw_event_t){0};
}

/* The next event, or a zeroed one when none comes. */
static inline gw_event_t next_event(gw_net_t *net) {
    uint64_t until = gw_clock_ticks_ns() + patience_ns();
    gw_event_t event = poll_event(net);
    while (event.type == 0 && gw_clock_ticks_ns() < until) event = poll_event(net);
    return event;
}

/* A while is some time and some polls, whoever else had the core meanwhile. */
static inline int waits(int polls, uint64_t until) {
    return over_kernel() && (polls < 100 || gw_clock_ticks_ns() < until);
}

/* True when no event comes for a while. */
static inline int is_quiet(gw_net_t *net) {
    uint64_t until = gw_clock_ticks_ns() + QUIET_NS;
    uint32_t type = poll_event(net).type;
    for (int i = 0; type == 0 && waits(i, until); i++) type = poll_event(net).type;
    return type == 0;
}

/* Lets what is under way come in, and takes no event. */
static inline void drive(gw_net_t *net) {
    uint64_t until = gw_clock_ticks_ns() + QUIET_NS;
    CHECK(gw_net_poll(net, 7, NULL, 0) == 0);
    for (int i = 0; waits(i, until); i++) CHECK(gw_net_poll(net, 7, NULL, 0) == 0);
}

static inline gw_net_t *open_net(const char *options) {
    char config[128];
    gw_net_t *net = NULL;
    snprintf(config, sizeof config, "%s:%s", back, options);
    CHECK(gw_net_open(config, &net) == 0);
    return net;
}

/* Listens where nobody else does; address then names the place. */
static inline void listen_anywhere(gw_net_t *net, char address[32]) {
    static int count;
    if (over_kernel()) {
        int32_t port = gw_net_listen(net, "127.0.0.1:0");
        CHECK(port > 0);
        snprintf(address, 32, "127.0.0.1:%d", port);
    } else {
        snprintf(address, 32, "venue:%d", ++count);
        CHECK(gw_net_listen(net, address) == 0);
    }
}

/* The options of either end, without the back end. */
static inline pair_t pair_handles(const char *server, const char *client) {
    pair_t pair = {.server = open_net(server), .client = open_net(client)};
    listen_anywhere(pair.server, pair.address);
    return pair;
}

/* Connects, and takes the open event of either end. */
static inline void pair_connect(pair_t *pair) {
    CHECK(gw_net_connect(pair->client, pair->address, &pair->made) == 0);
    gw_event_t event = next_event(pair->server);
    CHECK(event.type == GW_EVENT_OPEN && event.flags == GW_FLAG_ACCEPTED && event.time_ns == 7);
    pair->taken = event.conn;
    event = next_event(pair->client);
    CHECK(event.type == GW_EVENT_OPEN && event.flags == 0 && event.conn == pair->made);
}

static inline pair_t pair_open(const char *server, const char *client) {
    pair_t pair = pair_handles(server, client);
    pair_connect(&pair);
    return pair;
}

static inline void pair_shut(pair_t *pair) {
    CHECK(gw_net_shut(pair->server) == 0);
    CHECK(gw_net_shut(pair->client) == 0);
}

static inline int32_t send_text(gw_net_t *net, uint32_t conn, const char *text) {
    int32_t sent = gw_net_send(net, conn, (const uint8_t *)text, (uint32_t)strlen(text));
    gw_net_flush(net);
    return sent;
}

/* True when the next event is these bytes; gives them back. */
static inline int took_text(gw_net_t *net, const char *text) {
    gw_event_t event = next_event(net);
    return event.type == GW_EVENT_DATA && event.length == strlen(text) &&
           memcmp(event.data, text, event.length) == 0 && gw_net_release(net, event.token) == 0;
}

#endif
